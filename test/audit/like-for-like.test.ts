import { describe, expect, it } from 'vitest';
import { likeForLike } from '../../src/audit/like-for-like.ts';
import { seeded } from '../statistics/seeded.ts';

const work = (kinds: Readonly<Record<string, readonly [good: number, n: number]>>) =>
  new Map(Object.entries(kinds).map(([kind, [good, n]]) => [kind, { good, n }]));

describe('likeForLike', () => {
  it('of two people a side: the limits by hand', () => {
    const [a, b] = [
      [0.8, 0.6],
      [0.5, 0.7],
    ].map((rates) => rates.map((rate) => work({ mail: [100 * rate, 100] })));
    const found = likeForLike(a!, b!, 0.5);
    expect(found?.within).toBeCloseTo(0.1, 12);
    // Each side without one of its people is off by .1: variance 1/2 (.01 + .01) a side; t of one degree at 50 % is 1.
    expect(found?.upper).toBeCloseTo(0.1 + Math.sqrt(0.02), 9);
    expect(found?.lower).toBeCloseTo(0.1 - Math.sqrt(0.02), 9);
  });

  it('tells no limits from one person, and nothing where no kind of work is shared', () => {
    const one = [work({ mail: [9, 10] })];
    expect(likeForLike(one, one, 0.95)).toMatchObject({ lower: -1, upper: 1 });
    expect(likeForLike(one, [work({ phone: [9, 10] })], 0.95)).toBeNull();
    expect(likeForLike([work({ mail: [9, 10], phone: [20, 30] })], one, 0.95)).toMatchObject({ shared: 0.25 });
  });

  it('misses a true difference of nothing about once in twenty, though people differ more than their tickets would', () => {
    const random = seeded(8);
    const team = (people: number) =>
      Array.from({ length: people }, () => {
        const rate = 0.6 + 0.35 * random();
        const good = (n: number, ease: number) =>
          Array.from({ length: n }, random).filter((u) => u < rate * ease).length;
        return work({ easy: [good(30, 1), 30], hard: [good(20, 0.8), 20] });
      });
    let missed = 0;
    for (let round = 0; round < 600; round++) {
      const found = likeForLike(team(8), team(20), 0.95);
      if (found !== null && (found.lower > 0 || found.upper < 0)) missed += 1;
    }
    expect(missed / 600).toBeGreaterThan(0.015);
    expect(missed / 600).toBeLessThan(0.065);
  });
});
