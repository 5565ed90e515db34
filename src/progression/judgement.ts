import type { Instant } from '../domain/interval.ts';
import { type Subject, subjectKey } from '../metrics/metric.ts';
import type { AtTarget, Estimate } from '../metrics/sample.ts';
import type { Held } from './held.ts';
import type { NearestChange } from './nearest-change.ts';
import type { RecordKind } from './record-kinds.ts';
import type { Requirement, Verdict } from './rule.ts';

/** One requirement as it was judged: enough to explain and contest it. */
export interface Evidence {
  readonly metric: string;
  readonly weeks: number;
  readonly comparison: Requirement['comparison'];
  readonly target: number;
  /** What the flag, once up, stays by; null: the target. Absent where it was judged before rules could ask for it. */
  readonly stayTarget?: number | null;
  readonly confidence: number;
  readonly minimumSample: number;
  readonly weight: Requirement['weight'];
  readonly why: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** There was something to go by, whatever it says. Absent where it was judged before this was told. */
  readonly enough?: boolean;
  readonly estimate: Estimate | null;
  /** How many times own tickets must have raised the odds; null: not asked. */
  readonly evidenceRatio: number | null;
  /** How sure it is that the target is reached; null: known by the interval only. */
  readonly atTarget: AtTarget | null;
  readonly nearestChange: NearestChange;
  /** The person a figure about concentration rests on. */
  readonly mainAgent: string | null;
}

/** A record that was asked for, and how many of it people had put down. */
export interface RecordEvidence {
  readonly record: RecordKind;
  readonly atLeast: number;
  readonly weeks: number;
  readonly why: string;
  readonly count: number;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** An expression as it was judged, with all that it speaks of. */
export interface ExpressionEvidence {
  readonly expression: string;
  readonly why: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly enough: boolean;
  /** By the 95 % interval; null: no observation at all. */
  readonly figures: readonly { readonly metric: string; readonly weeks: number; readonly estimate: Estimate | null }[];
  readonly records: readonly { readonly record: RecordKind; readonly weeks: number; readonly count: number }[];
}

/** What a rule says of one subject at one evaluation, and how long it has been saying so. */
export interface Judgement {
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
  /** Absent where it was judged before rules could ask for records. */
  readonly records?: readonly RecordEvidence[];
  /** Absent: the rule has none, or was judged before rules could. */
  readonly expressions?: readonly ExpressionEvidence[];
  /** Consecutive evaluations up to this one with verdict met. */
  readonly heldFor: number;
  /** Consecutive evaluations up to this one in which the flag that is up had no ground to stay; 0 while none is up. */
  readonly outFor: number;
  /** When the flag now up was raised; null: none is. */
  readonly raisedAt: Instant | null;
  /** Strong readiness, while the flag is up. Absent: the rule knows of none, or did not yet. */
  readonly strong?: Held;
  /** Why no flag is up though the rule has held for long enough. Absent: nothing stands in the way. */
  readonly notRaised?: string;
  /** Set in the one judgement that took the flag down. */
  readonly withdrawn: { readonly raisedAt: Instant; readonly reason: string } | null;
}

export const judgementKey = (ruleId: string, subject: Subject): string => `${ruleId} ${subjectKey(subject)}`;

/** What the next evaluation goes on from: for how long it has held, and the flag that is up. */
export type Carried = Pick<Judgement, 'ruleId' | 'subject' | 'heldFor' | 'outFor' | 'raisedAt' | 'strong'>;

export const carriedOf = ({ ruleId, subject, heldFor, outFor, raisedAt, strong }: Judgement): Carried => ({
  ruleId,
  subject,
  heldFor,
  outFor,
  raisedAt,
  ...(strong !== undefined && { strong }),
});

/** Whether there is any: what does not hold and has no flag up begins anew. */
export const carries = ({ verdict, raisedAt }: Judgement): boolean => verdict === 'met' || raisedAt !== null;
