import { wilson } from '../statistics/proportion.ts';
import { type CareerPath, stageKey, stagesOf } from './path.ts';
import type { StageHeld } from './stages.ts';

const WEEK_MS = 7 * 86_400_000;
/** What somebody did in the half year before a stage is their earlier work; what they do in a quarter, their work now. */
const BEFORE_WEEKS = 26;
const NOW_WEEKS = 13;
/** Fewer resolutions of a kind are a visit, not work that one does. */
const LEAST_OF_A_KIND = 10;
/** Fewer resolutions now say nothing of what somebody does. */
const LEAST_NOW = 20;

/** A resolution of a known kind of work. */
export interface Resolved {
  readonly at: number;
  readonly workType: string;
}

export interface EarlierWork {
  readonly held: StageHeld;
  /** Least share of the work that the stage is meant to keep of the kinds before, 0..1. */
  readonly floor: number;
  readonly kept: number;
  /** In the last `weeks`, of all known kinds. */
  readonly resolutions: number;
  readonly weeks: number;
  /** 95 % interval of kept / resolutions, 0..1. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Stages of one person of whose earlier work clearly less is left than they are meant to keep: people widen and do not
 * leave what they can do; less of it is fine, and nothing is said while the interval reaches the floor (S001-2, S001-3).
 * `resolved`: all that they have, in any order.
 */
export function earlierWorkLost(
  paths: readonly CareerPath[],
  held: readonly StageHeld[],
  resolved: readonly Resolved[],
  asOf: number,
): EarlierWork[] {
  const stages = stagesOf(paths);
  return held.flatMap((one): EarlierWork[] => {
    const floor = stages.get(stageKey(one))?.keeps?.lower ?? null;
    if (floor === null || asOf - one.since < NOW_WEEKS * WEEK_MS) return [];
    const typesIn = (from: number, until: number) =>
      resolved.filter(({ at }) => at >= from && at < until).map(({ workType }) => workType);
    const before = Map.groupBy(typesIn(one.since - BEFORE_WEEKS * WEEK_MS, one.since), (type) => type);
    const now = typesIn(asOf - NOW_WEEKS * WEEK_MS, asOf);
    const isEarlier = (type: string) => (before.get(type)?.length ?? 0) >= LEAST_OF_A_KIND;
    if (now.length < LEAST_NOW || ![...before.keys()].some(isEarlier)) return [];
    const kept = now.filter(isEarlier).length;
    const limits = wilson(kept, now.length, 0.95);
    if (limits.upper >= floor) return [];
    return [{ held: one, floor, kept, resolutions: now.length, weeks: NOW_WEEKS, ...limits }];
  });
}
