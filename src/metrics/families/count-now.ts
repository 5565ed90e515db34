import { poissonCount } from '../../statistics/standardised-ratio.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

/** How many there are. The Poisson limits tell how far such a number strays from one day to the next by chance alone. */
export function countsNow(): Collector {
  const counts = new Map<string, number>();
  return {
    add: (subject) => counts.set(subject, (counts.get(subject) ?? 0) + 1),
    *samples() {
      for (const [subject, n] of counts) yield [subject, sample(n)];
    },
  };
}

function sample(n: number): Sample {
  return {
    sampleSize: n,
    estimate(level) {
      const { lower, upper } = poissonCount(n, level);
      return { value: n, lower: Math.min(lower, n), upper, level, sampleSize: n, effectiveSampleSize: n };
    },
  };
}
