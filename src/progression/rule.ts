import type { Instant } from '../domain/interval.ts';
import type { Metric, SubjectKind } from '../metrics/metric.ts';
import type { RecordKind } from './record-kinds.ts';

/**
 * met: the whole interval at the asked confidence lies on the right side. not-met: it lies on the wrong side.
 * not-enough-data: too few tickets, or too wide an interval to tell. A verdict, not a gap.
 */
export type Verdict = 'met' | 'not-met' | 'not-enough-data';

/** One line of a rule: a figure and where it has to lie. */
export interface Requirement {
  readonly metric: Metric;
  /** Weeks of the window. */
  readonly weeks: number;
  readonly comparison: 'at-least' | 'at-most';
  readonly target: number;
  /** What a raised flag stays up by, on the lenient side of the target, so that one near it does not flicker; null: the target. */
  readonly stayTarget: number | null;
  /** One-sided, 0.5 .. 1. */
  readonly confidence: number;
  /** Of the effective sample: lumps count once, older weeks fade where the figure lets them. */
  readonly minimumSample: number;
  /** How many times the subject's own tickets must have raised the odds of reaching the target; null: not asked. */
  readonly evidenceRatio: number | null;
  /** required: shown to be on the right side. not-clearly-below: not shown to be on the wrong one. */
  readonly weight: 'required' | 'not-clearly-below';
  readonly reason: string;
}

/** One line of a rule that tickets cannot show: how many records of a kind people must have put down. */
export interface RecordRequirement {
  readonly record: RecordKind;
  readonly atLeast: number;
  /** Back from the evaluation. */
  readonly weeks: number;
  readonly reason: string;
}

/** A figure that a rule reads. */
export type AskedFigure = Pick<Requirement, 'metric' | 'weeks' | 'minimumSample'>;

/** What an expression is put to. Figures that nobody has, or that must not be gone by, are left out. */
export interface Known {
  readonly figure: Readonly<Record<string, Readonly<Record<'value' | 'lower' | 'upper' | 'n', number>>>>;
  readonly record: Readonly<Record<string, number>>;
}

/** One line of a rule that is true or false of several figures and records together. */
export interface ExpressionRequirement {
  /** As it was written. */
  readonly expression: string;
  readonly figures: readonly AskedFigure[];
  readonly records: readonly { readonly record: RecordKind; readonly weeks: number }[];
  /** Null: what decides it is not known. */
  readonly holds: (known: Known) => boolean | null;
  readonly reason: string;
}

/** More than being worth a look: the required figures at a higher confidence, by more tickets (statistics.md 0). */
export interface StrongReadiness {
  readonly confidence: number;
  readonly holdFor: number;
  readonly minimumSample: number;
  readonly stayConfidence: number;
}

/** What a desk asks for before it looks closer: readiness for a role, or a risk. A prompt for people, never a decision. */
export interface RoleRule {
  /** The same in all versions of the rule. */
  readonly id: string;
  readonly kind: 'readiness' | 'risk';
  readonly title: string;
  readonly subject: SubjectKind;
  readonly why: string;
  /** First characters of the SHA-256 of the rule's text. */
  readonly version: string;
  /** Path of its file in the rules folder. */
  readonly file: string;
  /** Evaluations it judges: from <= asOf < until. */
  readonly from: Instant;
  readonly until: Instant;
  readonly requirements: readonly Requirement[];
  readonly records: readonly RecordRequirement[];
  readonly expressions: readonly ExpressionRequirement[];
  /** Consecutive weekly evaluations for which it must hold before the flag is raised. */
  readonly holdFor: number;
  /** Consecutive evaluations out of it before the flag is withdrawn. */
  readonly leaveAfter: number;
  /** Confidence that keeps a raised flag up: lower than to enter, so that flags do not flicker. */
  readonly stayConfidence: number;
  /** Null: the rule knows one degree of readiness only. */
  readonly strong: StrongReadiness | null;
  /** Nobody who has said that they do not want it is named. */
  readonly asksInterest: boolean;
  /** Who is told before anybody else is. */
  readonly firstSeenBy: 'agent' | 'manager' | 'lead';
  /** What only people can know and have to settle before anything follows from the flag. */
  readonly askPeople: readonly string[];
}

/** All figures that a rule reads. */
export const figuresAsked = ({ requirements, expressions }: RoleRule): AskedFigure[] => [
  ...requirements,
  ...expressions.flatMap(({ figures }) => figures),
];

/** The versions that judge at an instant, one of each rule at most. */
export const inForce = (rules: readonly RoleRule[], asOf: Instant): RoleRule[] =>
  rules.filter(({ from, until }) => from <= asOf && asOf < until);
