import { describe, expect, it } from 'vitest';
import { contribute } from '../../src/domain/contribute.ts';
import type { ServiceLevels, SlaMatch } from '../../src/domain/sla/policy.ts';
import type { TicketChange } from '../../src/domain/ticket.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { EVERY_SECOND_HOUR, NO_PROMISE, PROMISE, promising } from './levels.ts';
import { agent, HOUR, OPEN, queue, RESOLVED, type Step, story, took, WHO } from './story.ts';

const NEW: Step = [0, { status: 'new', team: 'first', priority: 'P2' }];
const PENDING: TicketChange = { status: 'pending' };

const partsOf = (levels: ServiceLevels, steps: Step[]) => {
  const rows = contribute(foldTimeline(story(...steps), WHO), levels);
  return {
    taken: rows.flatMap(({ taken }) => taken).sort((a, b) => a.at - b.at),
    resolutions: rows.flatMap(({ resolutions }) => resolutions).sort((a, b) => a.at - b.at),
  };
};
const resultsOf = (levels: ServiceLevels, ...steps: Step[]) =>
  partsOf(levels, steps).resolutions.map(({ sla }) => sla && [sla.elapsedMs / HOUR, sla.targetMs / HOUR, sla.met]);

describe('the resolution target', () => {
  it.each([
    [8, true],
    [8 + 1 / HOUR, false],
  ])('after %d of 8 hours is met: %s', (hours, met) => {
    expect(resultsOf(promising(PROMISE), NEW, [1, took('ann')], [hours, RESOLVED])).toEqual([[hours, 8, met]]);
  });

  it('does not run while paused, whoever holds the ticket', () => {
    const steps: Step[] = [NEW, [1, took('ann')], [2, PENDING], [5, took('bob')], [9, OPEN], [12, RESOLVED]];
    expect(resultsOf(promising(PROMISE), ...steps)).toEqual([[5, 8, true]]);
    expect(resultsOf(promising({ ...PROMISE, pauses: [] }), ...steps)).toEqual([[12, 8, false]]);
  });

  it("counts time and pauses in the policy's calendar", () => {
    const policy = { ...PROMISE, calendar: EVERY_SECOND_HOUR };
    expect(resultsOf(promising(policy), NEW, [3, PENDING], [8, OPEN], [12, RESOLVED])).toEqual([[4, 8, true]]);
  });

  it('is that of the priority at the stop, counted from the opening', () => {
    const raised: Step = [3, { priority: 'P1' }];
    expect(resultsOf(promising(PROMISE), NEW, raised, [5, RESOLVED])).toEqual([[5, 4, false]]);
  });

  it('is not moved by what changes after the stop', () => {
    const steps: Step[] = [NEW, [5, RESOLVED], [6, { priority: 'P1' }]];
    expect(resultsOf(promising(PROMISE), ...steps)).toEqual([[5, 8, true]]);
  });

  it('runs anew after a reopening, and the earlier result stays', () => {
    const steps: Step[] = [NEW, [9, RESOLVED], [20, { ...OPEN, priority: 'P1' }], [23, RESOLVED]];
    expect(resultsOf(promising(PROMISE), ...steps)).toEqual([
      [9, 8, false],
      [3, 4, true],
    ]);
  });

  it('stays that of the policy under which it was resolved when the ticket moves on after a reopening', () => {
    const first = { ...PROMISE, match: { team: ['first'] } };
    const second = { ...PROMISE, id: 'second', match: { team: ['second'] } };
    const steps: Step[] = [NEW, [2, RESOLVED], [3, OPEN], [4, took('bob', 'second')], [5, RESOLVED]];
    const { resolutions } = partsOf(promising(first, second), steps);
    expect(resolutions.map(({ sla }) => sla?.policy)).toEqual(['standard', 'second']);
  });

  it.each<[string, ServiceLevels, TicketChange]>([
    ['without a policy', NO_PROMISE, {}],
    ['without a target for the priority', promising(PROMISE), { priority: 'P4' }],
    ['without a priority', promising(PROMISE), { priority: null }],
  ])('is none %s', (_what, levels, change) => {
    expect(resultsOf(levels, NEW, [1, change], [2, RESOLVED])).toEqual([null]);
  });
});

describe('the policy of a ticket', () => {
  const work: TicketChange = { kind: 'incident', workType: 'network' };
  it.each<[string, SlaMatch, boolean]>([
    ['nothing asked', {}, true],
    ['its source', { source: ['desk'] }, true],
    ['another source', { source: ['hr'] }, false],
    ['one of its kinds', { kind: ['request', 'incident'] }, true],
    ['its team and its type of work', { team: ['first'], workType: ['network'] }, true],
    ['its team, but another type of work', { team: ['first'], workType: ['mail'] }, false],
  ])('is one that matches it: %s', (_what, match, matches) => {
    const results = resultsOf(promising({ ...PROMISE, match }), NEW, [1, work], [2, RESOLVED]);
    expect(results).toEqual([matches ? [2, 8, true] : null]);
  });

  it('is not one that asks for what the source has not said', () => {
    expect(resultsOf(promising({ ...PROMISE, match: { kind: ['incident'] } }), NEW, [2, RESOLVED])).toEqual([null]);
  });

  it('is the first of several', () => {
    const other = { ...PROMISE, id: 'other' };
    const { resolutions } = partsOf(promising(other, PROMISE), [NEW, [2, RESOLVED]]);
    expect(resolutions.map(({ sla }) => sla?.policy)).toEqual(['other']);
  });
});

describe('the target to own', () => {
  const owned = (...steps: Step[]) =>
    partsOf(promising(PROMISE), steps).taken.map(({ own }) => own && [own.elapsedMs / HOUR, own.met]);

  it('runs from the opening to the first person, who alone has a result', () => {
    expect(owned(NEW, [1, took('ann')], [5, took('bob')])).toEqual([[1, true], null]);
    expect(owned(NEW, [1.5, took('ann')])).toEqual([[1.5, false]]);
  });

  it('is not stopped by an automation or another queue', () => {
    expect(owned(NEW, [0.5, took('robo')], [1, queue('second')], [3, took('ann', 'second')])).toEqual([[3, false]]);
  });

  it('runs while the requester is waited for', () => {
    expect(owned(NEW, [0.5, PENDING], [3, took('ann')])).toEqual([[3, false]]);
  });

  it('is not run again after a reopening', () => {
    expect(owned(NEW, [1, took('ann')], [2, RESOLVED], [3, queue()], [4, OPEN], [9, took('bob')])).toEqual([
      [1, true],
      null,
    ]);
  });

  it('is met or not by who took it, not by who let it wait', () => {
    const rows = contribute(foldTimeline(story(NEW, [3, took('ann')]), WHO), promising(PROMISE));
    expect(rows.find(({ agentId }) => agentId === agent('ann'))?.taken).toHaveLength(1);
    expect(rows.find(({ agentId }) => agentId === null)?.taken).toEqual([]);
  });
});
