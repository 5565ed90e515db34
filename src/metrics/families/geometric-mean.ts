import { geometricMean, type LogSums } from '../../statistics/log-mean.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

const HOUR_MS = 3_600_000;
/** Shorter than a minute counts as a minute: the logarithm of nothing would outweigh all the rest. */
const LEAST_HOURS = 1 / 60;

/** Durations in hours: geometric mean with normal limits of the logarithms (statistics.md 3.2). */
export function geometricMeans(): Collector {
  const sums = new Map<string, LogSums>();
  return {
    add(subject, { amount }) {
      const sum = sums.get(subject) ?? { n: 0, sum: 0, sumSquares: 0 };
      sums.set(subject, sum);
      const ln = Math.log(Math.max(amount / HOUR_MS, LEAST_HOURS));
      sum.n += 1;
      sum.sum += ln;
      sum.sumSquares += ln * ln;
    },
    *samples() {
      for (const [subject, sum] of sums) yield [subject, sample(sum)];
    },
  };
}

function sample(sums: LogSums): Sample {
  return {
    sampleSize: sums.n,
    estimate(level) {
      const mean = geometricMean(sums, level) ?? { value: 0, bounds: { lower: 0, upper: Number.POSITIVE_INFINITY } };
      return { value: mean.value, ...mean.bounds, level, sampleSize: sums.n, effectiveSampleSize: sums.n };
    },
  };
}
