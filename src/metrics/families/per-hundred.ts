import { poissonCount } from '../../statistics/standardised-ratio.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

/**
 * Things counted (`amount`) per 100 resolutions, with Poisson limits (statistics.md 2.1). An observation with a kind of
 * work is a resolution; one without is a thing that belongs to no resolution in particular.
 */
export function perHundred(): Collector {
  const sums = new Map<string, { things: number; resolutions: number }>();
  return {
    add(subject, { cell, amount }) {
      const sum = sums.get(subject) ?? { things: 0, resolutions: 0 };
      sums.set(subject, sum);
      sum.things += amount;
      if (cell !== null) sum.resolutions += 1;
    },
    *samples() {
      for (const [subject, { things, resolutions }] of sums) {
        if (resolutions > 0) yield [subject, sample(things, resolutions)];
      }
    },
  };
}

function sample(things: number, n: number): Sample {
  const rate = (count: number): number => (100 * count) / n;
  return {
    sampleSize: n,
    estimate(level) {
      const { lower, upper } = poissonCount(things, level);
      return {
        value: rate(things),
        lower: rate(Math.min(lower, things)),
        upper: rate(upper),
        level,
        sampleSize: n,
        effectiveSampleSize: n,
      };
    },
  };
}
