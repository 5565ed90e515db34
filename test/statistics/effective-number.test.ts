import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveNumber } from '../../src/statistics/effective-number.ts';
import { seeded } from './seeded.ts';

/** Counts of `n` tickets drawn from kinds of the given percentages. */
function draw(percentages: number[], n: number, random: () => number): number[] {
  const kinds = percentages.flatMap((percentage, kind) => Array.from({ length: percentage }, () => kind));
  const counts = percentages.map(() => 0);
  for (let i = 0; i < n; i++) {
    const kind = kinds[Math.floor(random() * 100)] ?? 0;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe('effectiveNumber', () => {
  it('matches numbers worked by hand', () => {
    // n = 40, sum x(x-1) = 462 + 72 + 20 + 2 = 556: 1560 / 556. Sum p^2 = 596/1600, sum p^3 = 11512/64000, variance
    // (4 x 38 (.179875 - .3725^2) + 2 (.3725 - .3725^2)) / 1560 = .0043061: the concentration .35641 -+ 1.96 x .065621.
    const agent = effectiveNumber([22, 9, 5, 2, 1, 1], 0.95);
    expect(agent?.value).toBeCloseTo(2.8058, 4);
    expect(agent?.bounds.lower).toBeCloseTo(1 / (0.35641 + 0.12861), 3);
    expect(agent?.bounds.upper).toBeCloseTo(1 / (0.35641 - 0.12861), 3);
  });

  // A mix of 7 kinds with the sheet's D1 5.29 and D2 4.51. It prints 4.91, 4.65 and 4.53 as means of the unbiased D2.
  const mix = [31, 29, 13, 13, 7, 5, 2];
  const truth = 1 / mix.reduce((sum, x) => sum + (x / 100) ** 2, 0);

  it.each([
    [15, 4.91, 0.1],
    [40, 4.65, 0.07],
    [300, 4.53, 0.03],
  ])('does not punish few tickets: %i of them show %d kinds on average', (n, mean, tolerance) => {
    const random = seeded(1);
    const runs = Array.from({ length: 5000 }, () => effectiveNumber(draw(mix, n, random), 0.95)?.value ?? 0);
    expect(Math.abs(runs.reduce((a, b) => a + b) / runs.length - mean)).toBeLessThan(tolerance);
  });

  it.each([
    [15, 0.965, 0.985],
    [40, 0.94, 0.96],
    [300, 0.935, 0.96],
  ])('holds the truth about as often as its level says, with %i tickets', (n, least, most) => {
    const random = seeded(2);
    const holds = Array.from({ length: 4000 }, () => {
      const bounds = effectiveNumber(draw(mix, n, random), 0.95)?.bounds;
      return bounds !== undefined && bounds.lower <= truth && truth <= bounds.upper;
    });
    const share = holds.filter(Boolean).length / holds.length;
    expect(share).toBeGreaterThan(least);
    expect(share).toBeLessThan(most);
  });

  it('is null below two tickets', () => {
    expect(effectiveNumber([], 0.95)).toBeNull();
    expect(effectiveNumber([0, 1, 0], 0.95)).toBeNull();
  });

  it('never claims more kinds than tickets', () => {
    // No two alike: concentration 0 with variance 2 (1/4 - 1/16) / 12 = 1/32, so 1.96 / sqrt 32 = .34648 at most.
    const four = effectiveNumber([1, 1, 1, 1], 0.95);
    expect([four?.value, four?.bounds.upper]).toEqual([4, 4]);
    expect(four?.bounds.lower).toBeCloseTo(1 / 0.34648, 4);
    expect(effectiveNumber([2, 1, 1, 1, 1, 1], 0.95)?.value).toBe(7); // 42 / 2 = 21 without the limit
  });

  it('is 1 for one kind', () => {
    expect(effectiveNumber([9], 0.95)).toEqual({ value: 1, bounds: { lower: 1, upper: 1 } });
  });

  it('goes no lower than one kind', () => {
    expect(effectiveNumber([20, 1], 0.95)?.bounds.lower).toBe(1);
  });

  it('holds 1 <= lower <= value <= upper <= tickets, whatever the order and the zeros', () => {
    const counts = fc.array(fc.nat(40), { maxLength: 12 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 0.999, noNaN: true }), (xs, level) => {
        const result = effectiveNumber(xs, level);
        const n = xs.reduce((a, b) => a + b, 0);
        expect(result === null).toBe(n < 2);
        if (result === null) return;
        const { lower, upper } = result.bounds;
        const inOrder = [1, lower, result.value, upper, n];
        expect([...inOrder].sort((a, b) => a - b)).toEqual(inOrder);
        expect(effectiveNumber([0, ...xs.toReversed()], level)?.value).toBeCloseTo(result.value, 9);
      }),
    );
  });

  it('gives the point estimate at level 0', () => {
    const result = effectiveNumber([5, 3, 2], 0);
    expect(result?.value).toBeCloseTo(90 / 28, 12);
    expect(result?.bounds).toEqual({ lower: result?.value, upper: result?.value });
  });

  it.each([1.5, -1, Number.NaN])('says what to give instead of a count of %d', (x) => {
    expect(() => effectiveNumber([x, 3], 0.95)).toThrow(/Give whole ticket counts of 0 or more/);
  });
});
