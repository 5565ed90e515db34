/** Outcomes of which a desk is asked whether they tell anything about people. */
export const OUTCOMES = ['quality', 'sla', 'own-time', 'bounce', 'reopen'] as const;
export type OutcomeId = (typeof OUTCOMES)[number];

/** What kind of work it was, and whose queue it stood in. Never a trait of the person. */
export interface CheckedWork {
  readonly workType: string;
  readonly priority: string;
  readonly channel: string;
  readonly shift: string;
  readonly team?: string;
}

/** One matured outcome of one person. */
export interface CheckRow {
  /** Whole weeks since any instant, the same for all rows. */
  readonly week: number;
  readonly agent: string;
  readonly work: CheckedWork;
  /** Hand-overs between people before the ticket came to this one: '0' .. '3', '4+'; '1+' where no more is known. */
  readonly before: string;
  readonly good: 0 | 1;
}

/** So many rows of an outcome are enough, and bound what a check costs: about two seconds of one core. */
export const MOST_ROWS = 25_000;
