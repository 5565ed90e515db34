import type { Bounds } from './bounds.ts';
import { zForLevel } from './normal.ts';

/** Share of the lowest and of the highest z that are drawn in before dispersion is measured, so that outliers do not widen the funnel. */
const TRIMMED = 0.1;

/**
 * How much more the ratios O/E of one period vary than chance explains: `phi` (times, no unit) and the variance `tau2` between subjects
 * on the scale of sqrt(O/E), by DerSimonian and Laird's moments from z winsorised at 10% and 90%; 0 when chance explains all.
 * Source: statistics.md 2.2; Spiegelhalter 2005, Stat. Med. 24:1185; DerSimonian & Laird 1986, Control. Clin. Trials 7:177.
 * @param subjects counts observed (>= 0) and expected (> 0); order does not matter
 * @returns phi 1 and tau2 0 with fewer than two subjects
 * @throws RangeError when a count makes no sense
 */
export function funnelDispersion(subjects: readonly { observed: number; expected: number }[]): {
  phi: number;
  tau2: number;
} {
  const count = subjects.length;
  for (const { observed, expected } of subjects) {
    if (!(observed >= 0 && expected > 0 && observed + expected < Infinity)) {
      throw new RangeError(
        `Give finite observed counts of 0 or more and expected counts above 0, not ${observed} of ${expected}: leave out who had no work.`,
      );
    }
  }
  if (count < 2) return { phi: 1, tau2: 0 };
  const z = subjects.map(({ observed, expected }) => (Math.sqrt(observed / expected) - 1) * 2 * Math.sqrt(expected));
  const phi = winsorised(z).reduce((sum, each) => sum + each * each, 0) / count;
  // w = 1 / s^2 with s^2 = 1 / (4 E)
  const weights = subjects.map(({ expected }) => 4 * expected);
  const sum = weights.reduce((a, b) => a + b, 0);
  const squares = weights.reduce((a, b) => a + b * b, 0);
  return { phi, tau2: Math.max(0, (count * phi - (count - 1)) / (sum - squares / sum)) };
}

/**
 * Limits of O/E for one whose work is as expected: outside them is where to look, inside is noise. Never rank those inside.
 * (1 -+ z sqrt(1/(4E) + tau2))^2. Source: statistics.md 2.2; Spiegelhalter 2005.
 * @param expected events, above 0
 * @param level two-sided: .95 to look, .998 to act
 * @param tau2 from `funnelDispersion`; 0 for chance alone
 * @throws RangeError when an argument makes no sense
 */
export function funnelLimits(expected: number, level: number, tau2 = 0): Bounds {
  const z = zForLevel(level);
  if (!(expected > 0 && expected < Infinity && tau2 >= 0 && tau2 < Infinity)) {
    throw new RangeError(`Give a finite expected count above 0 and a tau2 of 0 or more, not ${expected} and ${tau2}.`);
  }
  const margin = z * Math.sqrt(1 / (4 * expected) + tau2);
  return { lower: Math.max(0, 1 - margin) ** 2, upper: (1 + margin) ** 2 };
}

function winsorised(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [quantile(sorted, TRIMMED), quantile(sorted, 1 - TRIMMED)];
  // Sorted, so that the sum over it is the same to the last bit whatever the order of the subjects.
  return sorted.map((value) => Math.min(high, Math.max(low, value)));
}

/** Straight between the order statistics (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
