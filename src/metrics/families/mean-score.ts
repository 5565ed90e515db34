import { wilson } from '../../statistics/proportion.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

/**
 * Means of scores from 0 to 1. Such a score varies at most as much as a yes or no of the same mean, m (1 - m), so the
 * limits are Wilson's with the sum of scores as successes: exact for good or bad, on the safe side for finer scales,
 * and of sensible width where all scores are alike (statistics.md 1.1).
 */
export function meanScores(): Collector {
  const sums = new Map<string, { sum: number; n: number }>();
  return {
    add(subject, { amount }) {
      const sum = sums.get(subject) ?? { sum: 0, n: 0 };
      sums.set(subject, sum);
      sum.n += 1;
      sum.sum += amount;
    },
    *samples() {
      for (const [subject, { sum, n }] of sums) yield [subject, sample(Math.min(sum, n), n)];
    },
  };
}

function sample(sum: number, n: number): Sample {
  return {
    sampleSize: n,
    estimate(level) {
      const value = sum / n;
      const { lower, upper } = wilson(sum, n, level);
      // Rounding may put an end on the wrong side of a mean next to 0 or 1.
      const ends = { lower: Math.min(lower, value), upper: Math.max(upper, value) };
      return { value, ...ends, level, sampleSize: n, effectiveSampleSize: n };
    },
  };
}
