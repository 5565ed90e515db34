import { describe, expect, it } from 'vitest';
import { breachChance } from '../../src/audit/breach-chance.ts';

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

/** By going through every outcome of every group. */
function byEnumeration(sizes: readonly number[], rate: number): number {
  const go = (i: number, chance: number, rates: readonly [number, number][]): number => {
    const n = sizes[i];
    if (n === undefined) {
      const breached = rates.some(([x, a]) => rates.some(([y, b]) => 5 * x * b < 4 * y * a));
      return breached ? chance : 0;
    }
    let sum = 0;
    for (let x = 0; x <= n; x++)
      sum += go(i + 1, chance * choose(n, x) * rate ** x * (1 - rate) ** (n - x), [...rates, [x, n]]);
    return sum;
  };
  return go(0, 1, []);
}

describe('breachChance', () => {
  // statistics.md 8.1, simulated there at a rate it does not print; one half gives its shares.
  it.each([
    [10, 10, 0.56],
    [24, 12, 0.53],
    [50, 50, 0.25],
    [200, 200, 0.03],
  ])('of %i + %i people at a rate of one half is %d', (a, b, chance) => {
    expect(Math.abs(breachChance([a, b], 0.5) - chance)).toBeLessThan(0.015);
  });

  it.each([
    [[5, 5], 0.2],
    [[5, 10, 4], 0.5],
    [[3, 6, 7, 5], 0.8],
    [[1, 2], 0.5],
  ])('of %j people at %d is what going through all outcomes gives', (sizes, rate) => {
    expect(breachChance(sizes, rate)).toBeCloseTo(byEnumeration(sizes, rate), 12);
  });

  it('grows with the number of groups, and is 0 where all or nobody is selected, or there is one group', () => {
    expect(breachChance([20, 20, 20, 20], 0.5)).toBeGreaterThan(breachChance([20, 20], 0.5));
    expect([breachChance([9, 9], 0), breachChance([9, 9], 1)]).toEqual([0, 0]);
    expect(breachChance([30], 0.4)).toBeCloseTo(0, 12);
  });

  it('holds for a desk of ten thousand, quickly', () => {
    const started = performance.now();
    expect(breachChance([4000, 3000, 2000, 1000], 0.1)).toBeLessThan(0.2);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('says what to give instead of impossible sizes and rates', () => {
    expect(() => breachChance([0, 4], 0.5)).toThrow(/above 0/);
    expect(() => breachChance([4, 4], 1.5)).toThrow(/from 0 to 1/);
  });
});
