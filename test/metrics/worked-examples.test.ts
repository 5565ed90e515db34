import { describe, expect, it } from 'vitest';
import { bounceRate } from '../../src/metrics/bounce-rate.ts';
import { breadth } from '../../src/metrics/breadth.ts';
import { handoffsIn } from '../../src/metrics/handoffs-in.ts';
import { handoffsOut } from '../../src/metrics/handoffs-out.ts';
import { oneOwnerResolution } from '../../src/metrics/one-owner-resolution.ts';
import { openAge } from '../../src/metrics/open-age.ts';
import { ownedInTime } from '../../src/metrics/owned-in-time.ts';
import { reopenRate } from '../../src/metrics/reopen-rate.ts';
import { resolutionHours } from '../../src/metrics/resolution-hours.ts';
import { resolverConcentration } from '../../src/metrics/resolver-concentration.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { sourceSlaAttainment } from '../../src/metrics/source-sla-attainment.ts';
import { volume } from '../../src/metrics/volume.ts';
import {
  AS_OF,
  agentNamed,
  CELL,
  DAY,
  daysAgo,
  figure,
  figures,
  HOUR,
  handoff,
  ofAgent,
  resolution,
  resolved,
  row,
  slaResult,
} from './rows.ts';

describe('shares', () => {
  it('SLA attainment is met over those that had a target: 18 of 20, Wilson .699 to .972', async () => {
    const rows = [
      ...resolved('ann', 20, (i) => ({ sla: slaResult(i >= 2) })),
      ...resolved('ann', 30, () => ({ sla: null })),
    ];
    const found = await ofAgent(slaAttainment, rows, 'ann');
    expect(found).toMatchObject({ value: 0.9, sampleSize: 20, effectiveSampleSize: 20, level: 0.95 });
    expect([found?.lower, found?.upper]).toEqual([expect.closeTo(0.699, 3), expect.closeTo(0.972, 3)]);
  });

  it("the source's own SLA word stands beside it, where the source has spoken", async () => {
    const said = [true, false, null, true];
    const rows = resolved('ann', 4, (i) => ({ sla: slaResult(false), sourceSlaMet: said[i] ?? null }));
    expect(await ofAgent(sourceSlaAttainment, rows, 'ann')).toMatchObject({ value: 2 / 3, sampleSize: 3 });
  });

  it('reopened counts within 14 days, and only for resolutions that old', async () => {
    const reopened = (at: number, days: number) => resolution(at, { reopenedAt: at + days * DAY });
    const rows = [
      row('ann', { resolutions: [reopened(daysAgo(60), 14), reopened(daysAgo(50), 14.01), resolution(daysAgo(14))] }),
      row('ann', { resolutions: [reopened(daysAgo(13.9), 1)] }),
    ];
    expect(await ofAgent(reopenRate, rows, 'ann')).toMatchObject({ value: 1 / 3, sampleSize: 3 });
  });

  it('bounced counts what came back of what was sent', async () => {
    const outcomes = ['bounce-back', 'onward', 'right-first', 'open'] as const;
    const handoffs = outcomes.map((outcome) => handoff(daysAgo(30), { outcome }));
    expect(await ofAgent(bounceRate, [row('ann', { handoffs })], 'ann')).toMatchObject({ value: 0.25, sampleSize: 4 });
  });

  it('one-owner counts resolutions by whom alone held the ticket', async () => {
    const rows = resolved('ann', 10, (i) => ({ oneOwner: i < 7 }));
    expect(await ofAgent(oneOwnerResolution, rows, 'ann')).toMatchObject({ value: 0.7, sampleSize: 10 });
  });

  it('taken in time is a figure of the team, never of a person', async () => {
    const taken = [true, true, false, null].map((met) => {
      return {
        at: daysAgo(5),
        team: 'second',
        handedOver: false,
        selfPicked: false,
        own: met === null ? null : slaResult(met),
      };
    });
    const rows = [row('ann', { taken })];
    expect((await figures(ownedInTime, rows)).map(({ subject }) => subject)).toEqual([{ kind: 'team', id: 'second' }]);
    expect(await figure(ownedInTime, rows, 'team', 'second')).toMatchObject({ value: 2 / 3, sampleSize: 3 });
  });

  it('handed on is over what was taken: a ticket sent twice is two, one still held none', async () => {
    const took = (days: number) => ({
      at: daysAgo(days),
      team: 'first',
      handedOver: false,
      selfPicked: false,
      own: null,
    });
    const sent = (days: number) => handoff(daysAgo(days), { outcome: 'onward' });
    const rows = [
      row('ann', { taken: [took(30), took(20)], handoffs: [sent(25), sent(15)] }),
      row('ann', { taken: [took(9), took(5)], handoffs: [sent(8)] }),
      row('ann', { taken: [took(9), took(5)], handoffs: [sent(4)] }),
    ];
    expect(await ofAgent(handoffsOut, rows, 'ann')).toMatchObject({ value: 4 / 6, sampleSize: 6 });
  });

  it('received is what came from a person, over all taken', async () => {
    const taken = [true, false, false, false].map((handedOver) => {
      return { at: daysAgo(5), team: 'first', handedOver, selfPicked: false, own: null };
    });
    expect(await ofAgent(handoffsIn, [row('ann', { taken })], 'ann')).toMatchObject({ value: 0.25, sampleSize: 4 });
  });
});

describe('durations', () => {
  it('resolution time is the geometric mean of business hours, a minute at least', async () => {
    const hours = [1, 4, 0];
    const rows = resolved('ann', 3, (i) => ({ businessMs: (hours[i] ?? 0) * HOUR }));
    const found = await ofAgent(resolutionHours, rows, 'ann');
    expect(found?.value).toBeCloseTo((1 * 4 * (1 / 60)) ** (1 / 3), 9);
  });

  it('age of open work is of what is held now, however long ago it was taken', async () => {
    const held = (ageDays: number) => row('ann', { openedAt: daysAgo(ageDays), holdingSince: daysAgo(ageDays / 2) });
    const rows = [held(300), held(3), row('ann', { openedAt: daysAgo(50) })];
    const found = await ofAgent(openAge, rows, 'ann', 1);
    expect(found?.value).toBeCloseTo(30 * 24, 6);
    expect(found?.sampleSize).toBe(2);
  });

  it('what nobody holds is counted for the team alone', async () => {
    const rows = [row(null, { team: 'second', openedAt: daysAgo(2), holdingSince: daysAgo(2) })];
    expect((await figures(openAge, rows)).map(({ subject }) => subject)).toEqual([{ kind: 'team', id: 'second' }]);
  });
});

describe('amounts', () => {
  it('volume is resolutions per week of the window', async () => {
    const found = await ofAgent(volume, resolved('ann', 52), 'ann');
    expect(found).toMatchObject({ value: 2, sampleSize: 52 });
    // Byar: 52 (1 - 1/468 - 1.96 / (3 sqrt 52))^3 = 38.83 and 53 (1 - 1/477 + 1.96 / (3 sqrt 53))^3 = 68.19.
    expect([found?.lower, found?.upper]).toEqual([expect.closeTo(38.83 / 26, 2), expect.closeTo(68.19 / 26, 2)]);
  });

  it('breadth is the effective number of work types: 22, 9, 5, 2, 1 and 1 tickets make 2.81', async () => {
    const types = [22, 9, 5, 2, 1, 1].flatMap((n, type) => Array.from({ length: n }, () => `type ${type}`));
    const rows = resolved('ann', 40, (i) => ({ cell: { ...CELL, workType: types[i] ?? '' } }));
    expect((await ofAgent(breadth, rows, 'ann'))?.value).toBeCloseTo(2.8058, 4);
  });
});

describe('work resting on one person', () => {
  const main = async (rows: Parameters<typeof figures>[1]) => {
    const [found] = await figures(resolverConcentration, rows);
    return { of: found?.subject.id, main: found?.sample.mainAgent, share: found?.sample.estimate(0.95).value };
  };

  it('names the person and the share', async () => {
    const rows = [...resolved('ann', 5), ...resolved('bob', 12), ...resolved('cy', 3)];
    expect(await main(rows)).toEqual({ of: 'network', main: agentNamed('bob'), share: 0.6 });
  });

  it('counts what nobody is credited with, but never as a person', async () => {
    expect(await main([...resolved(null, 15), ...resolved('ann', 5)])).toMatchObject({
      main: agentNamed('ann'),
      share: 0.25,
    });
    expect(await main(resolved(null, 4))).toMatchObject({ main: null, share: 0 });
  });

  it('names the same of two equals, whoever came first', async () => {
    const rows = [...resolved('bob', 3), ...resolved('ann', 3)];
    expect(await main(rows)).toMatchObject({ main: agentNamed('ann') });
    expect(await main(rows.toReversed())).toMatchObject({ main: agentNamed('ann') });
  });

  it('tells each type of work by itself', async () => {
    const mail = { cell: { ...CELL, workType: 'mail' } };
    const found = await figures(resolverConcentration, [...resolved('ann', 5), ...resolved('bob', 5, () => mail)]);
    expect(found.map(({ subject, sample }) => [subject.id, sample.mainAgent])).toEqual([
      ['network', agentNamed('ann')],
      ['mail', agentNamed('bob')],
    ]);
  });
});

describe('a window', () => {
  it('holds its first instant and not its end', async () => {
    const at = (instant: number) => row('ann', { resolutions: [resolution(instant)] });
    const start = AS_OF - 2 * 7 * DAY;
    const rows = [at(start - 1), at(start), at(AS_OF - 1), at(AS_OF)];
    expect((await ofAgent(volume, rows, 'ann', 2))?.sampleSize).toBe(2);
  });
});
