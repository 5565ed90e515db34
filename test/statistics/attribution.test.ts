import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetExcess, clockShares, shapleyShares } from '../../src/statistics/attribution.ts';

const sum = (all: number[]): number => all.reduce((a, b) => a + b, 0);

describe('an overrun', () => {
  it.each([
    [
      [3, 4, 4],
      [0.82, 1.09, 1.09],
      [1, 1, 1],
    ],
    [
      [1, 2, 9],
      [0.33, 0.67, 3],
      [0.5, 1, 2.5],
    ],
  ])('of %j hours against 8 is %j by the clock and %j by Shapley', (held, clock, shapley) => {
    clockShares(held, 8).forEach((share, i) => {
      // The sheet prints 3.0 for the last of the second row.
      expect(Math.abs(share - clock[i]!)).toBeLessThan(0.005);
    });
    shapleyShares(held, 8).forEach((share, i) => {
      expect(share).toBeCloseTo(shapley[i]!, 12);
    });
  });

  const held = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 8 });
  const target = fc.double({ min: 0, max: 100, noNaN: true });

  it.each([
    ['clock', clockShares],
    ['Shapley', shapleyShares],
  ])('is shared out whole by %s, nobody below 0, the longer holder never less, whatever the order', (_name, shares) => {
    fc.assert(
      fc.property(held, target, (times, allowance) => {
        const parts = shares(times, allowance);
        expect(sum(parts)).toBeCloseTo(Math.max(0, sum(times) - allowance), 8);
        parts.forEach((part, i) => {
          expect(part).toBeGreaterThanOrEqual(-1e-12);
          parts.forEach((other, j) => {
            if (times[i]! < times[j]!) expect(part).toBeLessThanOrEqual(other + 1e-9);
          });
        });
        shares(times.toReversed(), allowance).forEach((part, i) => {
          expect(part).toBeCloseTo(parts[parts.length - 1 - i]!, 8);
        });
      }),
    );
  });

  it('of more than 12 holders is sampled: nearly the same, and the same each time', () => {
    const times = Array.from({ length: 13 }, (_, i) => 1 + (i % 3));
    const parts = shapleyShares(times, 20);
    expect(sum(parts)).toBeCloseTo(sum(times) - 20, 9);
    expect(shapleyShares(times, 20)).toEqual(parts);
    // Equal holders have equal shares but for sampling.
    expect(Math.abs(parts[0]! - parts[3]!)).toBeLessThan(0.05);
    expect(parts[2]!).toBeGreaterThan(parts[0]!);
  });

  it('of twelve holders is exact in a moment', () => {
    const started = performance.now();
    shapleyShares([1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3], 20);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('budgetExcess', () => {
  it('blames nobody for ten minutes at the end of seven hours of somebody else', () => {
    const [long, short] = budgetExcess([7, 10 / 60], [2, 0.5]);
    expect(long).toEqual({ excess: 5, share: 1 });
    expect(short).toEqual({ excess: 0, share: 0 });
  });

  it('shares by excess, and gives no share where nobody exceeded', () => {
    expect(budgetExcess([4, 7], [3, 4]).map(({ share }) => share)).toEqual([0.25, 0.75]);
    expect(budgetExcess([1, 1], [2, 2]).map(({ share }) => share)).toEqual([0, 0]);
  });
});

it('says what to give instead of impossible times', () => {
  expect(() => clockShares([-1], 8)).toThrow(/finite times of 0 or more/);
  expect(() => shapleyShares([1], Number.NaN)).toThrow(/finite times of 0 or more/);
  expect(() => budgetExcess([1, 2], [1])).toThrow(/one budget a holder/);
});
