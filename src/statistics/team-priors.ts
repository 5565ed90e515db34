import { type BetaShape, fromLogit, likelihoodPrior, lnMarginal, type Tally } from './beta-prior.ts';
import type { SharePosterior } from './share-posterior.ts';

/** Steps of the grid each way. */
const STEPS = 20;
/** Half-width of the grid over logit mean, beyond which a team of any size leaves nothing. */
const REACH = 2.4;
const LEAST_TICKETS = 1;
const MOST_TICKETS = 2000;
/** Priors that together weigh less than this are left out. */
const NEGLIGIBLE = 1e-5;

/** Possible priors of a team, with how likely each is; weights add up to 1. */
export type TeamPriors = readonly (BetaShape & { readonly weight: number })[];

/**
 * Priors of a small team, integrated over instead of one taken as known: a grid over (logit mean, ln tickets), weighed by the
 * hyperprior (a + b)^(-5/2) and the tallies. For teams below 15 people; larger ones may plug in `likelihoodPrior`.
 * Source: statistics.md 1.2; Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., 5.3.
 * @throws RangeError when a tally makes no sense or nobody has a ticket
 */
export function teamPriors(team: readonly Tally[]): TeamPriors {
  const { a, b } = likelihoodPrior(team);
  const centre = Math.log(a / b);
  const grid: (BetaShape & { ln: number })[] = [];
  for (let i = 0; i <= 2 * STEPS; i++) {
    const logit = centre + REACH * (i / STEPS - 1);
    for (let j = 0; j <= 2 * STEPS; j++) {
      const size = Math.log(LEAST_TICKETS) + (Math.log(MOST_TICKETS / LEAST_TICKETS) * j) / (2 * STEPS);
      const shape = fromLogit(logit, size);
      // In these coordinates the density carries the Jacobian a b.
      const hyper = Math.log(shape.a) + Math.log(shape.b) - 2.5 * size;
      grid.push({ ...shape, ln: lnMarginal(team, shape) + hyper });
    }
  }
  return normalised(grid);
}

/** A member's posterior, averaged over the team's possible priors; their own tickets must be among the team's. */
export const memberPosterior = (priors: TeamPriors, { good, n }: Tally): SharePosterior =>
  priors.map(({ a, b, weight }) => ({ a: a + good, b: b + (n - good), weight }));

function normalised(grid: readonly (BetaShape & { ln: number })[]): TeamPriors {
  const most = grid.reduce((top, { ln }) => Math.max(top, ln), -Infinity);
  const kept = grid
    .map(({ a, b, ln }) => ({ a, b, weight: Math.exp(ln - most) }))
    .filter(({ weight }) => weight > NEGLIGIBLE);
  const sum = kept.reduce((total, { weight }) => total + weight, 0);
  return kept.map((prior) => ({ ...prior, weight: prior.weight / sum }));
}
