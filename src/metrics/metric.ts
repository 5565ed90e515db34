import type { Contribution } from '../domain/contribution.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { TeamPriors } from '../statistics/team-priors.ts';
import type { Standings } from './expectation/standings.ts';
import type { Observation, Sample, View } from './sample.ts';
import type { OutcomeId } from './self-check/check-row.ts';

/** Whom a figure is about. */
export type SubjectKind = 'agent' | 'team' | 'work-type' | 'region' | 'shift';
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export const subjectKey = (subject: Subject): string => `${subject.kind}:${subject.id}`;

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
  readonly unit: 'share' | 'hours' | 'per-week' | 'per-100' | 'types' | 'people' | 'tickets' | 'ratio';
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
  /** Why, of one subject, it must not be held for or against it; null: it may. */
  readonly mutedFor?: (standings: Standings, subject: Subject) => string | null;
  /** The outcome it rests on: where that says nothing about people on this desk, the figure gates nobody. */
  readonly restsOn?: OutcomeId;
  /** Of a team or a kind of work too it tells what each person can do, so there it stands or falls with that. */
  readonly tellsOfPeople?: true;
}
