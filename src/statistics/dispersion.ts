/** Below this many groups the mean of squares is itself too uncertain to widen anything by. */
const FEWEST_GROUPS = 10;

/**
 * Over-dispersion phi: how many times more outcomes vary between groups (e.g. agent-weeks) than independent tickets would. No unit, >= 1.
 * Tickets come in lumps, so n of them carry the information of n_eff = n / phi; put n_eff, not n, into every interval.
 * Pearson's form, the mean of (observed - expected)^2 / variance. Source: statistics.md 15; McCullagh & Nelder 1989, Generalized Linear Models, 4.5.
 * Groups should hold a few tickets each (section 15 takes 5 or more): where little was expected, one failure alone is a huge square.
 * @param groups counts of one outcome, with what the mix of work expects and its binomial variance; those with variance 0 say nothing and are passed over
 * @returns 1 with fewer than 10 groups
 * @throws RangeError when a group's numbers make no sense
 */
export function overDispersion(groups: Iterable<{ observed: number; expected: number; variance: number }>): number {
  let used = 0;
  let sum = 0;
  for (const { observed, expected, variance } of groups) {
    if (!(Number.isFinite(observed - expected) && variance >= 0 && variance < Infinity)) {
      throw new RangeError(
        `Give finite counts and a variance of 0 or more, not observed ${observed}, expected ${expected}, variance ${variance}.`,
      );
    }
    if (variance === 0) continue;
    used += 1;
    sum += (observed - expected) ** 2 / variance;
  }
  return used < FEWEST_GROUPS ? 1 : Math.max(1, sum / used);
}
