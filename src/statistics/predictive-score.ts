/** Predictions are kept this far from certain, else one ticket decides all. */
const NEAREST_TO_CERTAIN = 0.005;

/**
 * Logarithmic score of one prediction: ln of the probability given to what happened, 0 at best; probabilities are clipped to .005 .. .995.
 * Source: statistics.md 10.1 and 15; Good 1952; Gneiting & Raftery 2007, JASA 102:359.
 * @param p predicted probability (0 .. 1) of a good outcome
 * @throws RangeError when p is not within 0 .. 1
 */
export function logScore(p: number, good: 0 | 1): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Give a predicted probability from 0 to 1, not ${p}.`);
  const clipped = Math.min(1 - NEAREST_TO_CERTAIN, Math.max(NEAREST_TO_CERTAIN, p));
  return Math.log(good === 1 ? clipped : 1 - clipped);
}

/** A mean and how sure it is, in the unit of the values. */
export interface ClusteredMean {
  readonly mean: number;
  /** Infinity with fewer than two clusters: nothing is known of how it varies. */
  readonly standardError: number;
  readonly n: number;
  readonly clusters: number;
}

/**
 * Mean of values that come in clusters (agent-weeks, team-weeks), with the standard error clusters leave, never that of single tickets.
 * Give it the differences of two predictors' scores to compare them: a gain counts when it is more than two standard errors.
 * Source: statistics.md 15; Liang & Zeger 1986, Biometrika 73:13.
 * @returns null without values
 * @throws RangeError when a value is not finite
 */
export function clusteredMean(values: Iterable<{ cluster: string; value: number }>): ClusteredMean | null {
  const clusters = new Map<string, { n: number; sum: number }>();
  let n = 0;
  for (const { cluster, value } of values) {
    if (!Number.isFinite(value)) throw new RangeError(`Give finite values, not ${value}.`);
    const known = clusters.get(cluster);
    if (known === undefined) clusters.set(cluster, { n: 1, sum: value });
    else {
      known.n += 1;
      known.sum += value;
    }
    n += 1;
  }
  if (n === 0) return null;
  const sums = [...clusters.values()];
  const mean = sums.reduce((total, { sum }) => total + sum, 0) / n;
  const count = sums.length;
  const squares = sums.reduce((total, cluster) => total + (cluster.sum - cluster.n * mean) ** 2, 0);
  const standardError = count < 2 ? Infinity : Math.sqrt((squares * count) / (count - 1)) / n;
  return { mean, standardError, n, clusters: count };
}
