import { at, checkGrid, GRID_SIZE, GRID_STEP, normalise, skillPrior } from './skill-grid.ts';

/** The kernel of a week's drift reaches so many points each way. */
const REACH = 4;

/** How skill may change from week to week, and how far tickets may be trusted. */
export interface SkillDynamics {
  /** Share of the posterior that returns to the prior in a week: a small chance of a jump. */
  readonly leak: number;
  /** Over-dispersion: the log likelihood is divided by it, so that n tickets count as n / phi (statistics.md 15). */
  readonly phi: number;
  /** Weights of a week's drift, shape [9], adding up to 1. */
  readonly kernel: Float64Array;
}

/**
 * @param options sd: deviation of a week's drift, logits (0 for none); leak 0 .. 1; phi >= 1. The defaults predicted best in the sheet's
 * simulation; tune them on the desk's own history by the predictive score, which needs no truth.
 * @throws RangeError when a number makes no sense
 */
export function skillDynamics({ sd = 0.05, leak = 0.02, phi = 1 } = {}): SkillDynamics {
  if (!(sd >= 0 && sd < Infinity && leak >= 0 && leak <= 1 && phi >= 1 && phi < Infinity)) {
    throw new RangeError(`Give sd >= 0, leak from 0 to 1 and phi >= 1, not ${sd}, ${leak} and ${phi}.`);
  }
  const kernel = Float64Array.from({ length: 2 * REACH + 1 }, (_, j) =>
    sd === 0 ? Number(j === REACH) : Math.exp(-0.5 * (((j - REACH) * GRID_STEP) / sd) ** 2),
  );
  const sum = kernel.reduce((a, b) => a + b);
  return { leak, phi, kernel: kernel.map((weight) => weight / sum) };
}

/**
 * One week of the grid filter: drift and leak, then the week's tickets.
 * Source: statistics.md 2.4; Kitagawa 1987, JASA 82:1032. With sd and leak 0 any order and grouping of weeks gives the same.
 * @param posterior of last week, shape [61], adds up to 1; the prior at the start
 * @param prior where one without tickets drifts back to, shape [61]
 * @param logLikelihood of the week's tickets, shape [61]; null for a week without any
 * @param into where to write the new posterior, shape [61]; not `posterior` or `prior` themselves
 * @returns the new posterior, and the log probability the filter gave this week's tickets beforehand (tempered by phi): its predictive score
 * @throws RangeError when an array is not of the grid's size
 */
export function nextWeek(
  posterior: Float64Array,
  prior: Float64Array,
  logLikelihood: Float64Array | null,
  dynamics: SkillDynamics,
  into = new Float64Array(GRID_SIZE),
): { posterior: Float64Array; lnEvidence: number } {
  checkGrid(posterior, prior, into);
  const next = drifted(posterior, dynamics.kernel, into);
  for (let i = 0; i < GRID_SIZE; i++) next[i] = (1 - dynamics.leak) * at(next, i) + dynamics.leak * at(prior, i);
  if (logLikelihood === null) return { posterior: next, lnEvidence: 0 };
  checkGrid(logLikelihood);
  let most = -Infinity;
  for (let i = 0; i < GRID_SIZE; i++) most = Math.max(most, at(logLikelihood, i));
  let sum = 0;
  for (let i = 0; i < GRID_SIZE; i++) {
    next[i] = at(next, i) * Math.exp((at(logLikelihood, i) - most) / dynamics.phi);
    sum += at(next, i);
  }
  for (let i = 0; i < GRID_SIZE; i++) next[i] = at(next, i) / sum;
  return { posterior: next, lnEvidence: Math.log(sum) + most / dynamics.phi };
}

/**
 * The batch form for the "explain" view: every week at once, faded by 2^(-age / halfLife), no drift. Source: statistics.md 2.4.
 * @param weeks log likelihood (shape [61]) of a week that ended `age` weeks ago (>= 0)
 * @throws RangeError when an array or a number makes no sense
 */
export function fadedPosterior(
  prior: Float64Array,
  weeks: Iterable<{ age: number; logLikelihood: Float64Array }>,
  { halfLife = 8, phi = 1 } = {},
): Float64Array {
  checkGrid(prior);
  if (!(halfLife > 0 && phi >= 1)) throw new RangeError(`Give halfLife > 0 and phi >= 1, not ${halfLife} and ${phi}.`);
  const ln = prior.map(Math.log);
  for (const { age, logLikelihood } of weeks) {
    checkGrid(logLikelihood);
    if (!(age >= 0)) throw new RangeError(`Give an age of 0 or more weeks, not ${age}.`);
    const weight = 2 ** (-age / halfLife) / phi;
    for (let i = 0; i < GRID_SIZE; i++) ln[i] = at(ln, i) + weight * at(logLikelihood, i);
  }
  return normalise(ln);
}

/**
 * How much people of a team differ: the tau under which their tickets are likeliest. Source: statistics.md 2.4 (marginal likelihood on a list).
 * @param people log likelihood of each person's tickets, shape [61] each
 * @param phi over-dispersion, >= 1
 * @param candidates deviations to choose from, logits
 * @throws RangeError when an array or a candidate makes no sense
 */
export function likeliestSpread(
  people: readonly Float64Array[],
  phi = 1,
  candidates: readonly number[] = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8],
): number {
  const still = skillDynamics({ sd: 0, leak: 0, phi });
  const fits = candidates.map((tau) => {
    const prior = skillPrior(tau);
    return { tau, fit: people.reduce((sum, ln) => sum + nextWeek(prior, prior, ln, still).lnEvidence, 0) };
  });
  const [first, ...rest] = fits;
  if (first === undefined) throw new RangeError('Give at least one deviation to choose from.');
  return rest.reduce((best, next) => (next.fit > best.fit ? next : best), first).tau;
}

/** What would leave the grid stays at its end. */
function drifted(posterior: Float64Array, kernel: Float64Array, next: Float64Array): Float64Array {
  next.fill(0);
  for (let i = 0; i < GRID_SIZE; i++) {
    const mass = at(posterior, i);
    for (let j = -REACH; j <= REACH; j++) {
      const to = Math.min(GRID_SIZE - 1, Math.max(0, i + j));
      next[to] = at(next, to) + mass * at(kernel, j + REACH);
    }
  }
  return next;
}
