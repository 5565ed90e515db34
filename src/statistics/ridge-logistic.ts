import { RidgeCore, type SparseRows } from './ridge-core.ts';

/** Counted outcomes as sparse rows; all arrays of one length but `effects`. */
export interface SparseCounts extends SparseRows {
  /** Good tickets and all tickets of each row; fractional counts (faded ones) are allowed. */
  readonly good: Float64Array;
  readonly n: Float64Array;
}

/** What is believed of each effect before: normal, with this mean (0 unless given) and 1 / variance (above 0: so there is always one best fit). */
export interface RidgePrior {
  readonly precisions: Float64Array;
  readonly means?: Float64Array;
}

export interface RidgeFit {
  /** Logits, one an effect. */
  readonly coefficients: Float64Array;
  /** Information about each effect by itself, prior included: 1 / this is its variance if all others were known. */
  readonly curvatures: Float64Array;
}

const MOST_STEPS = 50;
const CLOSE = 1e-7;

/**
 * Logistic regression with a normal prior for each effect (ridge), by Newton steps whose linear systems are solved by conjugate
 * gradients: the matrix is never formed, so thousands of agents cost no more than their tickets. Deterministic.
 * Source: statistics.md 2.3b; le Cessie & van Houwelingen 1992, Applied Statistics 41:191; Hestenes & Stiefel 1952 for the solver.
 * @param phi over-dispersion, >= 1: the tickets' information is divided by it before it meets the prior
 * @param start where to begin, e.g. an earlier fit; saves steps
 * @throws RangeError when the numbers make no sense
 */
export function fitRidge(counts: SparseCounts, prior: RidgePrior, phi = 1, start?: Float64Array): RidgeFit {
  const { precisions, means = new Float64Array(precisions.length) } = prior;
  check(counts, precisions, means, phi);
  const coefficients = (start ?? means).slice();
  const state = { counts, precisions, means, phi, weights: new Float64Array(counts.n.length) };
  let fit = penalised(state, coefficients);
  for (let i = 0; i < MOST_STEPS; i++) {
    const gradient = slope(state, coefficients);
    const direction = solve(state, gradient);
    let size = 1;
    let next = fit;
    const tried = new Float64Array(coefficients.length);
    // A full step may overshoot far from the top; a shorter one always climbs.
    for (; size > 1e-6; size /= 2) {
      for (let j = 0; j < tried.length; j++) tried[j] = at(coefficients, j) + size * at(direction, j);
      next = penalised(state, tried);
      if (next >= fit - 1e-12 * Math.abs(fit)) break;
    }
    coefficients.set(tried);
    fit = next;
    if (size * largest(direction) < CLOSE) break;
  }
  slope(state, coefficients);
  return { coefficients, curvatures: diagonal(state) };
}

interface State {
  readonly counts: SparseCounts;
  readonly precisions: Float64Array;
  readonly means: Float64Array;
  readonly phi: number;
  /** n p (1 - p) / phi of each row at the last `slope`. */
  readonly weights: Float64Array;
}

/** Log likelihood less the penalty: what is maximised. */
function penalised({ counts, precisions, means, phi }: State, b: Float64Array): number {
  let sum = 0;
  for (let r = 0; r < counts.n.length; r++) {
    const z = logitOf(counts, r, b);
    sum += at(counts.good, r) * z - at(counts.n, r) * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
  }
  sum /= phi;
  for (let j = 0; j < b.length; j++) sum -= 0.5 * at(precisions, j) * (at(b, j) - at(means, j)) ** 2;
  return sum;
}

/** Gradient of `penalised`; also sets the rows' weights. */
function slope({ counts, precisions, means, phi, weights }: State, b: Float64Array): Float64Array {
  const gradient = b.map((each, j) => -at(precisions, j) * (each - at(means, j)));
  for (let r = 0; r < counts.n.length; r++) {
    const p = 1 / (1 + Math.exp(-logitOf(counts, r, b)));
    weights[r] = (at(counts.n, r) * p * (1 - p)) / phi;
    addTo(gradient, counts, r, (at(counts.good, r) - at(counts.n, r) * p) / phi);
  }
  return gradient;
}

/** Solves (X' W X + precisions) x = right, preconditioned by the core and, beside it, the diagonal. */
function solve(state: State, right: Float64Array): Float64Array {
  const scale = diagonal(state);
  const core = new RidgeCore(state.counts, state.weights, state.precisions, scale);
  const nearly = (residual: Float64Array): Float64Array => {
    const x = new Float64Array(residual.length);
    for (let j = 0; j < x.length; j++) x[j] = at(residual, j) / at(scale, j);
    core.solve(residual, x);
    return x;
  };
  const x = new Float64Array(right.length);
  const residual = right.slice();
  const goal = 1e-10 * dot(right, right);
  let preconditioned = nearly(residual);
  const direction = preconditioned.slice();
  let energy = dot(residual, preconditioned);
  for (let i = 0; i < 500 && dot(residual, residual) > goal; i++) {
    const image = times(state, direction);
    const step = energy / dot(direction, image);
    for (let j = 0; j < x.length; j++) {
      x[j] = at(x, j) + step * at(direction, j);
      residual[j] = at(residual, j) - step * at(image, j);
    }
    preconditioned = nearly(residual);
    const next = dot(residual, preconditioned);
    for (let j = 0; j < x.length; j++) direction[j] = at(preconditioned, j) + (next / energy) * at(direction, j);
    energy = next;
  }
  return x;
}

function times({ counts, precisions, weights }: State, x: Float64Array): Float64Array {
  const image = new Float64Array(x.length);
  for (let j = 0; j < x.length; j++) image[j] = at(precisions, j) * at(x, j);
  for (let r = 0; r < weights.length; r++) addTo(image, counts, r, at(weights, r) * logitOf(counts, r, x));
  return image;
}

function diagonal({ counts, precisions, weights }: State): Float64Array {
  const sum = precisions.slice();
  for (let r = 0; r < weights.length; r++) addTo(sum, counts, r, at(weights, r));
  return sum;
}

function logitOf({ effects, width }: SparseCounts, row: number, b: Float64Array): number {
  let z = 0;
  for (let k = row * width; k < (row + 1) * width; k++) {
    const effect = at(effects, k);
    if (effect >= 0) z += at(b, effect);
  }
  return z;
}

function addTo(target: Float64Array, { effects, width }: SparseCounts, row: number, amount: number): void {
  for (let k = row * width; k < (row + 1) * width; k++) {
    const effect = at(effects, k);
    if (effect >= 0) target[effect] = at(target, effect) + amount;
  }
}

const at = (array: Float64Array | Int32Array, i: number): number => array[i] ?? Number.NaN;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += at(a, j) * at(b, j);
  return sum;
}

const largest = (x: Float64Array): number => x.reduce((most, each) => Math.max(most, Math.abs(each)), 0);

function check(counts: SparseCounts, precisions: Float64Array, means: Float64Array, phi: number): void {
  const { effects, width, good, n } = counts;
  if (effects.length !== width * n.length || good.length !== n.length) {
    throw new RangeError(
      `Give ${width} effects and two counts a row, not ${effects.length}, ${good.length} and ${n.length}.`,
    );
  }
  if (good.some((x, r) => !(x >= 0 && x <= at(n, r) && at(n, r) < Infinity))) {
    throw new RangeError('Give finite counts with 0 <= good <= n in every row.');
  }
  if (effects.some((effect) => effect >= precisions.length || effect < -1)) {
    throw new RangeError(`Number effects from 0 to ${precisions.length - 1}, or -1 for none.`);
  }
  if (precisions.some((each) => !(each > 0 && each < Infinity))) {
    throw new RangeError('Give every effect a finite prior precision above 0.');
  }
  if (means.length !== precisions.length || !means.every(Number.isFinite)) {
    throw new RangeError(`Give a finite prior mean for each of the ${precisions.length} effects.`);
  }
  if (!(phi >= 1 && phi < Infinity)) throw new RangeError(`Give an over-dispersion of 1 or more, not ${phi}.`);
}
