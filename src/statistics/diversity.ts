import { digamma, lnGamma } from './gamma-function.ts';

/** How varied counted tickets are. All in kinds but `coverage`; see `effectiveNumber` for D2 with an interval. */
export interface Diversity {
  /** D0: kinds seen. Punishes those with few tickets; never compare people by it. */
  readonly seen: number;
  /** D1: effective number of common kinds, exp of Shannon's entropy. */
  readonly common: number;
  /** D2: effective number of dominant kinds. */
  readonly dominant: number;
  /** D1 as it would be with endless tickets of the same mix (Chao-Shannon); does not punish few tickets. */
  readonly commonInTruth: number;
  /** Share (0 .. 1) of all such tickets that are of a kind seen here. */
  readonly coverage: number;
  /** D1 / D0, 0 .. 1: 1 when all kinds seen are as frequent. */
  readonly evenness: number;
}

/**
 * Hill numbers and sample coverage of counted tickets. Source: statistics.md 5.1; Hill 1973, Ecology 54:427; Chao & Jost 2012, Ecology 93:2533;
 * Chao, Wang & Jost 2013, Methods Ecol. Evol. 4:1091 (Chao-Shannon). An agent does not choose their queue: show what they were offered beside it.
 * @param counts tickets of each kind, shape [kinds], whole numbers; zeros change nothing, nor does the order
 * @returns null without any ticket
 * @throws RangeError when a count makes no sense
 */
export function diversity(counts: Iterable<number>): Diversity | null {
  const seen = kindsOf(counts);
  if (seen.length === 0) return null;
  const n = total(seen, (x) => x);
  const common = Math.exp(-total(seen, (x) => (x / n) * Math.log(x / n)));
  return {
    seen: seen.length,
    common,
    dominant: n ** 2 / total(seen, (x) => x ** 2),
    commonInTruth: Math.max(common, chaoShannon(seen, n)),
    coverage: coverageAt(seen, n),
    evenness: common / seen.length,
  };
}

/**
 * Sample coverage (0 .. 1) and kinds seen after `tickets` of the same mix: drawn from these when fewer (rarefied), foretold when more.
 * Compare two people at equal coverage, not at equal tickets. Source: statistics.md 5.1; Chao & Jost 2012; Hurlbert 1971 for the kinds;
 * Chao et al. 2014, Ecol. Monogr. 84:45 for the kinds beyond (Chao1).
 * @param counts as for `diversity`
 * @param tickets 1 or more, a whole number; beyond twice the tickets seen it is guesswork
 * @throws RangeError when a number makes no sense or no ticket was seen
 */
export function atTickets(counts: Iterable<number>, tickets: number): { coverage: number; seen: number } {
  const kinds = kindsOf(counts);
  if (!(Number.isSafeInteger(tickets) && tickets >= 1 && kinds.length > 0)) {
    throw new RangeError(
      `Give a whole number of tickets of 1 or more, and counts with at least one ticket, not ${tickets}.`,
    );
  }
  return { coverage: coverageAt(kinds, tickets), seen: seenAt(kinds, tickets) };
}

/**
 * D2 expected in a sample of `tickets` (>= 1) of the same mix, unbiased: 1 / (1/m + (1 - 1/m) sum x(x-1) / (n(n-1))).
 * Source: statistics.md 5.1; Chao et al. 2014. @throws RangeError as `atTickets`, and below two tickets seen
 */
export function dominantAt(counts: Iterable<number>, tickets: number): number {
  const kinds = kindsOf(counts);
  const n = total(kinds, (x) => x);
  if (!(tickets >= 1 && n >= 2)) {
    throw new RangeError(`Give 1 or more tickets, and counts with at least two, not ${tickets} and ${n}.`);
  }
  const same = total(kinds, (x) => x * (x - 1)) / (n * (n - 1));
  return 1 / (1 / tickets + (1 - 1 / tickets) * same);
}

/**
 * Effective number of mastered kinds: exp(-sum w ln w) with w the share of each probability of mastery in their sum.
 * This, not exposure, is breadth for careers. Source: statistics.md 5.1.
 * @param mastery P(mastered) of each kind, 0 .. 1
 * @returns 0 when nothing is mastered at all, else 1 .. number of kinds
 * @throws RangeError when a probability makes no sense
 */
export function masteredBreadth(mastery: readonly number[]): number {
  for (const m of mastery) {
    if (!(m >= 0 && m <= 1)) throw new RangeError(`Give probabilities of mastery from 0 to 1, not ${m}.`);
  }
  const some = mastery.filter((m) => m > 0);
  const sum = total(some, (m) => m);
  return sum === 0 ? 0 : Math.exp(-total(some, (m) => (m / sum) * Math.log(m / sum)));
}

function kindsOf(counts: Iterable<number>): number[] {
  const kinds = [...counts];
  for (const x of kinds) {
    if (!(Number.isSafeInteger(x) && x >= 0)) throw new RangeError(`Give whole ticket counts of 0 or more, not ${x}.`);
  }
  // Sorted, so that rounding too is the same whatever the order.
  return kinds.filter((x) => x > 0).sort((a, b) => a - b);
}

const total = (of: readonly number[], term: (x: number) => number): number => of.reduce((sum, x) => sum + term(x), 0);

/** Kinds seen once and twice, and Chao1's estimate of those not seen. */
function rare(kinds: readonly number[], n: number): { once: number; twice: number; unseen: number } {
  const once = kinds.filter((x) => x === 1).length;
  const twice = kinds.filter((x) => x === 2).length;
  const unseen = ((n - 1) / n) * (twice > 0 ? once ** 2 / (2 * twice) : (once * (once - 1)) / 2);
  return { once, twice, unseen };
}

/** Share of the singletons' part of the sample that further tickets would not fill: A of the sheet. */
function shortfall(kinds: readonly number[], n: number): number {
  const { once, unseen } = rare(kinds, n);
  return once === 0 ? 0 : (n * unseen) / (n * unseen + once);
}

function coverageAt(kinds: readonly number[], m: number): number {
  const n = total(kinds, (x) => x);
  if (m < n) return 1 - total(kinds, (x) => (x / n) * missed(n - 1, x - 1, m));
  const { once } = rare(kinds, n);
  // One ticket only: nothing is known of the rest.
  if (n === 1) return 0;
  return 1 - (once / n) * shortfall(kinds, n) ** (m - n + 1);
}

function seenAt(kinds: readonly number[], m: number): number {
  const n = total(kinds, (x) => x);
  if (m < n) return total(kinds, (x) => 1 - missed(n, x, m));
  const { once, unseen } = rare(kinds, n);
  if (unseen === 0) return kinds.length;
  return kinds.length + unseen * (1 - (1 - once / (n * unseen + once)) ** (m - n));
}

/** Chance that none of `marked` among `n` tickets is in a sample of m: C(n - marked, m) / C(n, m). */
function missed(n: number, marked: number, m: number): number {
  if (n - marked < m) return 0;
  return Math.exp(lnGamma(n - marked + 1) - lnGamma(n - marked - m + 1) - lnGamma(n + 1) + lnGamma(n - m + 1));
}

/** Entropy with the bias of few tickets taken out, as an effective number. */
function chaoShannon(kinds: readonly number[], n: number): number {
  const within = total(kinds, (x) => (x / n) * (digamma(n) - digamma(x)));
  const { once, twice } = rare(kinds, n);
  const a = twice > 0 ? (2 * twice) / ((n - 1) * once + 2 * twice) : 2 / ((n - 1) * (once - 1) + 2);
  if (once === 0 || a >= 1) return Math.exp(within);
  return Math.exp(within + (once / n) * logTail(1 - a, n));
}

/** Below this the closed form of `logTail` keeps its digits; above, its series is short. */
const STEEP = 1e6;

/** Sum over k >= n of r^(k-n+1) / k for 0 < r < 1, which is r^(1-n) (-ln(1-r) - sum_{k<n} r^k / k). */
function logTail(r: number, n: number): number {
  if (r ** (1 - n) < STEEP) {
    let rest = -Math.log1p(-r);
    for (let k = 1, power = r; k < n; k++, power *= r) rest -= power / k;
    return rest * r ** (1 - n);
  }
  let sum = 0;
  for (let k = n, power = r; power > 1e-17; k++, power *= r) sum += power / k;
  return sum;
}
