import { betaCdf, betaTail } from './beta-distribution.ts';
import type { BetaShape, Tally } from './beta-prior.ts';
import type { Bounds } from './bounds.ts';
import { checkLevel } from './normal.ts';
import { risingRoot } from './rising-root.ts';
import { betaFactor } from './saddle-point.ts';

/** A mixture of beta distributions of one share; weights add up to 1. One component: a plain beta-binomial posterior. */
export type SharePosterior = readonly (BetaShape & { readonly weight: number })[];

/**
 * What a person's own tickets say, after a prior: Beta(a + good, b + n - good). Source: statistics.md 1.2.
 * Show it beside the one from Beta(1/2, 1/2), own tickets only: where they differ by more than .2 it is not enough data, never a no.
 * @param own tally with over-dispersion taken out
 * @throws RangeError when the tally or the prior makes no sense
 */
export function sharePosterior({ a, b }: BetaShape, { good, n }: Tally): SharePosterior {
  if (!(good >= 0 && good <= n && n < Infinity)) {
    throw new RangeError(`Give finite counts with 0 <= good <= n, not ${good} of ${n}.`);
  }
  if (!(a > 0 && b > 0 && a + b < Infinity)) {
    throw new RangeError(`Give a prior of finite shapes above 0, not ${a} and ${b}.`);
  }
  return [{ a: a + good, b: b + (n - good), weight: 1 }];
}

/** Mean share, 0 .. 1: the raw share drawn towards the prior's. */
export const posteriorMean = (posterior: SharePosterior): number =>
  posterior.reduce((sum, { weight, a, b }) => sum + (weight * a) / (a + b), 0);

/**
 * P(share >= target), 0 .. 1: the readiness test. Source: statistics.md 1.3.
 * @param target a share, 0 .. 1
 */
export const probabilityAtLeast = (posterior: SharePosterior, target: number): number =>
  Math.min(
    1,
    posterior.reduce((sum, { weight, a, b }) => sum + weight * betaTail(target, a, b), 0),
  );

/** Equal-tailed interval of the share, 0 .. 1. @param level two-sided, 0 .. 1 */
export function posteriorInterval(posterior: SharePosterior, level: number): Bounds {
  checkLevel(level);
  const tail = (1 - level) / 2;
  return { lower: quantile(posterior, tail), upper: quantile(posterior, 1 - tail) };
}

function quantile(posterior: SharePosterior, p: number): number {
  const at = (x: number): readonly [number, number] => {
    let below = -p;
    let density = 0;
    for (const { weight, a, b } of posterior) {
      below += weight * betaCdf(x, a, b);
      density += (weight * betaFactor(x, 1 - x, a, b)) / (x * (1 - x));
    }
    return [below, density];
  };
  return risingRoot(at, 0, 1, posteriorMean(posterior));
}
