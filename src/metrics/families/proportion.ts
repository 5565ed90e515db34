import { wilson } from '../../statistics/proportion.ts';
import type { Collector, Sample } from '../metric.ts';

/** Shares: hits over observations, Wilson limits (statistics.md 1.1). */
export function proportions(): Collector {
  const counts = new Map<string, { hits: number; n: number }>();
  return {
    add(subject, { hit }) {
      const count = counts.get(subject) ?? { hits: 0, n: 0 };
      counts.set(subject, count);
      count.n += 1;
      if (hit) count.hits += 1;
    },
    *samples() {
      for (const [subject, { hits, n }] of counts) yield [subject, proportion(hits, n)];
    },
  };
}

export function proportion(hits: number, n: number): Sample {
  return {
    sampleSize: n,
    estimate: (level) => ({ value: hits / n, ...wilson(hits, n, level), level, sampleSize: n, effectiveSampleSize: n }),
    extended: (more, misses) => proportion(hits + more, n + more + misses),
  };
}
