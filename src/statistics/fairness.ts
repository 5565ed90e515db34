import type { Bounds } from './bounds.ts';
import { lnGamma } from './gamma-function.ts';
import { zForLevel } from './normal.ts';

/** People of one group who were selected (nominated, promoted, flagged), of all in it. */
export interface Selection {
  readonly selected: number;
  readonly of: number;
}

/** Four numbers to report together; none of them alone is a verdict (statistics.md 8.1). */
export interface Impact {
  /** Rate of the group over rate of the reference; below .8 it is looked at (29 CFR 1607.4(D)). Null when nobody of the reference was selected. */
  readonly ratio: number | null;
  /** Katz's limits of the ratio; 0 .. Infinity where nobody of one group was selected. */
  readonly bounds: Bounds;
  /** Rate of the group less rate of the reference, -1 .. 1. */
  readonly difference: number;
  /** Fisher's exact p, two-sided, and its mid-p, which is less cautious and closer to its level; 0 .. 1. */
  readonly p: number;
  readonly midP: number;
}

/**
 * Impact of a selection on a group against the most selected one. Source: statistics.md 8.1; 29 CFR 1607.4(D); Katz et al. 1978, Biometrics 34:469.
 * A fair process breaches four fifths by chance in half of all groups of 10: the ratio is a reason to look, never a verdict. Below 5 people show nothing.
 * @param level two-sided, of the ratio's limits, 0 .. 1
 * @throws RangeError when a count makes no sense or a group is empty
 */
export function impact(group: Selection, reference: Selection, level: number): Impact {
  const z = zForLevel(level);
  for (const { selected, of } of [group, reference]) {
    if (!(Number.isSafeInteger(selected) && Number.isSafeInteger(of) && selected >= 0 && selected <= of && of > 0)) {
      throw new RangeError(
        `Give whole numbers of people with 0 <= selected <= of and of > 0, not ${selected} of ${of}.`,
      );
    }
  }
  const rate = group.selected / group.of;
  const other = reference.selected / reference.of;
  const ratio = other === 0 ? null : rate / other;
  const margin = z * Math.sqrt((1 - rate) / group.selected + (1 - other) / reference.selected);
  const known = ratio !== null && ratio > 0;
  const bounds = known
    ? { lower: ratio * Math.exp(-margin), upper: ratio * Math.exp(margin) }
    : { lower: 0, upper: Infinity };
  return { ratio, bounds, difference: rate - other, ...fisher(group, reference) };
}

/** Relative slack for tables as likely as the one seen. */
const TIE = 1e-7;

/** Two-sided: tables with the same margins that are as likely as the one seen or less; mid-p counts those as likely as it half. Fisher 1935; Lancaster 1961, JASA 56:223. */
function fisher(group: Selection, reference: Selection): { p: number; midP: number } {
  const selected = group.selected + reference.selected;
  const lnChance = (x: number): number => lnChoose(group.of, x) + lnChoose(reference.of, selected - x);
  const all = lnChoose(group.of + reference.of, selected);
  const seen = Math.exp(lnChance(group.selected) - all);
  let rarer = 0;
  let alike = 0;
  for (let x = Math.max(0, selected - reference.of); x <= Math.min(group.of, selected); x++) {
    const chance = Math.exp(lnChance(x) - all);
    if (chance < seen * (1 - TIE)) rarer += chance;
    else if (chance <= seen * (1 + TIE)) alike += chance;
  }
  // The table's own chance is halved; its mirror image, as likely, counts whole.
  return { p: Math.min(1, rarer + alike), midP: Math.min(1, rarer + alike - seen / 2) };
}

const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

/**
 * q-values of Benjamini and Hochberg, in the order given: call those with q < .10 and a tenth of the calls is expected to be wrong.
 * Source: statistics.md 8.1; Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57:289.
 * @param pValues 0 .. 1 each, any order
 * @returns q-values 0 .. 1, shape as given; a q is never below its p
 * @throws RangeError when a p-value is not within 0 .. 1
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  for (const p of pValues) if (!(p >= 0 && p <= 1)) throw new RangeError(`Give p-values from 0 to 1, not ${p}.`);
  const order = pValues.map((p, i) => ({ p, i })).sort((a, b) => b.p - a.p);
  const q = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach(({ p, i }, fromTop) => {
    least = Math.min(least, (p * pValues.length) / (pValues.length - fromTop));
    q[i] = least;
  });
  return q;
}

/** Good tickets of two sides within one stratum of comparable work. */
export interface Stratum {
  readonly a: { readonly good: number; readonly n: number };
  readonly b: { readonly good: number; readonly n: number };
}

/**
 * Raw difference of two rates (A less B) beside the one within strata of comparable work (Mantel-Haenszel weights); `reversed` when their
 * signs differ: then the raw figures mislead (Simpson). Source: statistics.md 8.1; Mantel & Haenszel 1959; Greenland & Robins 1985, Biometrics 41:55.
 * @returns differences -1 .. 1; null when the sides share no stratum
 * @throws RangeError when a count makes no sense
 */
export function simpsonCheck(strata: readonly Stratum[]): { raw: number; within: number; reversed: boolean } | null {
  const sum = { goodA: 0, a: 0, goodB: 0, b: 0, weight: 0, difference: 0 };
  for (const { a, b } of strata) {
    for (const { good, n } of [a, b]) {
      if (!(good >= 0 && good <= n && n < Infinity)) {
        throw new RangeError(`Give finite counts with 0 <= good <= n, not ${good} of ${n}.`);
      }
    }
    sum.goodA += a.good;
    sum.a += a.n;
    sum.goodB += b.good;
    sum.b += b.n;
    if (a.n === 0 || b.n === 0) continue;
    const weight = (a.n * b.n) / (a.n + b.n);
    sum.weight += weight;
    sum.difference += weight * (a.good / a.n - b.good / b.n);
  }
  if (sum.weight === 0) return null;
  const raw = sum.goodA / sum.a - sum.goodB / sum.b;
  const within = sum.difference / sum.weight;
  return { raw, within, reversed: raw * within < 0 };
}
