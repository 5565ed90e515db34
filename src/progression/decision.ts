import type { Instant } from '../domain/interval.ts';
import type { Subject } from '../metrics/metric.ts';
import type { RecordKind } from './record-kinds.ts';
import type { Verdict } from './rule.ts';

/** The flag that something was decided about, and what was shown of it. */
export interface FlagShown {
  readonly flag: string;
  readonly ruleId: string;
  readonly ruleVersion: string;
  /** Of what figures were set against; null: nothing. */
  readonly expectation: string | null;
  readonly subject: Subject;
  readonly raisedAt: Instant;
  /** Of the evaluation that was looked at. */
  readonly asOf: Instant;
  readonly verdict: Verdict;
}

/** What may be done about a flag. `until`: the end that was planned. */
export type FlagAct =
  | { readonly act: 'acknowledge' | 'nominate' | 'decline' | 'challenge' | 'close' | 'recommend-step-back' }
  /** `upheld`: whoever challenged was right. */
  | { readonly act: 'answer'; readonly upheld: boolean }
  | { readonly act: 'start-support' | 'start-probation'; readonly until: Instant }
  /** `kept`: what the support was to bring back is back. */
  | { readonly act: 'end-support'; readonly kept: boolean };

/** Moves a person to a stage: with a flag in view, or without one. */
export type StageAct = { readonly act: 'appoint' | 'step-back'; readonly path: string; readonly stage: string };

/** What may be decided or said of a person, with or without a flag. */
export type PersonAct =
  | StageAct
  | { readonly act: 'interest'; readonly rule: string; readonly wants: boolean }
  | { readonly act: 'leave' | 'onboarding'; readonly from: Instant; readonly until: Instant }
  | { readonly act: 'record'; readonly kind: RecordKind };

/** Takes back an earlier line of the log, as if it had not been written; a reversal too. */
export type Reversal = { readonly act: 'reverse'; readonly decision: string };

export type Act = FlagAct | PersonAct | Reversal;
export type ActName = Act['act'];

/** One line of the log: something that a person did or said. The program writes none of its own accord. */
export interface Decision {
  readonly id: string;
  readonly at: Instant;
  /** The name they gave. */
  readonly by: string;
  /** Whom it is about: the id of an agent; null: of a flag that is about no single person. */
  readonly agent: string | null;
  readonly reason: string;
  readonly act: Act;
  /** Null: it is about no flag. */
  readonly shown: FlagShown | null;
}
