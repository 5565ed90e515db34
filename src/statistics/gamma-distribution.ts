import { risingRoot } from './rising-root.ts';
import { gammaFactor } from './saddle-point.ts';

const MOST_TERMS = 200_000;
const TINY = 1e-300;

/**
 * Probability (0 .. 1) that a gamma variable of the given shape and rate 1 is at most x: P(shape, x).
 * Relative error below 1e-11. With whole shape k it is the chance of k or more events where x are expected (Poisson).
 * Source: Press et al. 2007, Numerical Recipes, 6.2 (series below the mean, continued fraction above).
 * @throws RangeError unless x >= 0 and shape > 0
 */
export const gammaCdf = (x: number, shape: number): number => bothTails(x, shape).below;

/** Probability (0 .. 1) that it is above x: Q(shape, x). */
export const gammaTail = (x: number, shape: number): number => bothTails(x, shape).above;

/** Probability (0 .. 1) that a chi-squared variable with `degrees` of freedom is above x: the p-value of a sum of squared z. */
export const chiSquaredTail = (x: number, degrees: number): number => gammaTail(x / 2, degrees / 2);

/**
 * The x that a gamma variable of the given shape and rate 1 stays below with probability p (0 .. 1); p = 1 gives Infinity.
 * Exact Poisson limits come from it (statistics.md 2.1).
 * @throws RangeError when p or the shape makes no sense
 */
export function gammaQuantile(p: number, shape: number): number {
  checkShape(shape);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Give a probability from 0 to 1, not ${p}.`);
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const lower = p <= bothTails(shape, shape).below;
  const target = Math.log(lower ? p : 1 - p);
  const at = (s: number): readonly [number, number] => {
    const x = Math.exp(s);
    const { below, above } = bothTails(x, shape);
    const tail = lower ? below : above;
    const value = Math.log(tail) - target;
    return [lower ? value : -value, gammaFactor(x, shape) / tail];
  };
  const start = Math.log(shape);
  return Math.exp(lower ? risingRoot(at, -740, start + 1e-9, start) : risingRoot(at, start - 1e-9, 700, start));
}

function bothTails(x: number, shape: number): { below: number; above: number } {
  checkShape(shape);
  if (!(x >= 0)) throw new RangeError(`Give an x of 0 or more, not ${x}.`);
  if (x === 0) return { below: 0, above: 1 };
  if (x === Infinity) return { below: 1, above: 0 };
  if (x < shape + 1) {
    const below = Math.min(1, (gammaFactor(x, shape) / shape) * risingSeries(x, shape));
    return { below, above: 1 - below };
  }
  const above = Math.min(1, gammaFactor(x, shape) * continuedFraction(x, shape));
  return { below: 1 - above, above };
}

/** 1 + x/(a+1) + x^2/((a+1)(a+2)) + … */
function risingSeries(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= MOST_TERMS && term > sum * 1e-17; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return sum;
}

function continuedFraction(x: number, shape: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k <= MOST_TERMS; k++) {
    const factor = k * (shape - k);
    b += 2;
    d = 1 / guarded(factor * d + b);
    c = guarded(b + factor / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

const guarded = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

function checkShape(shape: number): void {
  if (!(shape > 0 && shape < Infinity)) throw new RangeError(`Give a finite gamma shape above 0, not ${shape}.`);
}
