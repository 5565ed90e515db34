import { describe, expect, it } from 'vitest';
import { HOUR, OPEN, queue, RESOLVED, type Step } from '../story.ts';
import { cyclesOf, hOrNull, NEW, OFFICE, PENDING, told, under } from './told.ts';

const MS = 1 / HOUR;
/** 10 hours, which is the office's day: from hour 0 used up exactly at closing, hour 10; it opens again at 24. */
const DAY_LONG = { calendar: OFFICE, targets: { resolution: { P2: 10 * HOUR } } };

const clockOf = (steps: readonly Step[], asOf?: number, policy = under({}, DAY_LONG)) => {
  const [clock] = cyclesOf('resolution', policy, [NEW, ...steps], asOf);
  if (clock === undefined) throw new Error('The story has no clock. Correct the test.');
  return clock;
};

describe('elapsed exactly equal to the target', () => {
  it.each<[what: string, steps: Step[], asOf: number | undefined, told: string]>([
    ['is met', [[10, RESOLVED]], undefined, '0-10 met 10 of 10'],
    ['is met all night, as no open time passes', [[24, RESOLVED]], undefined, '0-24 met 10 of 10'],
    ['is not breached while it runs', [], 24, '0-... running 10 of 10'],
  ])('%s', (_what, steps, asOf, expected) => {
    expect(told(clockOf(steps, asOf))).toBe(expected);
  });

  it('is breached a millisecond later', () => {
    expect(clockOf([[24 + MS, RESOLVED]])).toMatchObject({ state: 'breached', elapsedMs: 10 * HOUR + 1 });
    expect(clockOf([], 24 + MS).state).toBe('breached');
  });
});

describe('a target used up exactly at closing', () => {
  it.each([
    ['closing', 10],
    ['next-opening', 24],
  ] as const)('with the boundary %s is due at hour %d, before and after', (boundary, due) => {
    for (const asOf of [1, 10, 17, 24, 25, 300]) {
      const { dueAt } = clockOf([], asOf, under({ boundary }, DAY_LONG));
      expect(hOrNull(dueAt), `as of ${asOf}`).toBe(due);
    }
  });

  it.each<[what: string, steps: Step[]]>([
    ['nothing happens', []],
    ['something happens in the night', [[15, queue('second')]]],
    ['something happens at the closing', [[10, queue('second')]]],
    ['something happens at the opening', [[24, queue('second')]]],
  ])('is breached from the next opening on: %s', (_what, steps) => {
    for (const boundary of ['closing', 'next-opening'] as const) {
      const { breachedAt, bornBreached } = clockOf(steps, 30, under({ boundary }, DAY_LONG));
      expect([hOrNull(breachedAt), bornBreached]).toEqual([24, false]);
    }
  });
});

describe('the breach', () => {
  it.each<[what: string, steps: Step[], asOf: number, breachedAt: number | null]>([
    ['is where the target was used up', [[2, queue('second')]], 300, 24],
    [
      'is later by what the clock stood',
      [
        [1, PENDING],
        [4, OPEN],
      ],
      300,
      27,
    ],
    [
      'is not in a pause that begins where the target is used up, but at its end',
      [
        [10, PENDING],
        [26, OPEN],
      ],
      30,
      26,
    ],
    ['is none while that pause lasts', [[10, PENDING]], 30, null],
    [
      'is at the next opening where that pause ends in the night',
      [
        [10, PENDING],
        [40, OPEN],
      ],
      60,
      48,
    ],
    [
      'is not moved by a later pause',
      [
        [26, PENDING],
        [30, OPEN],
      ],
      60,
      24,
    ],
    ['is none where it was met', [[9, RESOLVED]], 300, null],
  ])('%s', (_what, steps, asOf, breachedAt) => {
    expect(hOrNull(clockOf(steps, asOf).breachedAt)).toBe(breachedAt);
  });

  it('skips a weekend', () => {
    // From Friday, hour 96, two hours before closing, with ten to go.
    const steps: Step[] = [[104, { priority: 'P2', status: 'new' }]];
    const [clock] = cyclesOf('resolution', under({}, DAY_LONG), steps, 200);
    expect([hOrNull(clock?.dueAt ?? null), hOrNull(clock?.breachedAt ?? null)]).toEqual([176, 176]);
  });
});

/** Hours 8 to 26 are paused: two of them open before the closing, two after the opening. Target 10 h. */
describe('a pause over a night', () => {
  const steps: Step[] = [
    [8, PENDING],
    [26, OPEN],
  ];

  it('counts its open time', () => {
    const clock = clockOf(steps, 27, under({ holdUnit: 'business' }, DAY_LONG));
    expect([told(clock), hOrNull(clock.dueAt)]).toEqual(['0-... running 9 paused 4 of 10', 28]);
  });

  it('moves the due time by its length on the wall, where that is the unit', () => {
    const clock = clockOf(steps, 27, under({ holdUnit: 'wall' }, DAY_LONG));
    expect([told(clock), hOrNull(clock.dueAt)]).toEqual(['0-... running 9 paused 18 of 10', 28]);
  });
});

describe('pauses by the wall', () => {
  const wall = under({ holdUnit: 'wall' }, DAY_LONG);

  it('move the due time out of opening hours as it is (ERPNext): 45 minutes before the opening, 45 minutes later', () => {
    const clock = clockOf(
      [
        [0, { status: 'pending' }],
        [0.75, OPEN],
      ],
      5,
      wall,
    );
    expect([hOrNull(clock.dueAt), clock.pausedMs / HOUR]).toEqual([10.75, 0.75]);
    expect(
      hOrNull(
        clockOf(
          [
            [0.75, PENDING],
            [1.5, OPEN],
          ],
          5,
          wall,
        ).dueAt,
      ),
    ).toBe(10.75);
    const night = clockOf(
      [
        [20, PENDING],
        [20.75, OPEN],
      ],
      21,
      under({ holdUnit: 'wall' }, { ...DAY_LONG, targets: { resolution: { P2: 12 * HOUR } } }),
    );
    expect(hOrNull(night.dueAt)).toBe(26.75);
  });

  it('are moved to the next opening where the boundary says so', () => {
    const policy = under({ holdUnit: 'wall', boundary: 'next-opening' }, DAY_LONG);
    expect(
      hOrNull(
        clockOf(
          [
            [1, PENDING],
            [2, OPEN],
          ],
          5,
          policy,
        ).dueAt,
      ),
    ).toBe(24);
  });

  it('count once the target is used up no more', () => {
    const late: Step[] = [
      [26, PENDING],
      [50, OPEN],
    ];
    expect(hOrNull(clockOf(late, 60, wall).breachedAt)).toBe(24);
    expect(hOrNull(clockOf(late, 60, wall).dueAt)).toBe(10);
  });

  it('add up', () => {
    const twice: Step[] = [
      [1, PENDING],
      [2, OPEN],
      [3, PENDING],
      [5, OPEN],
    ];
    const clock = clockOf(twice, 9, wall);
    expect([told(clock), hOrNull(clock.dueAt)]).toEqual(['0-... running 6 paused 3 of 10', 13]);
    expect(hOrNull(clockOf(twice, 40, wall).breachedAt)).toBe(27);
    expect(clockOf([...twice, [13, RESOLVED]], undefined, wall).state).toBe('met');
    expect(clockOf([...twice, [27 + MS, RESOLVED]], undefined, wall).state).toBe('breached');
  });

  it('are the same as open time around the clock', () => {
    const targets = { resolution: { P2: 10 * HOUR } };
    const twice: Step[] = [
      [1, PENDING],
      [2, OPEN],
      [3, PENDING],
      [15, OPEN],
    ];
    for (const asOf of [18, 23, 24, 30]) {
      const [one, other] = (['wall', 'business'] as const).map((holdUnit) =>
        clockOf(twice, asOf, under({ holdUnit }, { targets })),
      );
      expect(one).toMatchObject({
        elapsedMs: other?.elapsedMs,
        pausedMs: other?.pausedMs,
        dueAt: other?.dueAt,
        breachedAt: other?.breachedAt,
      });
    }
  });
});
