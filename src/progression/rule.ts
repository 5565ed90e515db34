import type { Metric, SubjectKind } from '../metrics/metric.ts';

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

/** What a desk asks for before it looks closer: readiness for a role, or a risk. A prompt for people, never a decision. */
export interface RoleRule {
  readonly id: string;
  readonly kind: 'readiness' | 'risk';
  readonly title: string;
  readonly subject: SubjectKind;
  readonly why: string;
  /** First characters of the SHA-256 of the rule's text. */
  readonly version: string;
  readonly requirements: readonly Requirement[];
  /** Consecutive weekly evaluations for which it must hold before the flag is raised. */
  readonly holdFor: number;
  /** Consecutive evaluations out of it before the flag is withdrawn. */
  readonly leaveAfter: number;
  /** Confidence that keeps a raised flag up: lower than to enter, so that flags do not flicker. */
  readonly stayConfidence: number;
  /** What only people can know and have to settle before anything follows from the flag. */
  readonly askPeople: readonly string[];
}
