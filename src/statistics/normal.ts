import { gammaTail } from './gamma-distribution.ts';

interface Ratio {
  readonly over: readonly number[];
  readonly under: readonly number[];
}

// Coefficients of algorithm AS 241 (PPND16), by rising power.
const CENTRE: Ratio = {
  over: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  under: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};
const TAIL: Ratio = {
  over: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  under: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const FAR_TAIL: Ratio = {
  over: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  under: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

const ratio = ({ over, under }: Ratio, x: number): number => polynomial(over, x) / polynomial(under, x);

/**
 * Standard normal quantile: the z below which a share `p` (0 .. 1) of the distribution lies; 0 and 1 give -/+Infinity.
 * Relative error about 1e-15. Source: Wichura 1988, Applied Statistics 37:477, algorithm AS 241.
 * @throws RangeError when `p` is not within 0 .. 1
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Give a probability from 0 to 1, not ${p}.`);
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) return centred * ratio(CENTRE, 0.180625 - centred * centred);
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return Math.sign(centred) * Infinity;
  const r = Math.sqrt(-Math.log(tail));
  return Math.sign(centred) * (r <= 5 ? ratio(TAIL, r - 1.6) : ratio(FAR_TAIL, r - 5));
}

/**
 * Half-width, in standard errors, of a two-sided normal interval: level .95 gives 1.96, level 0 gives 0.
 * Every normal interval of this folder takes its `level` through here (statistics.md 1.1).
 * @throws RangeError when `level` is not within 0 .. 1, 1 excluded
 */
export function zForLevel(level: number): number {
  checkLevel(level);
  return normalQuantile(0.5 + level / 2);
}

/** @throws RangeError when a two-sided level is not within 0 .. 1, 1 excluded */
export function checkLevel(level: number): void {
  if (!(level >= 0 && level < 1)) {
    throw new RangeError(`Give a two-sided level from 0 up to but not including 1 (for 95% write 0.95), not ${level}.`);
  }
}

/**
 * Probability (0 .. 1) that a standard normal variable is above z; relative error below 1e-11, far tails included.
 * Source: Abramowitz & Stegun 1964, 26.2.30 (through the incomplete gamma function).
 * @throws RangeError when z is not a number
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('Give a z that is a number.');
  const beyond = gammaTail((z * z) / 2, 0.5) / 2;
  return z < 0 ? 1 - beyond : beyond;
}
