import { stirlingError } from './gamma-function.ts';

const TWO_PI = 2 * Math.PI;

/**
 * x^a y^b / B(a, b) with y = 1 - x given on its own (so that neither end loses digits): x(1-x) times the beta density.
 * Loader's saddle-point form keeps full precision for large a and b, where the difference of ln Gamma would not.
 * Source: Loader 2000, Fast and accurate computation of binomial probabilities. For a, b > 0 and 0 < x < 1.
 */
export function betaFactor(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt((a * b) / (TWO_PI * n)) * Math.exp(exponent);
}

/** x^a e^-x / Gamma(a): x times the density of the gamma distribution of shape a and rate 1. Source: Loader 2000. For a, x > 0. */
export function gammaFactor(x: number, a: number): number {
  return Math.sqrt(a / TWO_PI) * Math.exp(-stirlingError(a) - deviance(a, x));
}

/** seen ln(seen / expected) + expected - seen, without cancellation where the two are close. */
function deviance(seen: number, expected: number): number {
  const difference = seen - expected;
  if (Math.abs(difference) > 0.1 * (seen + expected)) return seen * Math.log(seen / expected) - difference;
  const v = difference / (seen + expected);
  let sum = difference * v;
  let power = 2 * seen * v;
  for (let k = 3; ; k += 2) {
    power *= v * v;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}
