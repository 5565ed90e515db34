import type { Cell } from '../domain/contribution.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant, Interval } from '../domain/interval.ts';

/** A figure is never shown without its interval and sample size. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Two-sided confidence of lower..upper, 0..1. */
  readonly level: number;
  /** Tickets (or hand-overs, people ... see the metric's unit of observation) behind it. */
  readonly sampleSize: number;
  /** What that sample is worth once lumps in the work are allowed for; never more than sampleSize. */
  readonly effectiveSampleSize: number;
}

/** The period a figure covers. `maturedBy`: only what is older has had the time to show what came of it. */
export interface View {
  readonly asOf: Instant;
  readonly window: Interval;
  readonly maturedBy: Instant;
  /** Outcomes that may come late (a reopening) count when they come within this many milliseconds. */
  readonly maturityMs: number;
}

/** All observations of one subject, summed up. */
export interface Sample {
  readonly sampleSize: number;
  estimate(level: number): Estimate;
  /** The same with this many more tickets of each outcome; absent where an outcome is not yes or no. */
  readonly extended?: (hits: number, misses: number) => Sample;
  /** How sure it is that the figure reaches a target; absent where that is not known beyond the interval. */
  readonly atTarget?: (target: number) => AtTarget;
  /** The person most of it rests on, for figures about concentration. */
  readonly mainAgent?: AgentId | null;
}

/** Beyond all doubt; a finite number can be stored. */
export const MOST_TIMES = 1e9;

/** Probability, 0..1, that the figure is `target` or more. */
export interface AtTarget {
  readonly target: number;
  readonly probability: number;
  /** The same before any ticket of the subject's own. */
  readonly prior: number;
  /** How many times the subject's own tickets raised the odds (statistics.md 1.3). */
  readonly evidenceRatio: number;
}

/** What of one contribution counts for a metric. */
export interface Observation {
  readonly at: Instant;
  readonly team: string | null;
  readonly cell: Cell | null;
  /** For shares: did it happen. */
  readonly hit: boolean;
  /** For durations: milliseconds; for scores: 0..1; where things are counted: how many. */
  readonly amount: number;
}
