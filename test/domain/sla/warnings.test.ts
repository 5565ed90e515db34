import { describe, expect, it } from 'vitest';
import { nextWarning, type SlaWarning, warningsAhead, warningsOf } from '../../../src/domain/sla/warnings.ts';
import { account, HOUR, hour, OPEN, queue, RESOLVED, type Step, took } from '../story.ts';
import { asked, cyclesOf, h, hOrNull, NEW, noted, OFFICE, P1, PENDING, replied, timelineOf, under } from './told.ts';

type Of = ReturnType<typeof under>;
const EIGHT = under({});

function given(steps: readonly Step[], asOf: number, policy: Of = EIGHT) {
  const told: Step[] = [NEW, ...steps];
  const timeline = timelineOf(...told);
  return cyclesOf('resolution', policy, told, asOf).flatMap((clock) => warningsOf(clock, timeline));
}

const text = ({ percent, at, holder, team }: SlaWarning) =>
  `${percent} at ${h(at)} ${holder?.slice('desk:'.length) ?? team}`;

describe('warnings', () => {
  const PASSED: Step[] = [
    [1, took('ann')],
    [5, took('bob', 'second')],
    [7, queue('third')],
  ];

  it('are given at half, three quarters, nine tenths and all of the target, to who holds it then', () => {
    expect(given(PASSED, 20).map(text)).toEqual(['50 at 4 ann', '75 at 6 bob', '90 at 7.2 third', '100 at 8 third']);
  });

  it.each([
    [4, 0],
    [4 + 1 / HOUR, 1],
    [8, 3],
    [8 + 1 / HOUR, 4],
  ])('as of hour %d are %d: given when more than the share is used up', (asOf, count) => {
    expect(given([], asOf)).toHaveLength(count);
  });

  it('fall to who takes it at that very instant', () => {
    expect(given([[4, took('ann')]], 5).map(text)).toEqual(['50 at 4 ann']);
  });

  it('wait for the end of a pause, and for the opening', () => {
    expect(
      given(
        [
          [4, PENDING],
          [9, { ...OPEN, ...took('ann') }],
        ],
        10,
      ).map(text),
    ).toEqual(['50 at 9 ann']);
    const policy = under({}, { calendar: OFFICE, targets: { resolution: { P2: 20 * HOUR } } });
    expect(given([[15, took('ann')]], 28, policy).map(text)).toEqual(['50 at 24 ann']);
  });

  it('count pauses as the policy does', () => {
    const policy = under({ holdUnit: 'wall' }, { calendar: OFFICE, targets: { resolution: { P2: 20 * HOUR } } });
    expect(
      given(
        [
          [8, PENDING],
          [26, OPEN],
        ],
        60,
        policy,
      ).map((one) => h(one.at)),
    ).toEqual([42, 47, 50]);
  });

  it('are of the target that applied then: a raised priority warns from then on, not in the past', () => {
    expect(given([[2.5, P1]], 2.9).map(text)).toEqual(['50 at 2.5 first']);
    expect(given([[7, P1]], 7.5).map(text)).toEqual([
      '50 at 4 first',
      '75 at 6 first',
      '90 at 7 first',
      '100 at 7 first',
    ]);
  });

  it('are not taken back by an eased one', () => {
    const steps: Step[] = [
      [0, P1],
      [2.5, { priority: 'P2' }],
    ];
    expect(given(steps, 3).map(text)).toEqual(['50 at 2 first']);
  });

  it('are none without a target', () => {
    expect(given([[0, { priority: 'P4' }]], 90)).toEqual([]);
  });

  it.each<[what: string, steps: Step[], acted: number | null]>([
    ['nothing', [], null],
    ['a reply', [replied(6), replied(7)], 6],
    ['a note', [noted(5)], 5],
    ['a hand-over', [[5, took('ann')]], 5],
    ['a change of status', [[6, OPEN]], 6],
    ['the first of several', [[7, RESOLVED], replied(6), [5, took('ann')]], 5],
    ['not what the customer or an automation writes', [asked(5), replied(6, 'robo')], null],
    [
      'not a change that an automation makes',
      [
        [5, OPEN, { actor: account('robo') }],
        [6, took('ann'), { actor: account('robo') }],
      ],
      null,
    ],
    [
      'a change after one by an automation',
      [
        [5, PENDING, { actor: account('robo') }],
        [6, OPEN],
      ],
      6,
    ],
    ['not what came before it, or with it', [replied(3), [4, took('ann')]], null],
  ])('know what was done first after them: %s', (_what, steps, acted) => {
    const half = given(steps, 9).find(({ percent }) => percent === 50);
    expect(hOrNull(half?.actedAt ?? null)).toBe(acted);
  });
});

describe('the next warning', () => {
  const next = (steps: Step[], asOf: number, policy: Of = EIGHT) =>
    cyclesOf('resolution', policy, [NEW, ...steps], asOf).map((clock) => {
      const warning = nextWarning(clock);
      return warning === null ? null : text(warning);
    });

  it.each<[what: string, steps: Step[], asOf: number, next: (string | null)[]]>([
    ['is the first, with who holds the ticket', [[1, took('ann')]], 2, ['50 at 4 ann']],
    ['is due now', [], 4, ['50 at 4 first']],
    ['is the second after the first', [], 5, ['75 at 6 first']],
    ['is the breach after all others', [], 7.9, ['100 at 8 first']],
    ['is none after the breach', [], 9, [null]],
    ['is none while it stands', [[1, PENDING]], 2, [null]],
    [
      'is later by what it stood',
      [
        [1, PENDING],
        [3, OPEN],
      ],
      3,
      ['50 at 6 first'],
    ],
    ['is none of a clock that has stopped', [[1, RESOLVED]], 2, [null]],
    ['is none without a target', [[0, { priority: 'P4' }]], 2, [null]],
    ['is that of the new target', [[1, P1]], 1, ['50 at 2 first']],
  ])('%s', (_what, steps, asOf, expected) => {
    expect(next(steps, asOf)).toEqual(expected);
  });

  it('is at the opening where its share is used up at closing, all night long', () => {
    const policy = under({}, { calendar: OFFICE, targets: { resolution: { P2: 20 * HOUR } } });
    for (const asOf of [1, 10, 17, 24]) expect(next([], asOf, policy), `as of ${asOf}`).toEqual(['50 at 24 first']);
    expect(next([], 24 + 1 / HOUR, policy)).toEqual(['75 at 29 first']);
  });

  it('and all after it come so, if nothing happens', () => {
    const [clock] = cyclesOf('resolution', EIGHT, [NEW, [1, took('ann')]], 5);
    const [late] = cyclesOf('resolution', EIGHT, [NEW, [1, took('ann')]], 50);
    if (clock === undefined || late === undefined) throw new Error('no clock. Correct the test.');
    const timeline = timelineOf(NEW, [1, took('ann')]);
    expect(warningsAhead(clock).map(text)).toEqual(['75 at 6 ann', '90 at 7.2 ann', '100 at 8 ann']);
    expect([...warningsOf(clock, timeline), ...warningsAhead(clock)]).toEqual(warningsOf(late, timeline));
    expect(late.breachedAt).toBe(hour(8));
  });
});
