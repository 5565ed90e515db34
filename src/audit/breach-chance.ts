import { lnGamma } from '../statistics/gamma-function.ts';

/**
 * Chance (0 .. 1) that a fair process, which selects from every group at the same rate, leaves some group below four fifths of the most
 * selected one. Exact: binomial counts, summed over what the highest rate can be. Source: statistics.md 8.1; 29 CFR 1607.4(D).
 * @param sizes people of each group, whole numbers above 0
 * @param rate of selection common to all, 0 .. 1
 * @throws RangeError when a size or the rate makes no sense
 */
export function breachChance(sizes: readonly number[], rate: number): number {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`Give a rate from 0 to 1, not ${rate}.`);
  for (const n of sizes)
    if (!(Number.isSafeInteger(n) && n > 0)) throw new RangeError(`Give whole numbers of people above 0, not ${n}.`);
  if (rate === 0 || rate === 1) return 0;
  const groups = sizes.map((n) => ({ n, below: chancesBelow(n, rate) }));
  /** Chance that all groups have from 4/5 of y/m up to y/m, that itself counted or not. */
  const allWithin = ({ y, m }: Highest, itself: boolean): number =>
    groups.reduce((product, { n, below }) => {
      const from = ceilOf(4 * y * n, 5 * m);
      const until = itself ? Math.floor((y * n) / m) + 1 : ceilOf(y * n, m);
      return product * Math.max(0, (below[until] ?? 1) - (below[from] ?? 1));
    }, 1);
  let fine = groups.reduce((product, { below }) => product * (below[1] ?? 1), 1);
  for (const highest of highestRates(sizes)) fine += allWithin(highest, true) - allWithin(highest, false);
  return Math.min(1, Math.max(0, 1 - fine));
}

/** y selected of m. */
interface Highest {
  readonly y: number;
  readonly m: number;
}

/** Every rate above 0 that any of the groups can have, each once. Compared by whole numbers: rounding would part equals. */
function highestRates(sizes: readonly number[]): Highest[] {
  const all = [...new Set(sizes)].flatMap((m) => Array.from({ length: m }, (_, i) => ({ y: i + 1, m })));
  all.sort((a, b) => a.y * b.m - b.y * a.m);
  return all.filter(({ y, m }, i) => {
    const before = all[i - 1];
    return before === undefined || before.y * m !== y * before.m;
  });
}

/** Chance of fewer than x of n, shape [n + 2]. */
function chancesBelow(n: number, rate: number): Float64Array {
  const below = new Float64Array(n + 2);
  for (let x = 0; x <= n; x++) {
    const lnWays = lnGamma(n + 1) - lnGamma(x + 1) - lnGamma(n - x + 1);
    below[x + 1] = (below[x] ?? 0) + Math.exp(lnWays + x * Math.log(rate) + (n - x) * Math.log1p(-rate));
  }
  return below;
}

/** Least whole number not below a / b, for whole numbers. */
const ceilOf = (a: number, b: number): number => Math.floor((a + b - 1) / b);
