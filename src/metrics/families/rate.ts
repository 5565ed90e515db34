import { poissonCount } from '../../statistics/standardised-ratio.ts';
import type { Collector } from '../metric.ts';
import type { View } from '../sample.ts';

const WEEK_MS = 7 * 86_400_000;

/** Counts per week of the window, with Poisson limits. */
export function weeklyRates({ window }: View): Collector {
  const weeks = (window.end - window.start) / WEEK_MS;
  const counts = new Map<string, number>();
  return {
    add: (subject) => counts.set(subject, (counts.get(subject) ?? 0) + 1),
    *samples() {
      for (const [subject, n] of counts) {
        yield [
          subject,
          {
            sampleSize: n,
            estimate: (level) => {
              const { lower, upper } = poissonCount(n, level);
              return {
                value: n / weeks,
                lower: lower / weeks,
                upper: upper / weeks,
                level,
                sampleSize: n,
                effectiveSampleSize: n,
              };
            },
          },
        ];
      }
    },
  };
}
