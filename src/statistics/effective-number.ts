import type { Bounds } from './bounds.ts';
import { zForLevel } from './normal.ts';

/**
 * Effective number of kinds among counted tickets: Hill's D2, one over the chance that two tickets drawn are of one kind.
 * The unbiased form n(n-1) / sum x(x-1) does not punish those who have few tickets, as a raw count of kinds does.
 * Source: statistics.md 5.1; Hill 1973, Ecology 54:427; Simpson 1949, Nature 163:688; Jost 2006, Oikos 113:363.
 *
 * The interval is normal on the concentration 1/D2 with its delta-method variance 4 (sum p^3 - (sum p^2)^2) / n, then inverted,
 * so it is not symmetric. It is a large-sample interval: a 95% one covers about 90% at 15 to 40 tickets. Its variance is 0 when
 * all kinds were seen equally often (or only one was), and the bounds then meet the value: show the number of tickets beside it.
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
  const spread = sum((x) => x ** 3) / n ** 3 - (sum((x) => x ** 2) / n ** 2) ** 2;
  const margin = z * Math.sqrt((4 * Math.max(0, spread)) / n);
  const kinds = (simpson: number): number => Math.min(n, 1 / Math.min(1, Math.max(0, simpson)));
  return {
    value: kinds(concentration),
    bounds: { lower: kinds(concentration + margin), upper: kinds(concentration - margin) },
  };
}
