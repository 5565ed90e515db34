/** Points of the grid of latent skill. */
export const GRID_SIZE = 61;
export const GRID_STEP = 0.1;

/** Latent skill on the logit scale: 0 is the colleague the expectation stands for, +1 has e times their odds of a good ticket. Shape [61], -3 .. 3. Do not write to it. */
export const SKILLS = Float64Array.from({ length: GRID_SIZE }, (_, i) => Math.round(i - 30) / 10);

/** Tickets of one expected logit in one week: `logit` of P(good) for the average colleague, mix and day included; counts 0 or more. */
export interface LogitCounts {
  readonly logit: number;
  readonly good: number;
  readonly failed: number;
}

/**
 * Prior of the skill: normal, cut to the grid. Shape [61], adds up to 1. Source: statistics.md 2.4; for a work type (5.2) take the
 * person's own mean and deviation sqrt(variance + sd^2).
 * @param deviation tau, above 0: how much people of a team differ
 * @throws RangeError when a number makes no sense
 */
export function skillPrior(deviation: number, mean = 0): Float64Array {
  if (!(deviation > 0 && deviation < Infinity && Math.abs(mean) <= 3)) {
    throw new RangeError(`Give a deviation above 0 and a mean from -3 to 3, not ${deviation} and ${mean}.`);
  }
  return normalise(SKILLS.map((g) => -((g - mean) ** 2) / (2 * deviation ** 2)));
}

/**
 * Log likelihood of a week's tickets at each skill of the grid; shape [61]. The order of the tickets does not matter.
 * Source: statistics.md 2.4 (Rasch form: logit P = expected logit + skill).
 * @throws RangeError when a logit or a count makes no sense
 */
export function logLikelihood(tickets: Iterable<LogitCounts>): Float64Array {
  const ln = new Float64Array(GRID_SIZE);
  for (const { logit, good, failed } of tickets) {
    if (!(Number.isFinite(logit) && good >= 0 && failed >= 0 && good + failed < Infinity)) {
      throw new RangeError(
        `Give a finite expected logit and counts of 0 or more, not logit ${logit}, ${good} good, ${failed} failed.`,
      );
    }
    for (let i = 0; i < GRID_SIZE; i++) {
      const z = logit + at(SKILLS, i);
      const bend = Math.log1p(Math.exp(-Math.abs(z)));
      ln[i] = at(ln, i) - good * (Math.max(-z, 0) + bend) - failed * (Math.max(z, 0) + bend);
    }
  }
  return ln;
}

/** Mean and variance of the skill, logits. @param posterior shape [61] */
export function skillMoments(posterior: Float64Array): { mean: number; variance: number } {
  checkGrid(posterior);
  let mean = 0;
  let square = 0;
  for (let i = 0; i < GRID_SIZE; i++) {
    mean += at(posterior, i) * at(SKILLS, i);
    square += at(posterior, i) * at(SKILLS, i) ** 2;
  }
  return { mean, variance: Math.max(0, square - mean * mean) };
}

/** e^x is 0 below it; said here, as processors take ten times as long to find it out. */
const NOTHING = -746;

/** Weights proportional to e^ln that add up to 1. @param weights where to write them; it may be `ln` itself */
export function normalise(ln: Float64Array, weights = new Float64Array(ln.length)): Float64Array {
  let most = -Infinity;
  for (let i = 0; i < ln.length; i++) most = Math.max(most, at(ln, i));
  let sum = 0;
  for (let i = 0; i < ln.length; i++) {
    const x = at(ln, i) - most;
    const weight = x < NOTHING ? 0 : Math.exp(x);
    weights[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < ln.length; i++) weights[i] = at(weights, i) / sum;
  return weights;
}

/** @throws RangeError unless there is one number a point of the grid */
export function checkGrid(...arrays: readonly Float64Array[]): void {
  for (const { length } of arrays) {
    if (length !== GRID_SIZE)
      throw new RangeError(`Give ${GRID_SIZE} numbers, one a point of the skill grid, not ${length}.`);
  }
}

/** An element known to exist: the index runs within the array. */
export const at = (array: Float64Array, i: number): number => array[i] ?? Number.NaN;
