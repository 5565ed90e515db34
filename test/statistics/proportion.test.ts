import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../src/statistics/proportion.ts';

describe('wilson', () => {
  it.each([
    [18, 20, 0.699, 0.972],
    [20, 20, 0.839, 1],
    [45, 50, 0.786, 0.957],
  ])('%i of %i gives the interval of the method sheet', (successes, n, lower, upper) => {
    const bounds = wilson(successes, n, 0.95);
    expect(bounds.lower).toBeCloseTo(lower, 3);
    expect(bounds.upper).toBeCloseTo(upper, 3);
  });

  it('says 61 to 94 % for 15 good surveys of 18 (COPC)', () => {
    const { lower, upper } = wilson(15, 18, 0.95);
    expect([lower.toFixed(2), upper.toFixed(2)]).toEqual(['0.61', '0.94']);
  });

  // The sheet's minima hang on its grid of p: .80, .8025 .. .99.
  it.each([
    [10, 0.953, 0.838],
    [20, 0.957, 0.896],
    [50, 0.953, 0.911],
    [100, 0.951, 0.921],
  ])('covers the truth as often as the sheet enumerates for n = %i', (n, mean, least) => {
    const coverages = Array.from({ length: 77 }, (_, i) => coverage(n, 0.8 + i * 0.0025));
    expect(coverages.reduce((a, b) => a + b) / coverages.length).toBeCloseTo(mean, 3);
    expect(Math.min(...coverages)).toBeCloseTo(least, 3);
  });

  it('knows nothing without tickets', () => {
    expect(wilson(0, 0, 0.95)).toEqual({ lower: 0, upper: 1 });
  });

  it('ends at exactly 0 with no success and at exactly 1 with no failure', () => {
    for (let n = 1; n <= 200; n++) {
      expect(wilson(0, n, 0.95).lower).toBe(0);
      expect(wilson(n, n, 0.95).upper).toBe(1);
    }
  });

  it('gives the point estimate at level 0', () => {
    expect(wilson(3, 4, 0)).toEqual({ lower: 0.75, upper: 0.75 });
  });

  it('takes an effective sample size: the same share of fewer tickets is less sure', () => {
    const all = wilson(90, 100, 0.95);
    const effective = wilson(90 / 6.9, 100 / 6.9, 0.95);
    expect(effective.lower).toBeLessThan(all.lower);
    expect(effective.upper).toBeGreaterThan(all.upper);
  });

  const level = fc.double({ min: 0, max: 0.999, noNaN: true });
  const tally = fc.nat(500).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

  it('stays within 0 and 1, around the share, and mirrors when good and bad swap', () => {
    fc.assert(
      fc.property(tally, level, ([successes, n], at) => {
        const { lower, upper } = wilson(successes, n, at);
        const mirrored = wilson(n - successes, n, at);
        const share = n === 0 ? 0.5 : successes / n;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower - 1e-12).toBeLessThanOrEqual(share);
        expect(upper + 1e-12).toBeGreaterThanOrEqual(share);
        expect(1 - mirrored.upper).toBeCloseTo(lower, 10);
      }),
    );
  });

  it.each([
    [5, 4],
    [-1, 4],
    [Number.NaN, 4],
    [1, Infinity],
  ])('says what to give instead of %d of %d', (successes, n) => {
    expect(() => wilson(successes, n, 0.95)).toThrow(/Give finite counts with 0 <= successes <= n/);
  });
});

/** Share of binomial samples of size n, with truth p, whose 95% interval holds p; exact enumeration. */
function coverage(n: number, p: number): number {
  let probability = (1 - p) ** n;
  let covered = 0;
  for (let x = 0; x <= n; x++) {
    const { lower, upper } = wilson(x, n, 0.95);
    if (lower <= p && p <= upper) covered += probability;
    probability *= ((n - x) / (x + 1)) * (p / (1 - p));
  }
  return covered;
}
