/**
 * Offset (logits) of a day on which the whole team was off, so that an outage demotes nobody; 0 on ordinary days.
 * sum(y - p) / (sum p(1-p) + 1) where the sum is more than `sigmas` deviations from 0. Source: statistics.md 2.4 (d_day).
 * @param day the team's good tickets, their expected number and its binomial variance
 * @param phi over-dispersion, >= 1: lumpy days are wider
 * @throws RangeError when a number makes no sense
 */
export function dayOffset(day: { good: number; expected: number; variance: number }, phi = 1, sigmas = 3): number {
  const { good, expected, variance } = day;
  if (!(Number.isFinite(good - expected) && variance >= 0 && variance < Infinity && phi >= 1 && sigmas > 0)) {
    throw new RangeError(
      `Give finite counts, a variance >= 0, phi >= 1 and sigmas > 0, not ${good}, ${expected}, ${variance}, ${phi}, ${sigmas}.`,
    );
  }
  const surplus = good - expected;
  return Math.abs(surplus) > sigmas * Math.sqrt(phi * variance) ? surplus / (variance + 1) : 0;
}

/**
 * True share of failures behind a share seen through a test that errs, 0 .. 1. Source: statistics.md 2.4; Rogan & Gladen 1978, Am. J. Epidemiol. 107:71.
 * With perfect sensitivity and a share f of good tickets failed wrongly, the target T becomes T (1 - f).
 * @param apparent share of tickets called failed
 * @param sensitivity share of failures that are called so; @param specificity share of good tickets called good
 * @throws RangeError when a share makes no sense or the test is no better than a coin
 */
export function trueFailureShare(apparent: number, sensitivity: number, specificity: number): number {
  for (const share of [apparent, sensitivity, specificity]) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`Give shares from 0 to 1, not ${share}.`);
  }
  const worth = sensitivity + specificity - 1;
  if (!(worth > 0)) {
    throw new RangeError(
      `Give a sensitivity and specificity that add up to more than 1, not ${sensitivity} and ${specificity}: such links say nothing; audit how they are found.`,
    );
  }
  return Math.min(1, Math.max(0, (apparent + specificity - 1) / worth));
}
