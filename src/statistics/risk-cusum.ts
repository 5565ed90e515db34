/**
 * Score of one ticket in a risk-adjusted CUSUM, in log likelihood: failing a hard ticket counts less, a good one counts back.
 * y ln RA - ln(1 - q + RA q). Source: statistics.md 4.1; Steiner, Cook, Farewell & Treasure 2000, Biostatistics 1:441.
 * @param failed 1 for a failure
 * @param q probability of it for this ticket at this agent's own baseline, 0 .. 1
 * @param oddsRatio RA: 2 looks for doubled odds of failure, 1/2 for halved ones (improvement); above 0
 * @throws RangeError when a number makes no sense
 */
export function cusumScore(failed: 0 | 1, q: number, oddsRatio: number): number {
  if (!(q >= 0 && q <= 1 && oddsRatio > 0 && oddsRatio < Infinity)) {
    throw new RangeError(`Give q from 0 to 1 and a finite odds ratio above 0, not ${q} and ${oddsRatio}.`);
  }
  return (failed === 1 ? Math.log(oddsRatio) : 0) - Math.log1p((oddsRatio - 1) * q);
}

/**
 * Score of a ticket that is good so far, when a share `shown` of failures would have come to light by its age: a failure is
 * known at once, a success only with time. ln((1 - shown q') / (1 - shown q)), q' being q with its odds times RA; with shown 1
 * the score of a good ticket, with 0 none. Source: the same likelihood ratio as 4.1, of what is known by then.
 * @throws RangeError when a number makes no sense
 */
export function cusumScoreSoFar(shown: number, q: number, oddsRatio: number): number {
  if (!(shown >= 0 && shown <= 1)) throw new RangeError(`Give the share of failures shown from 0 to 1, not ${shown}.`);
  if (shown === 1) return cusumScore(0, q, oddsRatio);
  const raised = Math.exp(cusumScore(1, q, oddsRatio)) * q;
  return Math.log1p(-shown * raised) - Math.log1p(-shown * q);
}

/** Where a chart stands; plain data, so it can be stored and gone on with. */
export interface Cusum {
  /** 0 .. limit. */
  readonly level: number;
  /** Tickets charted, since ever. */
  readonly tickets: number;
  /** Of them, how many came before the level last was 0: what is looked for began after that ticket (the date of the report). */
  readonly lastZero: number;
}

export const startOfCusum: Cusum = { level: 0, tickets: 0, lastZero: 0 };

/**
 * Charts one ticket: S = max(0, S + score). Source: statistics.md 4.1.
 * @param score from `cusumScore`, divided by the over-dispersion where tickets come in lumps (section 15)
 * @param limit h of `cusumLimit`, above 0; one limit for all accuses the busy many times more often
 * @returns the chart after it; a notice where the limit was reached, and then the chart starts over. On a notice `lastZero` tells when it began
 * @throws RangeError when a number makes no sense
 */
export function chart(before: Cusum, score: number, limit: number): { cusum: Cusum; notice: Cusum | null } {
  if (!(Number.isFinite(score) && limit > 0)) {
    throw new RangeError(`Give a finite score and a limit above 0, not ${score} and ${limit}.`);
  }
  const level = Math.max(0, before.level + score);
  const tickets = before.tickets + 1;
  const now = { level, tickets, lastZero: level === 0 ? tickets : before.lastZero };
  if (level < limit) return { cusum: now, notice: null };
  return { cusum: { level: 0, tickets, lastZero: tickets }, notice: now };
}
