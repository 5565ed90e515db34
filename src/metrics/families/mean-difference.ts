import { zForLevel } from '../../statistics/normal.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';

const HOUR_MS = 3_600_000;
/** Two weeks of business time: what lasts longer must not outweigh all the rest. */
const MOST_HOURS = 80;

interface Sums {
  n: number;
  sum: number;
  squares: number;
}
/** Of one kind of work: the observations that were no hit, and those that were. */
type Pair = readonly [without: Sums, withHit: Sums];

const nothing = (): Sums => ({ n: 0, sum: 0, squares: 0 });

/**
 * Hours by which hits last longer than others of the same kind of work, each for at most 80 h: the restricted mean of
 * what has ended (statistics.md 3.1), weighed by the hits of each kind, with normal limits.
 */
export function meanDifferences(): Collector {
  const subjects = new Map<string, Map<string, Pair>>();
  return {
    add(subject, { cell, hit, amount }) {
      const kinds = subjects.get(subject) ?? new Map<string, Pair>();
      subjects.set(subject, kinds);
      const kind = cell?.workType ?? 'unknown';
      const pair = kinds.get(kind) ?? [nothing(), nothing()];
      kinds.set(kind, pair);
      const sums = pair[hit ? 1 : 0];
      const hours = Math.min(MOST_HOURS, amount / HOUR_MS);
      sums.n += 1;
      sums.sum += hours;
      sums.squares += hours * hours;
    },
    *samples() {
      for (const [subject, kinds] of subjects) {
        const sample = sampleOf([...kinds.values()]);
        if (sample !== null) yield [subject, sample];
      }
    },
  };
}

/** Null: no kind of work has two of either, without which nothing is known of how they vary. */
function sampleOf(pairs: readonly Pair[]): Sample | null {
  const compared = pairs.filter(([without, hits]) => Math.min(without.n, hits.n) >= 2);
  if (compared.length === 0) return null;
  const weight = compared.reduce((sum, [, { n }]) => sum + n, 0);
  const over = (of: (pair: Pair) => number): number => compared.reduce((sum, pair) => sum + of(pair), 0);
  const value = over(([without, hits]) => (hits.n / weight) * (mean(hits) - mean(without)));
  const error = Math.sqrt(over(([without, hits]) => (hits.n / weight) ** 2 * (noise(hits) + noise(without))));
  const sampleSize = pairs.reduce((sum, [without, hits]) => sum + without.n + hits.n, 0);
  const effectiveSampleSize = over(([without, hits]) => without.n + hits.n);
  return {
    sampleSize,
    estimate(level) {
      const half = zForLevel(level) * error;
      return { value, lower: value - half, upper: value + half, level, sampleSize, effectiveSampleSize };
    },
  };
}

const mean = ({ n, sum }: Sums): number => sum / n;

/** Variance of the mean. */
const noise = ({ n, sum, squares }: Sums): number => Math.max(0, squares - sum ** 2 / n) / (n - 1) / n;
