import type { OutcomeId } from './check-row.ts';

/** One way of foretelling and how well it did; scores are mean natural logarithms of the probability given to what happened, 0 at best. */
export interface CheckedCandidate {
  readonly id: string;
  /** Candidates of one kind differ in tuning only. */
  readonly kind: 'mean' | 'table' | 'work' | 'work-before';
  readonly title: string;
  readonly score: number;
  /** By agent-weeks; null: fewer than two of them. */
  readonly standardError: number | null;
  /** It knew who did the work. */
  readonly agents: boolean;
}

/** What a desk's own history says of an outcome: plain numbers and words, to be stored and shown. */
export interface OutcomeCheck {
  readonly outcome: OutcomeId;
  readonly rows: number;
  /** From the fifth week on. */
  readonly scoredRows: number;
  readonly weeks: number;
  /** The best first. Empty with too little history. */
  readonly candidates: readonly CheckedCandidate[];
  /** The best that does not know who did the work, and the best of another kind; null with too little history. */
  readonly chosen: string | null;
  readonly runnerUp: string | null;
  /** How many times more agent-weeks vary around the chosen mix than independent tickets would; 1 with too little history. */
  readonly phi: number;
  /** What knowing who did the work adds to the chosen mix's score. */
  readonly gain: { readonly mean: number; readonly standardError: number } | null;
  readonly verdict: 'predicts' | 'says-nothing' | 'too-little-history';
  readonly sentence: string;
}
