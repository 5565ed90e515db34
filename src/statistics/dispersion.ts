/** Below this many groups the mean of squares is itself too uncertain to widen anything by. */
const FEWEST_GROUPS = 10;

/**
 * Over-dispersion phi: how many times more outcomes vary between groups (e.g. agent-weeks) than independent tickets would. No unit, >= 1.
 * Tickets come in lumps, so n of them carry the information of n_eff = n / phi; put n_eff, not n, into every interval.
 * Pearson's form, the mean of (observed - expected)^2 / variance. Source: statistics.md 15; McCullagh & Nelder 1989, Generalized Linear Models, 4.5.
 * Groups should hold a few tickets each (section 15 takes 5 or more): where little was expected, one failure alone is a huge square.
 * @param groups counts of one outcome, with what the mix of work expects and its binomial variance; those with variance 0 say nothing and are passed over
 * @param assumed what to take for granted before the desk has shown its own, worth so many groups. Without it fewer than 10 groups give 1,
 * the surest guess of all; a desk of six people should be given an assumption instead
 * @throws RangeError when a group's or the assumption's numbers make no sense
 */
export function overDispersion(
  groups: Iterable<{ observed: number; expected: number; variance: number }>,
  assumed?: { phi: number; groups: number },
): number {
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
  if (assumed === undefined) return used < FEWEST_GROUPS ? 1 : Math.max(1, sum / used);
  if (!(assumed.phi >= 1 && assumed.groups > 0 && assumed.phi * assumed.groups < Infinity)) {
    throw new RangeError(
      `Assume an over-dispersion of 1 or more, worth more than 0 groups, not ${assumed.phi} worth ${assumed.groups}.`,
    );
  }
  return Math.max(1, (sum + assumed.phi * assumed.groups) / (used + assumed.groups));
}

/**
 * Effective number of tickets: older weeks fade, and lumps count once. Sum of 2^(-age / halfLife) n, over phi.
 * This is the n_eff of every gate and of what people are shown ("on this desk 100 tickets carry the information of 15").
 * Source: statistics.md 2.4 and 15.
 * @param weeks tickets `n` (>= 0) of a week that ended `age` weeks ago (>= 0)
 * @param phi over-dispersion, >= 1
 * @param halfLife weeks after which a ticket counts half, > 0; Infinity keeps all
 * @throws RangeError when a number makes no sense
 */
export function effectiveSize(weeks: Iterable<{ age: number; n: number }>, phi: number, halfLife = 8): number {
  if (!(phi >= 1 && phi < Infinity)) throw new RangeError(`Give an over-dispersion of 1 or more, not ${phi}.`);
  if (!(halfLife > 0)) throw new RangeError(`Give a half-life above 0 weeks, not ${halfLife}.`);
  let sum = 0;
  for (const { age, n } of weeks) {
    if (!(age >= 0 && n >= 0 && age + n < Infinity)) {
      throw new RangeError(`Give finite ages and ticket counts of 0 or more, not ${n} tickets of age ${age}.`);
    }
    sum += n * 2 ** (-age / halfLife);
  }
  return sum / phi;
}
