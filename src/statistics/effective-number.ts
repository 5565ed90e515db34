import type { Bounds } from './bounds.ts';
import { zForLevel } from './normal.ts';

/**
 * Effective number of kinds among counted tickets: Hill's D2, one over the chance that two tickets drawn are of one kind.
 * The unbiased form n(n-1) / sum x(x-1) does not punish those who have few tickets, as a raw count of kinds does.
 * Source: statistics.md 5.1; Hill 1973, Ecology 54:427; Simpson 1949, Nature 163:688; Jost 2006, Oikos 113:363.
 *
 * The interval is normal on the concentration 1/D2 with Simpson's exact variance
 * (4(n-2)(sum p^3 - (sum p^2)^2) + 2(sum p^2 - (sum p^2)^2)) / (n(n-1)), then inverted, so it is not symmetric. Seeded
 * simulation: a 95% one covers about 97% at 15 tickets, 95% at 40 and 300; the large-sample variance alone covered 89% at 15.
 * Where only one kind was seen the variance is 0 and the bounds meet the value: show the number of tickets beside it.
 * @param counts tickets of each kind, shape [kinds], whole numbers; zeros change nothing
 * @param level two-sided, 0 .. 1
 * @returns kinds, 1 .. number of tickets (more cannot be told apart); null below two tickets
 * @throws RangeError when a count or the level makes no sense
 */
export function effectiveNumber(counts: Iterable<number>, level: number): { value: number; bounds: Bounds } | null {
  const z = zForLevel(level);
  const seen = [...counts];
  for (const x of seen) {
    if (!(Number.isSafeInteger(x) && x >= 0)) throw new RangeError(`Give whole ticket counts of 0 or more, not ${x}.`);
  }
  const sum = (of: (x: number) => number): number => seen.reduce((total, x) => total + of(x), 0);
  const n = sum((x) => x);
  if (n < 2) return null;
  const concentration = sum((x) => x * (x - 1)) / (n * (n - 1));
  const p2 = sum((x) => x ** 2) / n ** 2;
  const spread = sum((x) => x ** 3) / n ** 3 - p2 ** 2;
  const variance = (4 * (n - 2) * Math.max(0, spread) + 2 * (p2 - p2 ** 2)) / (n * (n - 1));
  const margin = z * Math.sqrt(variance);
  const kinds = (simpson: number): number => Math.min(n, 1 / Math.min(1, Math.max(0, simpson)));
  return {
    value: kinds(concentration),
    bounds: { lower: kinds(concentration + margin), upper: kinds(concentration - margin) },
  };
}
