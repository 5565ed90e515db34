/** What came of a day's work. */
export interface DaySum {
  readonly resolutions: number;
  readonly good: number;
  /** Of them, as many as were to be expected to be good. */
  readonly expected: number;
  /** Of the number of good ones by chance; binomial: sum p(1-p). */
  readonly variance: number;
}

export const EMPTY_DAY: DaySum = { resolutions: 0, good: 0, expected: 0, variance: 0 };

/**
 * Offset (logits) of a day on which the whole team was off, so that an outage demotes nobody; 0 where the number of good ones
 * is within `sigmas` deviations of what was expected. Source: statistics.md 2.4 (d_day). In size it is what takes the odds of
 * all to those seen, half a ticket of each outcome added; the sheet's one step, surplus / (variance + 1), is nearly the same
 * for small offsets, but takes twenty tickets of which 25 % are good in place of 90 % for a day of 8 %.
 * @param day of the whole team, or of all of it but one person
 * @param phi over-dispersion, >= 1: lumpy days are wider
 * @throws RangeError when a number makes no sense
 */
export function dayOffset({ resolutions, good, expected, variance }: DaySum, phi = 1, sigmas = 3): number {
  const counts = [good, expected, resolutions - good, resolutions - expected];
  if (!(counts.every((count) => count >= -ROUNDING && count < Infinity) && variance >= 0 && phi >= 1 && sigmas > 0)) {
    throw new RangeError(
      `Give counts within the resolutions, a variance >= 0, phi >= 1 and sigmas > 0, not ${good} and ${expected} of ${resolutions}, ${variance}, ${phi}, ${sigmas}.`,
    );
  }
  if (Math.abs(good - expected) <= sigmas * Math.sqrt(phi * variance)) return 0;
  return lnOdds(good, resolutions) - lnOdds(expected, resolutions);
}

/** Of some of all, with half of one more of each kind: finite whatever the counts. */
export const lnOdds = (some: number, all: number): number => Math.log((some + HALF) / (all - some + HALF));

/** What sums and differences of shares may be off by. */
const ROUNDING = 1e-6;
const HALF = 0.5;

/**
 * Whether the whole was worse, not one of its parts: it is, and would be without any one of them. One person's bad day is
 * thus never their team's. A deviation is not taken for less than 1, as 3 of them mean little of a few tickets.
 * @param parts a team's people, or a desk's teams
 * @throws RangeError when a number makes no sense
 */
export function wholeWasWorse(parts: readonly DaySum[], phi = 1, sigmas = 3): boolean {
  const whole = parts.reduce(together, EMPTY_DAY);
  const isWorse = (sum: DaySum) => dayOffset({ ...sum, variance: Math.max(1, sum.variance) }, phi, sigmas) < 0;
  return isWorse(whole) && parts.every((part) => isWorse(without(whole, part)));
}

export const together = (a: DaySum, b: DaySum): DaySum => ({
  resolutions: a.resolutions + b.resolutions,
  good: a.good + b.good,
  expected: a.expected + b.expected,
  variance: a.variance + b.variance,
});

/** A day less one of its parts; nothing is left of what the part has more of, as when it was counted again later. */
export function without(whole: DaySum, part: DaySum): DaySum {
  const resolutions = Math.max(0, whole.resolutions - part.resolutions);
  const within = (count: number) => Math.min(resolutions, Math.max(0, count));
  return {
    resolutions,
    good: within(whole.good - part.good),
    expected: within(whole.expected - part.expected),
    variance: Math.max(0, whole.variance - part.variance),
  };
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
