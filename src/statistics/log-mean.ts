import type { Bounds } from './bounds.ts';
import { zForLevel } from './normal.ts';

/** Additive sums over ln(duration); add field by field to merge. The duration's unit is the caller's and comes back in the mean. */
export interface LogSums {
  n: number;
  sum: number;
  sumSquares: number;
}

/**
 * Geometric mean of durations, in their unit: the typical one, which a single very long ticket cannot move.
 * exp(m) with normal limits exp(m -+ z s / sqrt n), m and s the mean and sample deviation of the logarithms.
 * Source: statistics.md 3.2; Limpert, Stahel & Abbt 2001, BioScience 51:341 (log-normal data).
 * @param level two-sided, 0 .. 1
 * @returns null without any duration; bounds 0 .. Infinity with fewer than two
 * @throws RangeError when the sums or the level make no sense
 */
export function geometricMean(sums: LogSums, level: number): { value: number; bounds: Bounds } | null {
  const z = zForLevel(level);
  const { n, sum, sumSquares } = sums;
  if (!(n >= 0 && Number.isFinite(n + sum + sumSquares))) {
    throw new RangeError(
      `Give finite sums of logarithms, not n ${n}, sum ${sum}, squares ${sumSquares}: leave out durations of 0 or less.`,
    );
  }
  if (n === 0) return null;
  const mean = sum / n;
  const value = Math.exp(mean);
  if (n < 2) return { value, bounds: { lower: 0, upper: Infinity } };
  // Rounding may take the difference of equal durations below 0.
  const variance = Math.max(0, sumSquares - n * mean * mean) / (n - 1);
  const margin = z * Math.sqrt(variance / n);
  return { value, bounds: { lower: Math.exp(mean - margin), upper: Math.exp(mean + margin) } };
}
