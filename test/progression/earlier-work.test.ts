import { describe, expect, it } from 'vitest';
import { earlierWorkLost, type Resolved } from '../../src/progression/earlier-work.ts';
import { pathOf } from './paths.ts';

const WEEK = 7 * 86_400_000;
const SINCE = 40 * WEEK;
const NOW = SINCE + 30 * WEEK;
const PATHS = [
  pathOf('desk', [{ id: 'first' }, { id: 'second', keeps: { lower: 0.25, upper: 0.8 } }]),
  pathOf('side', [{ id: 'bare' }]),
];
const held = { path: 'desk', stage: 'second', since: SINCE, by: 'Zoë', decision: 'd1' };

/** Evenly over the weeks that end there. */
const work = (counts: Readonly<Record<string, number>>, until: number, weeks: number): Resolved[] =>
  Object.entries(counts).flatMap(([workType, n]) =>
    Array.from({ length: n }, (_, i) => ({ workType, at: until - weeks * WEEK + Math.floor((i * weeks * WEEK) / n) })),
  );
const before = work({ mail: 40, access: 20, visit: 9 }, SINCE, 26);
const lost = (now: Readonly<Record<string, number>>, more: Partial<typeof held> = {}, asOf = NOW) =>
  earlierWorkLost(PATHS, [{ ...held, ...more }], [...before, ...work(now, asOf, 13)], asOf);

describe('earlier work lost', () => {
  it('is told once clearly less is left of it than the stage is meant to keep', () => {
    expect(lost({ network: 55, mail: 5 })).toMatchObject([{ floor: 0.25, kept: 5, resolutions: 60, weeks: 13 }]);
    const [found] = lost({ network: 60 });
    expect(found).toMatchObject({ kept: 0, lower: 0 });
    expect(found?.upper).toBeCloseTo(0.0602, 4); // Wilson, 0 of 60
  });

  it.each<[string, Readonly<Record<string, number>>]>([
    ['less of it is fine', { network: 40, mail: 20 }],
    ['the interval reaches the floor', { network: 50, mail: 10 }],
    ['there are too few resolutions now', { network: 19 }],
  ])('is not told where %s', (_what, now) => expect(lost(now)).toEqual([]));

  it('counts a kind that was only visited before as none of it', () => {
    expect(lost({ network: 40, visit: 20 })).toMatchObject([{ kept: 0 }]);
  });

  it('is not told before a quarter in the stage is over, nor of a stage without a floor, nor of who had no work before', () => {
    expect(lost({ network: 60 }, {}, SINCE + 13 * WEEK - 1)).toEqual([]);
    expect(lost({ network: 60 }, {}, SINCE + 13 * WEEK)).toHaveLength(1);
    expect(lost({ network: 60 }, { stage: 'first' })).toEqual([]);
    expect(lost({ network: 60 }, { path: 'side', stage: 'bare' })).toEqual([]);
    expect(earlierWorkLost(PATHS, [held], work({ network: 60 }, NOW, 13), NOW)).toEqual([]);
  });
});
