import type { Cell, Contribution } from '../domain/contribution.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant, Interval } from '../domain/interval.ts';
import type { TeamPriors } from '../statistics/team-priors.ts';
import type { Standings } from './expectation/standings.ts';

/** Whom a figure is about. */
export type SubjectKind = 'agent' | 'team' | 'work-type' | 'region' | 'shift';
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export const subjectKey = (subject: Subject): string => `${subject.kind}:${subject.id}`;

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

/** Sums up observations, subject by subject. Memory grows with subjects and kinds of work, not with tickets. */
export interface Collector {
  add(subjectId: string, observation: Observation, agentId: AgentId | null): void;
  samples(): Iterable<readonly [subjectId: string, sample: Sample]>;
}

/** How observations become samples. `terms`: what the desk's expectation says of this figure; absent while it has none. */
export interface Summing {
  (view: View, terms?: ShareTerms): Collector;
  /** Absent: nothing is to be learned from the desk. */
  readonly learn?: () => TermsLearner;
}

/** What one subject's share cannot tell about itself. */
export interface ShareTerms {
  /** Over-dispersion: n observations carry the information of n / phi. */
  readonly phi: number;
  /** What people of the desk are like, as far as it is known (statistics.md 1.2). */
  readonly priors: TeamPriors;
}

export interface TermsLearner {
  add(agentId: AgentId, observation: Observation): void;
  /** Null: too little to say. */
  terms(): ShareTerms | null;
}

type Counted =
  | 'resolutions'
  | 'hand-overs'
  | 'tickets taken'
  | 'open tickets'
  | 'tickets held'
  | 'warnings'
  | 'replies'
  | 'ratings'
  | 'reviews'
  | 'acts'
  | 'work types';

/** "1 hand-over", "3 further tickets taken". */
export function countedText(n: number, counted: Counted, which = ''): string {
  const noun = n === 1 ? (counted === 'replies' ? 'reply' : counted.replace(/s(?= |$)/, '')) : counted;
  return [n, which, noun].filter((word) => word !== '').join(' ');
}

/** What the figure is about, in the order in which pages tell them. */
export const FAMILIES = ['quality', 'sla', 'coverage', 'team', 'load'] as const;
export type Family = (typeof FAMILIES)[number];

/** A figure: what counts, how it is summed up, and what a reader must know to trust or contest it. */
export interface Metric {
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  /** In a sentence: what is counted over what. */
  readonly definition: string;
  /** What one observation is, in the plural: the sample size counts these. */
  readonly counted: Counted;
  readonly unit: 'share' | 'hours' | 'per-week' | 'per-100' | 'types' | 'tickets' | 'ratio';
  readonly direction: 'higher' | 'lower' | 'neither';
  /** Whom the outcome is credited to. */
  readonly attribution: string;
  /** Requirement rows, papers, vendor pages. */
  readonly source: string;
  /** Known ways to make it look better than the work is, and what shows them. */
  readonly gaming: string;
  /** Below this many observations the figure is not judged; rules/metrics.yaml may ask for more. */
  readonly minimumSample: number;
  /** What a desk aims at until its rules say otherwise; absent: nothing in particular. */
  readonly target?: number;
  readonly subjects: readonly SubjectKind[];
  /** False: shown, but no rule may hold it against a person or ask it of one (HDI on first-contact measures; speed; volume). */
  readonly personalGate: boolean;
  observe(contribution: Contribution, view: View): readonly Observation[];
  /** Earlier observations are only what the figure is compared with. Absent: all of the window are judged. */
  judgedFrom?(view: View): Instant;
  /** One of the two: summed up from its observations, or read off what is known of people's skill. */
  readonly collect?: Summing;
  readonly stand?: (standings: Standings, kind: SubjectKind) => Iterable<readonly [subjectId: string, sample: Sample]>;
  /** The outcome it rests on: where that says nothing about people on this desk, the figure gates nobody. */
  readonly restsOn?: OutcomeId;
}

/** What a resolution is judged by, each checked for itself on each desk (statistics.md 15). */
export type OutcomeId = 'quality' | 'sla' | 'own-time' | 'bounce' | 'reopen';
