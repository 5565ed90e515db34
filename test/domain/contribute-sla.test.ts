import { describe, expect, it } from 'vitest';
import { contribute } from '../../src/domain/contribute.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import type { ServiceLevels } from '../../src/domain/sla/policy.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { EVERY_SECOND_HOUR, NO_PROMISE, PROMISE, promising } from './levels.ts';
import { asked, CANCELLED, h, hOrNull, NEW, OFFICE, P1, PENDING, replied, under } from './sla/told.ts';
import { HOUR, hour, OPEN, queue, RESOLVED, type Step, story, took, WHO } from './story.ts';

const STANDARD = promising(PROMISE);
const rowsOf = (levels: ServiceLevels, ...steps: Step[]): Record<string, Contribution> => {
  const rows = contribute(foldTimeline(story(NEW, ...steps), WHO), levels);
  return Object.fromEntries(rows.map((row) => [row.agentId?.slice('desk:'.length) ?? 'nobody', row]));
};
const flat = <T>(rows: Record<string, Contribution>, of: (row: Contribution) => readonly T[]) =>
  Object.entries(rows).flatMap(([who, row]) => of(row).map((part) => [who, part] as const));

describe('the result of a resolution', () => {
  const results = (levels: ServiceLevels, ...steps: Step[]) =>
    flat(rowsOf(levels, ...steps), ({ resolutions }) => resolutions)
      .sort(([, a], [, b]) => a.at - b.at)
      .map(([, { sla }]) => sla && [sla.elapsedMs / HOUR, sla.targetMs / HOUR, sla.met]);

  it('is that of the cycle that ended with it', () => {
    const steps: Step[] = [
      [9, RESOLVED],
      [20, { ...OPEN, ...P1 }],
      [23, RESOLVED],
    ];
    expect(results(STANDARD, ...steps)).toEqual([
      [9, 8, false],
      [3, 4, true],
    ]);
  });

  it.each<[string, ServiceLevels, Step]>([
    ['without a policy', NO_PROMISE, [1, P1]],
    ['without a target for the priority', STANDARD, [1, { priority: 'P4' }]],
  ])('is none %s', (_what, levels, step) => {
    expect(results(levels, step, [2, RESOLVED])).toEqual([null]);
  });
});

describe('the target to own', () => {
  const owned = (...steps: Step[]) =>
    flat(rowsOf(STANDARD, ...steps), ({ taken }) => taken)
      .sort(([, a], [, b]) => a.at - b.at)
      .map(([who, { own }]) => [who, own && [own.elapsedMs / HOUR, own.met]]);

  it('is met or not by who took it first, who alone has a result', () => {
    expect(owned([1, took('ann')], [5, took('bob')])).toEqual([
      ['ann', [1, true]],
      ['bob', null],
    ]);
    expect(owned([0.5, PENDING], [1.5, took('ann')])).toEqual([['ann', [1.5, false]]]);
  });

  it('is not run again after a reopening', () => {
    expect(owned([1, took('ann')], [2, RESOLVED], [3, queue()], [4, OPEN], [9, took('bob')])).toEqual([
      ['ann', [1, true]],
      ['bob', null],
    ]);
  });
});

describe('shares in a resolution clock', () => {
  const shares = (levels: ServiceLevels, ...steps: Step[]) =>
    flat(rowsOf(levels, ...steps), ({ slaShares }) => slaShares).map(
      ([who, { ownMs, atBreach, result }]) => `${who} ${ownMs / HOUR}${atBreach ? ' at breach' : ''} ${result.met}`,
    );

  it('are laid on each holder, and on nobody for the queue', () => {
    const steps: Step[] = [
      [1, took('ann')],
      [3, PENDING],
      [5, OPEN],
      [7, took('bob')],
      [11, RESOLVED],
    ];
    expect(shares(STANDARD, ...steps)).toEqual(['nobody 1 false', 'ann 4 false', 'bob 4 at breach false']);
  });

  it('are one for a person who held it in two teams, and twice', () => {
    const steps: Step[] = [
      [1, took('ann')],
      [2, took('bob')],
      [3, took('ann', 'second')],
      [4, RESOLVED],
    ];
    expect(shares(STANDARD, ...steps)).toEqual(['nobody 1 true', 'ann 2 true', 'bob 1 true']);
  });

  it('are breached in the hands in which the target ran out, not in those that resolved it', () => {
    expect(shares(STANDARD, [0, took('ann')], [9, took('bob')], [20, RESOLVED])).toEqual([
      'ann 9 at breach false',
      'bob 11 false',
    ]);
    expect(shares(STANDARD, [0, took('ann')], [8, took('bob')], [9, RESOLVED])).toEqual([
      'ann 8 false',
      'bob 1 at breach false',
    ]);
  });

  it('are of every cycle', () => {
    const steps: Step[] = [
      [0, took('ann')],
      [2, RESOLVED],
      [4, OPEN],
      [5, took('bob')],
      [8, RESOLVED],
    ];
    expect(shares(STANDARD, ...steps)).toEqual(['ann 2 true', 'ann 1 true', 'bob 3 true']);
  });

  it('are open time', () => {
    const levels = promising({ ...PROMISE, calendar: EVERY_SECOND_HOUR });
    expect(shares(levels, [2, took('ann')], [5, RESOLVED])).toEqual(['nobody 1 true', 'ann 2 true']);
  });

  it.each<[string, ServiceLevels, Step[]]>([
    ['that still runs', STANDARD, [[1, took('ann')]]],
    [
      'without a target',
      NO_PROMISE,
      [
        [1, took('ann')],
        [2, RESOLVED],
      ],
    ],
    [
      'that was cancelled',
      STANDARD,
      [
        [1, took('ann')],
        [2, CANCELLED],
      ],
    ],
    [
      'that was cancelled too late',
      STANDARD,
      [
        [1, took('ann')],
        [20, CANCELLED],
      ],
    ],
  ])('are none of one %s', (_what, levels, steps) => {
    expect(shares(levels, ...steps)).toEqual([]);
  });

  it('are none of the clock that another superseded', () => {
    const levels = promising(under({ onChange: 'from-change' }));
    expect(shares(levels, [0, took('ann')], [9, P1], [10, RESOLVED])).toEqual(['ann 1 true']);
  });
});

describe('replies', () => {
  const REPLY = promising(
    under({}, { targets: { 'first-response': { P2: 2 * HOUR }, 'next-response': { P2: 2 * HOUR } } }),
  );
  const responses = (levels: ServiceLevels, ...steps: Step[]) =>
    flat(rowsOf(levels, ...steps), (row) => row.responses).map(
      ([who, { clock, ownMs, result }]) => `${who} ${clock} ${result.elapsedMs / HOUR} own ${ownMs / HOUR}`,
    );

  it('are of who replied, timed on their own from when it came to them', () => {
    expect(responses(REPLY, [3, took('ann')], replied(4), asked(5), replied(6))).toEqual([
      'ann first-response 4 own 1',
      'ann next-response 1 own 1',
    ]);
    expect(responses(REPLY, [1, took('ann')], replied(2), asked(3), [5, took('bob')], replied(6, 'bob'))).toEqual([
      'ann first-response 2 own 1',
      'bob next-response 3 own 1',
    ]);
  });

  it('are timed from the message where who replied never held it', () => {
    expect(responses(REPLY, [1, took('ann')], replied(3, 'bob'))).toEqual(['bob first-response 3 own 3']);
  });

  it('are not timed anew where the holder takes the ticket along to another team', () => {
    expect(responses(REPLY, [1, took('ann')], [3, took('ann', 'second')], replied(4))).toEqual([
      'ann first-response 4 own 3',
    ]);
  });

  it('count from the last time it came, after a hand-back', () => {
    expect(responses(REPLY, [1, took('ann')], [2, took('bob')], [3, took('ann')], replied(4))).toEqual([
      'ann first-response 4 own 1',
    ]);
  });

  it('are open time', () => {
    const levels = promising({ ...PROMISE, calendar: OFFICE, targets: { 'first-response': { P2: HOUR } } });
    expect(responses(levels, [9, took('ann')], replied(25))).toEqual(['ann first-response 11 own 2']);
  });

  it('of an automation at the same instant do not hide the person’s', () => {
    expect(responses(REPLY, replied(1, 'robo'), replied(1, 'ann'))).toEqual(['ann first-response 1 own 1']);
  });

  it('are nobody’s where a resolution counts as one, and none where the clock was cancelled', () => {
    const solving = promising(under({ solveCountsAsReply: true }, { targets: { 'first-response': { P2: HOUR } } }));
    expect(responses(solving, [1, took('ann')], [2, RESOLVED])).toEqual([]);
    expect(responses(REPLY, [1, took('ann')], [1.5, RESOLVED], replied(2))).toEqual([]);
  });

  it('are none without a target', () => {
    expect(responses(STANDARD, [1, took('ann')], replied(2))).toEqual([]);
  });
});

describe('warnings', () => {
  const warnings = (...steps: Step[]) =>
    flat(rowsOf(STANDARD, ...steps), (row) => row.warnings)
      .sort(([, a], [, b]) => a.at - b.at)
      .map(([who, { percent, at, actedAt, saved }]) => [who, percent, h(at), hOrNull(actedAt), saved]);

  it('are given to who holds the ticket, and saved where it met its target', () => {
    expect(warnings([1, took('ann')], [5, took('bob')], [7.5, RESOLVED])).toEqual([
      ['ann', 50, 4, 5, true],
      ['bob', 75, 6, 7.5, true],
      ['bob', 90, 7.2, 7.5, true],
    ]);
  });

  it('are not saved where it did not', () => {
    expect(warnings([7, took('ann')], [9, RESOLVED])).toEqual([
      ['nobody', 50, 4, 7, false],
      ['nobody', 75, 6, 7, false],
      ['ann', 90, 7.2, 9, false],
    ]);
  });

  it('are neither where the ticket was cancelled within it', () => {
    expect(warnings([1, took('ann')], [5, CANCELLED])).toEqual([['ann', 50, 4, 5, null]]);
  });

  it('ahead are there already, for who holds it now: nobody has to look for them to come', () => {
    expect(warnings([1, took('ann')], [5, took('bob')])).toEqual([
      ['ann', 50, 4, 5, null],
      ['bob', 75, 6, null, null],
      ['bob', 90, 7.2, null, null],
    ]);
    expect(rowsOf(STANDARD, [1, took('ann')])['ann']?.lastAt).toBe(hour(7.2));
  });

  it('ahead are none while the clock stands', () => {
    expect(warnings([1, took('ann')], [5, PENDING])).toEqual([['ann', 50, 4, 5, null]]);
  });
});
