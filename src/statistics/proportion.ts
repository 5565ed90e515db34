import { betaQuantile } from './beta-distribution.ts';
import type { Bounds } from './bounds.ts';
import { checkLevel, zForLevel } from './normal.ts';

/**
 * Wilson score interval of a proportion (both ends 0 .. 1), the interval shown beside every share.
 * Source: statistics.md 1.1; Wilson 1927, JASA 22:209; recommended for few tickets by Brown, Cai & DasGupta 2001, Stat. Sci. 16:101.
 * @param successes good tickets, 0 .. n
 * @param n tickets; may be fractional: the effective sample size n / phi (see over-dispersion), successes scaled alike
 * @param level two-sided, 0 .. 1; 0 gives the point estimate twice
 * @returns 0 .. 1 when n = 0: nothing is known
 * @throws RangeError when the counts or the level make no sense
 */
export function wilson(successes: number, n: number, level: number): Bounds {
  const z = zForLevel(level);
  checkCounts(successes, n);
  if (n === 0) return { lower: 0, upper: 1 };
  const share = successes / n;
  const z2n = (z * z) / n;
  const centre = (share + z2n / 2) / (1 + z2n);
  const half = (z / (1 + z2n)) * Math.sqrt((share * (1 - share)) / n + z2n / (4 * n));
  // Exact at the ends: algebra gives 0 and 1 there, rounding would not.
  return {
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Clopper-Pearson interval of a proportion (0 .. 1): holds the truth at least as often as its level says, so it is the one for
 * documents that promise "at least 95%"; wider than needed on average. Source: statistics.md 1.1; Clopper & Pearson 1934, Biometrika 26:404.
 * @param successes,n,level as for `wilson`; 0 .. 1 when n = 0
 * @throws RangeError when the counts or the level make no sense
 */
export function clopperPearson(successes: number, n: number, level: number): Bounds {
  return fromBeta(successes, n, level, 0, 1);
}

/**
 * Jeffreys interval of a proportion (0 .. 1): the posterior of a prior that says next to nothing, Beta(1/2, 1/2).
 * Source: statistics.md 1.1; Brown, Cai & DasGupta 2001, Stat. Sci. 16:101.
 * @param successes,n,level as for `wilson`
 * @throws RangeError when the counts or the level make no sense
 */
export function jeffreys(successes: number, n: number, level: number): Bounds {
  return fromBeta(successes, n, level, 0.5, 0.5);
}

/** Quantiles of Beta(successes + near, failures + far) below and of Beta(successes + far, failures + near) above. */
function fromBeta(successes: number, n: number, level: number, near: number, far: number): Bounds {
  checkLevel(level);
  checkCounts(successes, n);
  const failures = n - successes;
  const tail = (1 - level) / 2;
  const lower = successes === 0 ? 0 : betaQuantile(tail, successes + near, failures + far);
  const upper = failures === 0 ? 1 : betaQuantile(1 - tail, successes + far, failures + near);
  // At levels near 0 both are the median but for their rounding.
  return { lower, upper: Math.max(lower, upper) };
}

function checkCounts(successes: number, n: number): void {
  if (!(successes >= 0 && successes <= n && n < Infinity)) {
    throw new RangeError(`Give finite counts with 0 <= successes <= n, not ${successes} of ${n}.`);
  }
}
