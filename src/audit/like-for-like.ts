import { betaQuantile } from '../statistics/beta-distribution.ts';
import { type Stratum, simpsonCheck } from '../statistics/fairness.ts';
import type { AuditSubject, WorkCount } from './subject.ts';

type Work = AuditSubject['work'];

/** Good outcomes of a group's tickets less those of the others', raw and on the same kinds of work; differences -1 .. 1. */
export interface LikeForLike {
  readonly raw: number;
  readonly within: number;
  /** Limits of `within` at the level asked for: the people, not the tickets, are what may have fallen out otherwise. */
  readonly lower: number;
  readonly upper: number;
  /** The two point to different sides: the raw figures mislead (Simpson). */
  readonly reversed: boolean;
  /** Share (0 .. 1) of the group's tickets that are of kinds of work the others did too. */
  readonly shared: number;
}

/** Sides of more people are cut into this many parts for the jackknife: cost stays flat. */
const MOST_PARTS = 40;

/**
 * The Simpson check of a group against the others, with limits by the grouped jackknife over people (a person's tickets hang together, so
 * tickets are no sample of their own) and Student's t on the smaller side. Source: statistics.md 8.1, 15.4; Miller 1974, Biometrika 61:1.
 * @param group,others work of each person by kind
 * @param level two-sided, 0 .. 1
 * @returns null when the two sides share no kind of work
 */
export function likeForLike(group: readonly Work[], others: readonly Work[], level: number): LikeForLike | null {
  const [a, b] = [sumOf(group), sumOf(others)];
  const found = simpsonCheck(strataOf(a, b));
  if (found === null) return null;
  const without = {
    a: partsOf(group).map((part) => simpsonCheck(strataOf(less(a, part), b))?.within),
    b: partsOf(others).map((part) => simpsonCheck(strataOf(a, less(b, part)))?.within),
  };
  const least = Math.min(without.a.length, without.b.length);
  const margin = least < 2 ? Infinity : studentT(level, least - 1) * Math.sqrt(spread(without.a) + spread(without.b));
  const lower = Math.max(-1, found.within - margin);
  const upper = Math.min(1, found.within + margin);
  return { ...found, lower, upper, shared: sharedOf(a, b) };
}

/** Jackknife variance from the estimates that leave one part out each; endless where one part alone ties the sides together. */
function spread(estimates: readonly (number | undefined)[]): number {
  const known = estimates.filter((one) => one !== undefined);
  if (known.length < estimates.length) return Infinity;
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  return ((known.length - 1) / known.length) * known.reduce((sum, one) => sum + (one - mean) ** 2, 0);
}

/** By t^2 / (t^2 + degrees) ~ Beta(1/2, degrees / 2). */
function studentT(level: number, degrees: number): number {
  const x = betaQuantile(level, 0.5, degrees / 2);
  return Math.sqrt((degrees * x) / (1 - x));
}

/** People dealt out in turn; who has no ticket is in no part. */
function partsOf(people: readonly Work[]): Work[] {
  const working = people.filter(({ size }) => size > 0);
  const parts = Math.min(MOST_PARTS, working.length);
  return Array.from({ length: parts }, (_, part) => sumOf(working.filter((__, i) => i % parts === part)));
}

function sumOf(people: readonly Work[]): Work {
  const sum = new Map<string, WorkCount>();
  for (const work of people) {
    for (const [kind, { good, n }] of work) {
      const before = sum.get(kind) ?? NONE;
      sum.set(kind, { good: before.good + good, n: before.n + n });
    }
  }
  return sum;
}

function less(whole: Work, part: Work): Work {
  const left = new Map(whole);
  for (const [kind, { good, n }] of part) {
    const before = left.get(kind) ?? NONE;
    left.set(kind, { good: before.good - good, n: before.n - n });
  }
  return left;
}

function strataOf(a: Work, b: Work): Stratum[] {
  const kinds = [...new Set([...a.keys(), ...b.keys()])].sort();
  return kinds.map((kind) => ({ a: a.get(kind) ?? NONE, b: b.get(kind) ?? NONE }));
}

function sharedOf(a: Work, b: Work): number {
  let [shared, all] = [0, 0];
  for (const [kind, { n }] of a) {
    all += n;
    if ((b.get(kind)?.n ?? 0) > 0) shared += n;
  }
  return shared / all;
}

const NONE: WorkCount = { good: 0, n: 0 };
