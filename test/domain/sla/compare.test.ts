import { describe, expect, it } from 'vitest';
import { compareSla } from '../../../src/domain/sla/compare.ts';
import { OFF_BY, SlaTally } from '../../../src/domain/sla/compare-tally.ts';
import { DEFAULT_OPTIONS, type ServiceLevels } from '../../../src/domain/sla/policy.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';
import { EVERY_SECOND_HOUR, NO_PROMISE, PROMISE, promising } from '../levels.ts';
import { account, HOUR, OPEN, queue, RESOLVED, type Step, story, took, WHO } from '../story.ts';

const NEW: Step = [0, { status: 'new', team: 'first', priority: 'P2' }];
const says = (met: boolean, target = 'resolution', hours = 100): Step => [hours, { type: 'sla-reported', target, met }];
const [MET, BREACHED] = [says(true), says(false)];
const PENDING = { status: 'pending' } as const;
const CANCELLED = { status: 'cancelled' } as const;
const ON_HOLD = { status: 'on-hold' } as const;

/** Resolve within 8 h, P1 within 4 h; pending pauses, on-hold does not. */
const PLAIN = promising(PROMISE);
const HALF_OPEN = promising({ ...PROMISE, calendar: EVERY_SECOND_HOUR });

const ANEW = promising({ ...PROMISE, options: { ...DEFAULT_OPTIONS, onChange: 'from-change' } });
const TWO_CALENDARS = promising(PROMISE, { ...PROMISE, match: { team: ['second'] }, calendar: EVERY_SECOND_HOUR });

const compared = (levels: ServiceLevels, ...steps: Step[]) =>
  compareSla(foldTimeline(story(...steps), WHO), levels).map(({ reason, ours, sourceMet }) => ({
    reason,
    sourceMet,
    hours: ours === null ? null : ours.elapsedMs / HOUR,
  }));

describe("a source's own result", () => {
  it.each<[string, ServiceLevels, Step[], string | null, number | null]>([
    ['agrees: met', PLAIN, [[6, RESOLVED], MET], null, 6],
    ['agrees: breached', PLAIN, [[9, RESOLVED], BREACHED], null, 9],
    ['without a policy here', NO_PROMISE, [[9, RESOLVED], BREACHED], 'no-target', null],
    ['without a clock of that name', PLAIN, [[9, RESOLVED], says(false, 'gold')], 'no-target', null],
    ['of a ticket that is open here', PLAIN, [[1, took('ann')], says(true, 'resolution', 2)], 'no-result', null],
    ['of a ticket that is open here, but over its target', PLAIN, [[1, took('ann')], BREACHED], null, 100],
    ['of a ticket that was cancelled here', PLAIN, [[1, CANCELLED], MET], 'no-result', null],
    [
      'of the cycle before one that was cancelled',
      PLAIN,
      [[9, RESOLVED], [20, OPEN], [21, CANCELLED], BREACHED],
      null,
      9,
    ],
    [
      'of the cycle before one that still runs',
      PLAIN,
      [[9, RESOLVED], [20, OPEN], [21, took('ann')], says(false, 'resolution', 22)],
      null,
      9,
    ],
    [
      'of the clock before one that another took over',
      ANEW,
      [[9, { priority: 'P1' }], [10, { priority: 'P2' }], says(false, 'resolution', 11)],
      null,
      9,
    ],
    [
      'of a clock that another without a target took over',
      ANEW,
      [[1, { priority: 'P4' }], [9, RESOLVED], MET],
      'no-result',
      null,
    ],
    ['the result of another second', PLAIN, [[8 - 30 / 3600, RESOLVED], BREACHED], 'near-target', 8 - 30 / 3600],
    ['within a hundredth of the target', PLAIN, [[8.07, RESOLVED], MET], 'near-target', 8.07],
    ['exactly a hundredth off', PLAIN, [[8.08, RESOLVED], MET], 'near-target', 8.08],
    ['beyond that', PLAIN, [[8.1, RESOLVED], MET], 'unknown', 8.1],
    ['of the first cycle', PLAIN, [[9, RESOLVED], [20, OPEN], [23, RESOLVED], BREACHED], 'another-cycle', 3],
    [
      'of no cycle, one of which was promised nothing',
      PLAIN,
      [[0, { priority: 'P4' }], [1, RESOLVED], [2, { ...OPEN, priority: 'P2' }], [12, RESOLVED], MET],
      'unknown',
      10,
    ],
    ['by the first priority', PLAIN, [[1, { priority: 'P1' }], [6, RESOLVED], MET], 'priority-changed', 6],
    [
      'by a clock begun anew at the change',
      PLAIN,
      [[9, { priority: 'P1' }], [10, RESOLVED], MET],
      'priority-changed',
      10,
    ],
    ['with pauses counted', PLAIN, [[1, PENDING], [5, OPEN], [10, RESOLVED], BREACHED], 'pauses-counted', 6],
    ['with waiting left out', PLAIN, [[1, ON_HOLD], [5, OPEN], [10, RESOLVED], MET], 'pauses-not-counted', 10],
    [
      'with waiting for the requester left out, which ours counts',
      promising({ ...PROMISE, pauses: [] }),
      [[1, PENDING], [5, OPEN], [10, RESOLVED], MET],
      'pauses-not-counted',
      10,
    ],
    ['by the opening hours of another promise', TWO_CALENDARS, [[10, RESOLVED], MET], 'another-calendar', 10],
    [
      'by a clock begun anew at a change of policy alone: no reason to be seen',
      promising({ ...PROMISE, match: { team: ['first'] } }, { ...PROMISE, id: 'other' }),
      [[5, queue('second')], [10, RESOLVED], MET],
      'unknown',
      10,
    ],
    ['around the clock', HALF_OPEN, [[12, RESOLVED], BREACHED], 'another-calendar', 6],
    ['for no reason to be seen', PLAIN, [[5, RESOLVED], BREACHED], 'unknown', 5],
  ])('%s', (_, levels, steps, reason, hours) => {
    expect(compared(levels, NEW, ...steps)).toEqual([
      { reason, sourceMet: steps.some((step) => 'met' in step[1] && step[1].met), hours },
    ]);
  });

  it('is beside ours, with the policy, target and priority by which we judged', () => {
    const timeline = foldTimeline(story(NEW, [1, { priority: 'P1' }], [3, RESOLVED], MET), WHO);
    expect(compareSla(timeline, PLAIN)).toEqual([
      {
        ticketId: 'desk:T1',
        target: 'resolution',
        sourceMet: true,
        ours: { met: true, elapsedMs: 3 * HOUR, targetMs: 4 * HOUR, policy: 'standard', priority: 'P1' },
        reason: null,
      },
    ]);
  });

  it('is looked at by a clock begun anew under all other choices of the policy', () => {
    const options = { ...DEFAULT_OPTIONS, solveCountsAsReply: true };
    const levels = promising({ ...PROMISE, options, targets: { 'first-response': { P1: 4 * HOUR, P2: 8 * HOUR } } });
    const steps: Step[] = [NEW, [9, { priority: 'P1' }], [10, RESOLVED], says(true, 'first-response')];
    expect(compared(levels, ...steps)).toEqual([{ reason: 'priority-changed', sourceMet: true, hours: 10 }]);
  });

  it('is one for each of its targets', () => {
    const levels = promising({ ...PROMISE, targets: { ...PROMISE.targets, 'first-response': { P2: HOUR } } });
    const replied: Step = [2, { type: 'replied' }, { actor: account('ann') }];
    expect(compared(levels, NEW, replied, [6, RESOLVED], MET, says(true, 'first-response'))).toHaveLength(2);
  });

  it('is nothing where the source is silent', () => {
    expect(compared(PLAIN, NEW, [6, RESOLVED])).toEqual([]);
  });
});

describe('the tally', () => {
  const of = (...steps: Step[]) => compareSla(foldTimeline(story(NEW, ...steps), WHO), PLAIN);
  const unknown = (hours: number) => of([hours, RESOLVED], says(hours > 8));

  it('counts agreement, and differences by reason, the most first', () => {
    const tally = new SlaTally();
    const all = [
      ...of([6, RESOLVED], MET),
      ...of([9, RESOLVED], BREACHED),
      ...of([1, PENDING], [5, OPEN], [10, RESOLVED], BREACHED),
      ...[20, 12, 7].flatMap(unknown),
      ...of([1, RESOLVED], says(true, 'gold')),
    ];
    for (const one of all) tally.add(one);
    const [gold, resolution] = tally.targets();
    expect(gold).toMatchObject({ target: 'gold', bothMet: 0, differences: [{ reason: 'no-target', tickets: 1 }] });
    expect(resolution).toMatchObject({ bothMet: 1, bothBreached: 1 });
    expect(resolution?.differences.map(({ reason, tickets, sourceMet }) => [reason, tickets, sourceMet])).toEqual([
      ['unknown', 3, 2],
      ['pauses-counted', 1, 0],
    ]);
    expect(gold?.differences[0]?.offBy).toEqual(OFF_BY.map(() => 0));
  });

  it('tells the targets by name', () => {
    const tally = new SlaTally();
    for (const name of ['gold', 'silver', 'bronze', 'iron']) {
      for (const one of of([1, RESOLVED], says(true, name))) tally.add(one);
    }
    expect(tally.targets().map(({ target }) => target)).toEqual(['bronze', 'gold', 'iron', 'silver']);
  });

  it('counts how far off they are, and keeps the first few as examples', () => {
    const tally = new SlaTally();
    const hours = [7.5, 9, 7, 12, 13, 16, 17, 80];
    for (const one of hours.flatMap(unknown)) tally.add(one);
    const [difference] = tally.targets()[0]?.differences ?? [];
    expect(difference?.offBy).toEqual([0, 1, 3, 2, 2]);
    expect(difference?.examples.map(({ ours }) => ours && ours.elapsedMs / HOUR)).toEqual([7.5, 9, 7, 12, 13]);
  });
});
