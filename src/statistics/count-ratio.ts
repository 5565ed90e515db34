import { betaCdf, betaTail } from './beta-distribution.ts';
import type { Bounds } from './bounds.ts';
import { checkLevel } from './normal.ts';
import { clopperPearson } from './proportion.ts';

/** Events of one person beside what colleagues' events lead one to expect of them. All counts 0 or more, over-dispersion taken out. */
export interface CountPair {
  readonly observed: number;
  /** By colleagues' habits on the same work; above 0. */
  readonly expected: number;
  /** Colleagues' own events, on which `expected` rests: the fewer, the less sure it is. Above 0. */
  readonly colleagues: number;
}

/**
 * Chances (0 .. 1) of so many events or more, and of so few or fewer, if the person were like the colleagues. Given all
 * events together, the person's share of them is binomial, so that few colleagues make nothing look sure.
 * Source: Przyborowski & Wilenski 1940, Biometrika 31:313 (comparison of two Poisson counts).
 * @throws RangeError when a count makes no sense
 */
export function countTails(pair: CountPair): { readonly more: number; readonly fewer: number } {
  const { observed, expected, colleagues } = checked(pair);
  const share = expected / (expected + colleagues);
  return {
    more: observed === 0 ? 1 : betaCdf(share, observed, colleagues + 1),
    fewer: betaTail(share, observed + 1, colleagues),
  };
}

/**
 * Exact limits of observed / expected (no unit; 1 = like the colleagues), both sides' chance in them.
 * Near Byar's (standardised-ratio.ts) where colleagues had many events. Source: as countTails.
 * @param level two-sided, 0 .. 1
 * @throws RangeError when a count or the level makes no sense
 */
export function countRatio(pair: CountPair, level: number): Bounds {
  checkLevel(level);
  const { observed, expected, colleagues } = checked(pair);
  const { lower, upper } = clopperPearson(observed, observed + colleagues, level);
  const ratio = (share: number): number => (share >= 1 ? Infinity : ((share / (1 - share)) * colleagues) / expected);
  return { lower: ratio(lower), upper: ratio(upper) };
}

function checked(pair: CountPair): CountPair {
  const { observed, expected, colleagues } = pair;
  if (observed >= 0 && expected > 0 && colleagues > 0 && observed + expected + colleagues < Infinity) return pair;
  throw new RangeError(
    `Give finite counts, observed 0 or more and the others above 0, not ${observed}, ${expected} and ${colleagues}.`,
  );
}
