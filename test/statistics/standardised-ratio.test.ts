import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byar, exactPoissonCount, poissonCount, shrunkRatio } from '../../src/statistics/standardised-ratio.ts';

describe('byar', () => {
  it('gives .444 to 1.594 for the agent of the method sheet', () => {
    const expected = 60 * 0.03 + 25 * 0.07 + 40 * 0.22;
    expect(expected).toBeCloseTo(12.35, 10);
    expect(11 / expected).toBeCloseTo(0.891, 3);
    const { lower, upper } = byar(11, expected, 0.95);
    expect(lower).toBeCloseTo(0.444, 3);
    expect(upper).toBeCloseTo(1.594, 3);
  });

  it('has no lower limit when nothing was seen', () => {
    expect(byar(0, 2, 0.95).lower).toBe(0);
  });

  it('knows nothing when nothing was expected', () => {
    expect(byar(0, 0, 0.95)).toEqual({ lower: 0, upper: Infinity });
    expect(byar(3, 0, 0.95)).toEqual({ lower: 0, upper: Infinity });
  });

  it('holds the ratio, and narrows with volume', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.1, max: 300, noNaN: true }),
        (observed, expected) => {
          const { lower, upper } = byar(observed, expected, 0.95);
          const tenfold = byar(10 * observed, 10 * expected, 0.95);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(lower).toBeLessThan(observed / expected);
          expect(upper).toBeGreaterThan(observed / expected);
          expect(tenfold.lower).toBeGreaterThan(lower);
          expect(tenfold.upper).toBeLessThan(upper);
        },
      ),
    );
  });

  it('says what to give instead of impossible counts', () => {
    expect(() => byar(-1, 2, 0.95)).toThrow(/Give a finite count of 0 or more/);
    expect(() => byar(1, Number.NaN, 0.95)).toThrow(/Give a finite expected count of 0 or more/);
    expect(() => byar(1, 1, 95)).toThrow(/for 95% write 0.95/);
  });
});

describe('poissonCount', () => {
  // Exact limits: half a chi-squared quantile with 2 count and 2 count + 2 degrees of freedom (scipy).
  it.each([
    [1, 0.025, 5.572],
    [3, 0.619, 8.767],
    [11, 5.491, 19.682],
    [30, 20.241, 42.827],
    [100, 81.364, 121.627],
  ])('is within .02 of the exact 95% limits of a count of %i', (count, lower, upper) => {
    const bounds = poissonCount(count, 0.95);
    expect(Math.abs(bounds.lower - lower)).toBeLessThan(0.02);
    expect(Math.abs(bounds.upper - upper)).toBeLessThan(0.02);
  });

  it('limits a count of 0 from above only', () => {
    const { lower, upper } = poissonCount(0, 0.95);
    expect(lower).toBe(0);
    expect(upper).toBeCloseTo(3.67, 2);
    expect(poissonCount(0, 0).lower).toBe(0);
  });

  it('never goes below 0 for a tiny count at a high level', () => {
    expect(poissonCount(1, 0.998).lower).toBe(0);
    expect(poissonCount(0.05, 0.95).lower).toBe(0);
  });
});

describe('exactPoissonCount', () => {
  it('gives .445 to 1.594 for the agent of the method sheet, 11 failures where 12.35 are expected', () => {
    const { lower, upper } = exactPoissonCount(11, 0.95);
    expect(lower / 12.35).toBeCloseTo(0.445, 3);
    expect(upper / 12.35).toBeCloseTo(1.594, 3);
  });

  it('limits a count of 0 from above only: -ln .025', () => {
    expect(exactPoissonCount(0, 0.95).lower).toBe(0);
    expect(exactPoissonCount(0, 0.95).upper).toBeCloseTo(-Math.log(0.025), 10);
  });

  it('is close to Byar where there are some events, and widens with the level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 2000 }), (count) => {
        const exact = exactPoissonCount(count, 0.95);
        const byars = poissonCount(count, 0.95);
        expect(Math.abs(exact.lower - byars.lower)).toBeLessThan(0.02);
        expect(Math.abs(exact.upper - byars.upper)).toBeLessThan(0.02);
        expect(exactPoissonCount(count, 0.99).lower).toBeLessThan(exact.lower);
        expect(exactPoissonCount(count, 0.99).upper).toBeGreaterThan(exact.upper);
      }),
    );
  });

  it('says what to give instead of impossible counts', () => {
    expect(() => exactPoissonCount(-1, 0.95)).toThrow(/Give a finite count of 0 or more/);
    expect(() => exactPoissonCount(1, 95)).toThrow(/for 95% write 0.95/);
  });
});

describe('shrunkRatio', () => {
  it('draws 11 of 12.35 to .934 with a prior of 8, and is .648 sure of at most 1', () => {
    const { value, atMostOne } = shrunkRatio(11, 12.35, 8);
    expect(value).toBeCloseTo(0.934, 3);
    expect(atMostOne).toBeCloseTo(0.648, 3);
  });

  it('lies between the raw ratio and 1, and is less sure the more was seen', () => {
    const count = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(count, fc.double({ min: 0.1, max: 500, noNaN: true }), (observed, expected) => {
        const { value, atMostOne } = shrunkRatio(observed, expected, 8);
        const raw = observed / expected;
        expect(value).toBeGreaterThanOrEqual(Math.min(1, raw) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.max(1, raw) + 1e-12);
        expect(shrunkRatio(observed + 1, expected, 8).atMostOne).toBeLessThanOrEqual(atMostOne);
      }),
    );
  });

  it('says what to give instead of impossible counts', () => {
    expect(() => shrunkRatio(-1, 2, 8)).toThrow(/a prior weight above 0/);
    expect(() => shrunkRatio(1, 2, 0)).toThrow(/a prior weight above 0/);
  });
});
