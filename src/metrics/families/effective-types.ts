import { effectiveNumber } from '../../statistics/effective-number.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

/** How many work types, counted by how evenly they are worked, free of sample size (statistics.md 5.1). */
export function effectiveTypes(): Collector {
  const counts = new Map<string, Map<string, number>>();
  return {
    add(subject, { cell }) {
      const types = counts.get(subject) ?? new Map<string, number>();
      counts.set(subject, types);
      const type = cell?.workType ?? 'unknown';
      types.set(type, (types.get(type) ?? 0) + 1);
    },
    *samples() {
      for (const [subject, types] of counts) yield [subject, sample([...types.values()])];
    },
  };
}

function sample(counts: readonly number[]): Sample {
  const n = counts.reduce((a, b) => a + b, 0);
  return {
    sampleSize: n,
    estimate(level) {
      const { value, bounds } = effectiveNumber(counts, level) ?? {
        value: 1,
        bounds: { lower: 1, upper: Math.max(n, 1) },
      };
      return { value, ...bounds, level, sampleSize: n, effectiveSampleSize: n };
    },
  };
}
