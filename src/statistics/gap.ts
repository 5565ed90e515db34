import { chiSquaredTail } from './gamma-distribution.ts';
import { normalTail } from './normal.ts';

/**
 * How far two regions (shifts, teams) are apart over several work types, with the noise taken out: identical regions have a raw distance above 0.
 * Source: statistics.md 5.4. Put the p-values of the types through `benjaminiHochberg`.
 * @param types difference of the standardised rates (-1 .. 1) and its standard error (> 0), over-dispersion included, of each type
 * @returns `raw` and `corrected` root mean squares in the unit of the differences, chi-squared with its p, and z and two-sided p of each type
 * @throws RangeError when a number makes no sense or there is no type
 */
export function regionGap(types: readonly { difference: number; standardError: number }[]): {
  raw: number;
  corrected: number;
  chiSquared: number;
  p: number;
  types: { z: number; p: number }[];
} {
  if (types.length === 0) throw new RangeError('Give at least one work type to compare.');
  for (const { difference, standardError } of types) {
    if (!(Number.isFinite(difference) && standardError > 0 && standardError < Infinity)) {
      throw new RangeError(
        `Give finite differences and standard errors above 0, not ${difference} and ${standardError}: leave out types one side has no tickets in.`,
      );
    }
  }
  const mean = (of: (type: (typeof types)[number]) => number): number =>
    types.reduce((sum, type) => sum + of(type), 0) / types.length;
  const square = mean(({ difference }) => difference ** 2);
  const noise = mean(({ standardError }) => standardError ** 2);
  const z = types.map(({ difference, standardError }) => difference / standardError);
  const chiSquared = z.reduce((sum, each) => sum + each * each, 0);
  return {
    raw: Math.sqrt(square),
    corrected: Math.sqrt(Math.max(0, square - noise)),
    chiSquared,
    p: chiSquaredTail(chiSquared, types.length),
    types: z.map((each) => ({ z: each, p: 2 * normalTail(Math.abs(each)) })),
  };
}

/** Added to each count, so that a kind one side never had does not make the index infinite. */
const PSEUDO_COUNT = 0.5;

/**
 * Population stability index of a mix: sum (a - b) ln(a / b) over the shares of each kind. Above .25 the mix has moved: fit the expectation anew and note it.
 * Source: statistics.md 9 (a symmetrised Kullback-Leibler divergence; Jeffreys 1946).
 * @param before,after tickets of each kind, shape [kinds] both, 0 or more
 * @throws RangeError when a count makes no sense, the shapes differ, or one side has no ticket
 */
export function mixShift(before: readonly number[], after: readonly number[]): number {
  const sum = (counts: readonly number[]): number => counts.reduce((total, x) => total + x, 0);
  if (before.length !== after.length || !(sum(before) > 0 && sum(after) > 0)) {
    throw new RangeError('Give counts of the same kinds before and after, each with at least one ticket.');
  }
  for (const x of [...before, ...after]) {
    if (!(x >= 0 && x < Infinity)) throw new RangeError(`Give finite counts of 0 or more, not ${x}.`);
  }
  const share = (counts: readonly number[], i: number): number =>
    ((counts[i] ?? 0) + PSEUDO_COUNT) / (sum(counts) + PSEUDO_COUNT * counts.length);
  return before.reduce((total, _, i) => {
    const [a, b] = [share(after, i), share(before, i)];
    return total + (a - b) * Math.log(a / b);
  }, 0);
}
