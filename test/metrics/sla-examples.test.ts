import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/domain/contribution.ts';
import { firstResponseAttainment } from '../../src/metrics/first-response-attainment.ts';
import { nextResponseAttainment } from '../../src/metrics/next-response-attainment.ts';
import { responseAttainment } from '../../src/metrics/response-attainment.ts';
import { slaAtBreach } from '../../src/metrics/sla-at-breach.ts';
import { slaOwnTime } from '../../src/metrics/sla-own-time.ts';
import { slaTimeShare } from '../../src/metrics/sla-time-share.ts';
import { warningResponse } from '../../src/metrics/warning-response.ts';
import { warningsSaved } from '../../src/metrics/warnings-saved.ts';
import {
  AS_OF,
  CELL,
  daysAgo,
  figure,
  figures,
  HOUR,
  ofAgent,
  response,
  row,
  slaResult,
  slaShare,
  warning,
} from './rows.ts';

const MINUTE = HOUR / 60;
const RECENT = daysAgo(5);
const BREACHED = slaResult(false);

/** One row of a person for each holding, in hours. */
const holdings = (name: string | null, hours: readonly number[], more: Parameters<typeof slaShare>[1] = {}) =>
  hours.map((own) => row(name, { slaShares: [slaShare(RECENT, { ownMs: own * HOUR, ...more })] }));

describe('own time within what such work takes', () => {
  // Half of the desk's holdings take 2 hours or less.
  const usual = holdings('bob', [1, 1, 2, 2, 2, 4, 6]);

  it.each<[what: string, hours: number, result: typeof BREACHED, value: number]>([
    ["ten minutes at the end of somebody else's seven hours are not to blame", 1 / 6, BREACHED, 1],
    ['as long as half of such holdings take', 2, BREACHED, 1],
    ['longer than that', 2.2, BREACHED, 0],
    ['however long, where the target was met', 40, slaResult(true), 1],
  ])('%s', async (_what, hours, result, value) => {
    const rows = [...usual, ...holdings('ann', [hours], { result })];
    expect(await ofAgent(slaOwnTime, rows, 'ann')).toMatchObject({ value, sampleSize: 1 });
  });

  it('is kept over held: 3 of 4', async () => {
    const rows = [...usual, ...holdings('ann', [1, 2, 5], { result: BREACHED }), ...holdings('ann', [9])];
    expect(await ofAgent(slaOwnTime, rows, 'ann')).toMatchObject({ value: 0.75, sampleSize: 4 });
  });

  it('compares with work of the same type and priority only', async () => {
    const slow = holdings('bob', [8, 8, 8], { cell: { ...CELL, priority: 'P4' } });
    const rows = [...usual, ...slow, ...holdings('ann', [5], { result: BREACHED })];
    expect(await ofAgent(slaOwnTime, rows, 'ann')).toMatchObject({ value: 0 });
    const other = holdings('ann', [5], { result: BREACHED, cell: { ...CELL, priority: 'P4' } });
    expect(await ofAgent(slaOwnTime, [...usual, ...slow, ...other], 'ann')).toMatchObject({ value: 1 });
  });

  it('has no budget for the queue, whose time is the team’s, and does not take it for a usual holding', async () => {
    const ofTeam = (rows: readonly Contribution[]) => figure(slaOwnTime, rows, 'team', 'first');
    expect(await ofTeam(holdings(null, [0.1, 0], { result: BREACHED }))).toMatchObject({ value: 0.5, sampleSize: 2 });
    const queues = holdings(null, Array(20).fill(30));
    const rows = [...usual, ...queues, ...holdings('ann', [5], { result: BREACHED })];
    expect(await ofTeam(rows)).toMatchObject({ value: 27 / 28, sampleSize: 28 });
  });
});

describe('breached in own hands', () => {
  it('is what ran out there, over all held that had a target', async () => {
    const rows = [true, false, false, false].flatMap((atBreach) =>
      holdings('ann', [1], { result: BREACHED, atBreach }),
    );
    expect(await ofAgent(slaAtBreach, rows, 'ann')).toMatchObject({ value: 0.25, sampleSize: 4 });
  });
});

describe('answered in time', () => {
  it.each([
    ['exactly at the target is in time', 8 * HOUR, 1],
    ['a millisecond later is not', 8 * HOUR + 1, 0],
  ])('%s', async (_what, ownMs, value) => {
    expect(
      await ofAgent(responseAttainment, [row('ann', { responses: [response(RECENT, { ownMs })] })], 'ann'),
    ).toEqual(expect.objectContaining({ value, sampleSize: 1 }));
  });

  it('counts the own time only: late for the customer, in time for who got it late', async () => {
    const responses = [response(RECENT, { result: BREACHED, ownMs: HOUR }), response(RECENT, { ownMs: 9 * HOUR })];
    expect(await ofAgent(responseAttainment, [row('ann', { responses })], 'ann')).toMatchObject({ value: 0.5 });
  });
});

describe('first and further answers', () => {
  it('are told apart, and together', async () => {
    const first = [1, 9].map((hours) => response(RECENT, { ownMs: hours * HOUR }));
    const next = [1, 1, 9].map((hours) => response(RECENT, { clock: 'next-response', ownMs: hours * HOUR }));
    const rows = [row('ann', { responses: [...first, ...next] })];
    expect(await ofAgent(firstResponseAttainment, rows, 'ann')).toMatchObject({ value: 1 / 2, sampleSize: 2 });
    expect(await ofAgent(nextResponseAttainment, rows, 'ann')).toMatchObject({ value: 2 / 3, sampleSize: 3 });
    expect(await ofAgent(responseAttainment, rows, 'ann')).toMatchObject({ value: 3 / 5, sampleSize: 5 });
  });
});

describe('share of targets used', () => {
  it('is the mean of own time over target, all of it at most, and leaves the queue out', async () => {
    const held = (name: string | null, hours: number) =>
      row(name, { slaShares: [slaShare(RECENT, { ownMs: hours * HOUR })] });
    const rows = [held('ann', 2), held('ann', 4), held('ann', 80), held(null, 8)];
    expect(await ofAgent(slaTimeShare, rows, 'ann')).toMatchObject({ value: (0.25 + 0.5 + 1) / 3, sampleSize: 3 });
    expect(await figure(slaTimeShare, rows, 'team', 'first')).toMatchObject({ sampleSize: 3 });
  });
});

describe('warnings acted on', () => {
  const acted = (minutes: number | null, at = RECENT) =>
    warning(at, { actedAt: minutes === null ? null : at + minutes * MINUTE });

  it('counts those after which something was done within the hour: 2 of 4', async () => {
    const warnings = [acted(1), acted(60), acted(60.1), acted(null)];
    expect(await ofAgent(warningResponse, [row('ann', { warnings })], 'ann')).toMatchObject({
      value: 0.5,
      sampleSize: 4,
    });
  });

  it('waits an hour before it counts one at all, and never counts one still to come', async () => {
    const warnings = [acted(1, AS_OF - HOUR + 1), acted(null, AS_OF + HOUR)];
    expect(await figures(warningResponse, [row('ann', { warnings })])).toEqual([]);
    expect(await ofAgent(warningResponse, [row('ann', { warnings: [acted(1, AS_OF - HOUR)] })], 'ann')).toMatchObject({
      value: 1,
    });
  });
});

describe('warned tickets saved', () => {
  it('are those that met their target, over those warned at 75 % that stopped with a result', async () => {
    const warnings = [
      ...[true, true, false, null].map((saved) => warning(RECENT, { saved })),
      ...[50, 90].map((percent) => warning(RECENT, { percent, saved: false })),
    ];
    expect(await ofAgent(warningsSaved, [row('ann', { warnings })], 'ann')).toMatchObject({
      value: 2 / 3,
      sampleSize: 3,
    });
  });
});
