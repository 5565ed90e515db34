import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geometricMean, type LogSums } from '../../src/statistics/log-mean.ts';

function logSums(durations: number[]): LogSums {
  const logs = durations.map(Math.log);
  return { n: logs.length, sum: logs.reduce((a, b) => a + b, 0), sumSquares: logs.reduce((a, b) => a + b * b, 0) };
}

describe('geometricMean', () => {
  it('gives 24.5 h (17.4 - 34.5) for mean 3.2 and deviation 1.1 of 40 logarithms', () => {
    const [n, m, s] = [40, 3.2, 1.1];
    const mean = geometricMean({ n, sum: n * m, sumSquares: (n - 1) * s * s + n * m * m }, 0.95);
    expect(mean?.value).toBeCloseTo(24.5, 1);
    expect(mean?.bounds.lower).toBeCloseTo(17.4, 1);
    expect(mean?.bounds.upper).toBeCloseTo(34.5, 1);
  });

  it('is null without durations, and unbounded with one', () => {
    expect(geometricMean(logSums([]), 0.95)).toBeNull();
    const one = geometricMean(logSums([7]), 0.95);
    expect(one?.value).toBeCloseTo(7, 12);
    expect(one?.bounds).toEqual({ lower: 0, upper: Infinity });
  });

  it('collapses to the value for equal durations, in spite of rounding', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.integer({ min: 2, max: 50 }), (duration, n) => {
        const mean = geometricMean(logSums(Array.from({ length: n }, () => duration)), 0.95);
        expect((mean?.bounds.lower ?? 0) / duration).toBeCloseTo(1, 5);
        expect((mean?.bounds.upper ?? 0) / duration).toBeCloseTo(1, 5);
      }),
    );
  });

  it('scales with the unit of the durations', () => {
    const hours = geometricMean(logSums([1, 4, 9, 30]), 0.9);
    const minutes = geometricMean(logSums([60, 240, 540, 1800]), 0.9);
    expect((minutes?.bounds.lower ?? 0) / (hours?.bounds.lower ?? 0)).toBeCloseTo(60, 8);
    expect((minutes?.bounds.upper ?? 0) / (hours?.bounds.upper ?? 0)).toBeCloseTo(60, 8);
  });

  it('says to leave out durations of 0', () => {
    expect(() => geometricMean(logSums([0, 5]), 0.95)).toThrow(/leave out durations of 0 or less/);
  });
});
