import { betaTail } from './beta-distribution.ts';
import type { BetaShape } from './beta-prior.ts';

/** More tickets than this are no hint to anyone. */
const MOST_TICKETS = 1_000_000;

/**
 * How many times the odds of "target reached" rose by the person's own tickets: posterior odds over prior odds. At least 3 is asked for,
 * else a newcomer in a good team would be ready without a ticket. Source: statistics.md 1.3 (a Bayes factor; Jeffreys 1961).
 * @param probability P(reached) after the tickets, 0 .. 1; @param prior before them
 * @returns 0 .. Infinity; 1 when both are certain alike
 * @throws RangeError when a probability is not within 0 .. 1
 */
export function evidenceRatio(probability: number, prior: number): number {
  checkProbability(probability);
  checkProbability(prior);
  if (probability === prior) return 1;
  return probability / (1 - probability) / (prior / (1 - prior));
}

/**
 * Share (0 .. 1) of these flags that are expected to be wrong: the mean of 1 - P. Shown where flags are reviewed; only as good as the calibration.
 * Source: statistics.md 1.3; Newton et al. 2004, Biostatistics 5:155; Müller et al. 2004, JASA 99:990.
 * @param probabilities P of each flagged person
 * @returns null when nobody is flagged
 * @throws RangeError when a probability is not within 0 .. 1
 */
export function expectedWrongShare(probabilities: readonly number[]): number | null {
  for (const p of probabilities) checkProbability(p);
  if (probabilities.length === 0) return null;
  return probabilities.reduce((sum, p) => sum + (1 - p), 0) / probabilities.length;
}

/**
 * Tickets needed, from none, until P(share >= target) reaches the confidence if they go on at this share: "about 18 more tickets".
 * Source: statistics.md 1.6, times the over-dispersion as section 15 asks.
 * @param share good share of the tickets to come, 0 .. 1
 * @param prior what is known already: the prior, plus the tickets seen (thinned by phi) for "more"
 * @param phi over-dispersion, >= 1: phi tickets carry the information of one
 * @returns whole tickets; null when no number of tickets would do (share not above the target)
 * @throws RangeError when an argument makes no sense
 */
export function ticketsNeeded(
  share: number,
  prior: BetaShape,
  target: number,
  confidence: number,
  phi = 1,
): number | null {
  for (const p of [share, target, confidence]) checkProbability(p);
  if (!(phi >= 1 && phi < Infinity)) throw new RangeError(`Give an over-dispersion of 1 or more, not ${phi}.`);
  const enough = (n: number): boolean =>
    betaTail(target, prior.a + (share * n) / phi, prior.b + ((1 - share) * n) / phi) >= confidence;
  if (enough(0)) return 0;
  if (share <= target) return null;
  let high = 1;
  while (!enough(high)) {
    high *= 2;
    if (high > MOST_TICKETS) return null;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Give probabilities and shares from 0 to 1, not ${p}.`);
}
