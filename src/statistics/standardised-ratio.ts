import type { Bounds } from './bounds.ts';
import { gammaCdf, gammaQuantile } from './gamma-distribution.ts';
import { checkLevel, zForLevel } from './normal.ts';

/**
 * Byar's limits of a Poisson count, in the unit of the count.
 * Source: statistics.md 2.1; Breslow & Day 1987, Statistical Methods in Cancer Research II. 95% limits within .02 of the exact ones, except none seen: 3.67 for 3.69.
 * They treat the count as whole events, so even level 0 leaves about count - 1/3 .. count + 2/3.
 * @param count events seen, >= 0; may be fractional (an effective count)
 * @param level two-sided, 0 .. 1
 * @throws RangeError when the count or the level makes no sense
 */
export function poissonCount(count: number, level: number): Bounds {
  const z = zForLevel(level);
  if (!(count >= 0 && count < Infinity)) throw new RangeError(`Give a finite count of 0 or more, not ${count}.`);
  return { lower: count === 0 ? 0 : byarLimit(count, -z), upper: byarLimit(count + 1, z) };
}

// The cubed term is the Wilson-Hilferty approximation; it turns negative for tiny counts, where the limit is 0.
const byarLimit = (count: number, z: number): number =>
  count * Math.max(0, 1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;

/**
 * Limits of the standardised ratio O/E (no unit; 1 = as expected from the mix of work).
 * Compare it with 1 only: two ratios of different mixes are not comparable with each other. Source: statistics.md 2.1.
 * @param observed events seen, e.g. failures
 * @param expected events expected from the mix, same unit
 * @param level two-sided, 0 .. 1
 * @returns 0 .. Infinity when nothing was expected: the ratio is unknown
 * @throws RangeError when a count or the level makes no sense
 */
export function byar(observed: number, expected: number, level: number): Bounds {
  const count = poissonCount(observed, level);
  if (!(expected >= 0 && expected < Infinity)) {
    throw new RangeError(`Give a finite expected count of 0 or more, not ${expected}.`);
  }
  if (expected === 0) return { lower: 0, upper: Infinity };
  return { lower: count.lower / expected, upper: count.upper / expected };
}

/**
 * Exact (Garwood) limits of a Poisson count, in the unit of the count; holds the truth at least as often as the level says.
 * Source: statistics.md 2.1; Garwood 1936, Biometrika 28:437. Divide by the expected count for limits of O/E.
 * @throws RangeError when the count or the level makes no sense
 */
export function exactPoissonCount(count: number, level: number): Bounds {
  checkLevel(level);
  if (!(count >= 0 && count < Infinity)) throw new RangeError(`Give a finite count of 0 or more, not ${count}.`);
  const tail = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : gammaQuantile(tail, count),
    upper: gammaQuantile(1 - tail, count + 1),
  };
}

/**
 * O/E drawn towards 1 by a gamma prior of mean 1 worth `weight` expected events, so that few events say little.
 * Source: statistics.md 2.1; Clayton & Kaldor 1987, Biometrics 43:671.
 * @param observed events seen
 * @param expected events expected from the mix, same unit
 * @param weight prior events, above 0
 * @returns the shrunk ratio (1 = as expected) and the probability (0 .. 1) that the true ratio is at most 1
 * @throws RangeError when a count or the weight makes no sense
 */
export function shrunkRatio(observed: number, expected: number, weight: number): { value: number; atMostOne: number } {
  if (!(observed >= 0 && expected >= 0 && weight > 0 && observed + expected + weight < Infinity)) {
    throw new RangeError(
      `Give finite counts of 0 or more and a prior weight above 0, not ${observed}, ${expected} and ${weight}.`,
    );
  }
  const shape = observed + weight;
  const rate = expected + weight;
  return { value: shape / rate, atMostOne: gammaCdf(rate, shape) };
}
