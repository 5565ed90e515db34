import { describe, expect, it } from 'vitest';
import type { SlaPolicy } from '../../../src/domain/sla/policy.ts';
import { type Attributed, attribute, type Share, splitOf } from '../../../src/domain/sla/split.ts';
import { HOUR, OPEN, queue, RESOLVED, type Step, took } from '../story.ts';
import { cyclesOf, NEW, OFFICE, P1, PENDING, under } from './told.ts';

const clockOf = (steps: readonly Step[], asOf?: number, policy: SlaPolicy = under({})) => {
  const [clock] = cyclesOf('resolution', policy, [NEW, ...steps], asOf);
  if (clock === undefined) throw new Error('The story has no clock. Correct the test.');
  return clock;
};
const who = ({ holder, team }: { holder: string | null; team: string | null }) => holder?.slice(5) ?? `${team} queue`;
const shares = (steps: readonly Step[], asOf?: number, policy?: SlaPolicy) =>
  splitOf(clockOf(steps, asOf, policy)).map((share) => [
    who(share),
    share.team,
    share.elapsedMs / HOUR,
    share.pausedMs / HOUR,
  ]);

describe('who had the time of a clock', () => {
  it('is each holder in each team, and the queues, in order', () => {
    const steps: Step[] = [
      [1, took('ann')],
      [3, PENDING],
      [5, took('bob', 'second')],
      [6, OPEN],
      [8, queue('second')],
      [9, took('ann')],
      [9.5, took('ann', 'second')],
      [10, RESOLVED],
    ];
    expect(shares(steps)).toEqual([
      ['first queue', 'first', 1, 0],
      ['ann', 'first', 2.5, 2],
      ['bob', 'second', 2, 1],
      ['second queue', 'second', 1, 0],
      ['ann', 'second', 0.5, 0],
    ]);
  });

  it('is an automation’s as little as anybody’s: the queue’s', () => {
    expect(
      shares([
        [1, took('robo')],
        [3, RESOLVED],
      ]),
    ).toEqual([['first queue', 'first', 3, 0]]);
  });

  it('is open time', () => {
    expect(
      shares(
        [
          [8, took('ann')],
          [25, RESOLVED],
        ],
        undefined,
        under({}, { calendar: OFFICE }),
      ),
    ).toEqual([
      ['first queue', 'first', 8, 0],
      ['ann', 'first', 3, 0],
    ]);
  });
});

/** Held from the very opening by ann, bob and cy for so many hours each, against 8. */
const held = (...hours: number[]): Step[] => {
  const names = ['ann', 'bob', 'cy'];
  const starts = hours.map((_, i) => hours.slice(0, i).reduce((a, b) => a + b, 0));
  const steps = starts.map((start, i): Step => [start, took(names[i] ?? '')]);
  return [...steps, [hours.reduce((a, b) => a + b, 0), RESOLVED]];
};
const hours = (parts: readonly Attributed[]) => parts.map((part) => `${who(part)} ${(part.ms / HOUR).toFixed(2)}`);
const usually = (budget: number) => (_: Share) => budget * HOUR;

describe('an overrun', () => {
  it('of 3, 4 and 4 hours against 8 by share of the time is .82, 1.09, 1.09 (statistics.md 7)', () => {
    const { byShare, atBreach } = attribute(clockOf(held(3, 4, 4)), usually(1));
    expect(hours(byShare)).toEqual(['ann 0.82', 'bob 1.09', 'cy 1.09']);
    expect(atBreach && who(atBreach)).toBe('cy');
  });

  it('of 1, 2 and 9 hours against 8 by share of the time is .33, .67, 3.00 (statistics.md 7)', () => {
    expect(hours(attribute(clockOf(held(1, 2, 9)), usually(1)).byShare)).toEqual(['ann 0.33', 'bob 0.67', 'cy 3.00']);
  });

  it.each<[budget: number, hours: number[], parts: string[]]>([
    [3, [3, 4, 4], ['bob 1.50', 'cy 1.50']],
    [2, [3, 4, 4], ['ann 0.60', 'bob 1.20', 'cy 1.20']],
    [2, [1, 2, 9], ['cy 4.00']],
    [1, [1, 2, 9], ['bob 0.44', 'cy 3.56']],
  ])('by excess over a budget of %d hours of %j is %j', (budget, each, parts) => {
    expect(hours(attribute(clockOf(held(...each)), usually(budget)).byBudgetExcess)).toEqual(parts);
  });

  it('is not laid on ten minutes at the end of another’s hours, though the breach fell into them', () => {
    const { atBreach, byBudgetExcess } = attribute(clockOf(held(7.9, 0.2)), usually(1));
    expect(atBreach && who(atBreach)).toBe('bob');
    expect(hours(byBudgetExcess)).toEqual(['ann 0.10']);
  });

  it('is the team’s as far as the queue used the time, which has no budget', () => {
    const steps: Step[] = [
      [6, took('ann')],
      [10, RESOLVED],
    ];
    expect(hours(attribute(clockOf(steps), usually(1)).byBudgetExcess)).toEqual(['first queue 1.33', 'ann 0.67']);
  });

  it('is the team’s where nobody took longer than usual', () => {
    expect(hours(attribute(clockOf(held(3, 4, 4)), usually(5)).byBudgetExcess)).toEqual(['first queue 3.00']);
  });

  it('is laid in whole milliseconds, what is left of them on whom most is laid anyway', () => {
    const policy = under({}, { targets: { resolution: { P2: 10 } } });
    const { byShare } = attribute(clockOf(held(1 / HOUR, 2 / HOUR, 9 / HOUR), undefined, policy), usually(0));
    expect(byShare).toEqual([{ holder: 'desk:cy', team: 'first', ms: 2 }]);
  });

  it('adds up to the millisecond, however it divides', () => {
    const thirds: Step[] = [
      [0, took('ann')],
      [3, took('bob')],
      [6, took('cy')],
      [9 + 1 / HOUR, RESOLVED],
    ];
    for (const parts of Object.values(attribute(clockOf(thirds), usually(2))).filter(Array.isArray)) {
      expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(HOUR + 1);
    }
  });

  it('stays with who held it at the breach, whoever has it later', () => {
    const breach = [took('ann'), took('bob'), queue('second')].map((change, i): Step => [i * 7, change]);
    expect(attribute(clockOf(breach, 9), usually(1)).atBreach).toMatchObject({ holder: 'desk:bob', team: 'first' });
    expect(attribute(clockOf(breach, 90), usually(1)).atBreach).toMatchObject({ holder: 'desk:bob', team: 'first' });
  });

  it('of a target used up at closing is breached in the hands that have it at the opening', () => {
    const policy = under({}, { calendar: OFFICE, targets: { resolution: { P2: 10 * HOUR } } });
    const steps: Step[] = [
      [1, took('ann')],
      [15, took('bob')],
    ];
    expect(attribute(clockOf(steps, 30, policy), usually(1)).atBreach).toMatchObject({ holder: 'desk:bob' });
  });

  it('of a clock born breached is in the hands that had it when the target changed', () => {
    const steps: Step[] = [
      [1, took('ann')],
      [5, { ...P1, ...took('bob') }],
      [6, took('cy')],
    ];
    expect(attribute(clockOf(steps, 7), usually(1)).atBreach).toMatchObject({ holder: 'desk:bob' });
  });

  it('is none within the target, or without one', () => {
    const none = { atBreach: null, byShare: [], byBudgetExcess: [] };
    expect(attribute(clockOf(held(3, 4)), usually(1))).toEqual(none);
    expect(
      attribute(
        clockOf([
          [0, { priority: 'P4' }],
          [99, RESOLVED],
        ]),
        usually(1),
      ),
    ).toEqual(none);
  });
});
