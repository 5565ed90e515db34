/** What was said of one person, and what was true: all that a score is made from. Shares are 0..1, instants ms. */
export interface AgentYear {
  readonly agent: string;
  readonly shift: string;
  /** Of the simulator's: stable, improving, dropping … */
  readonly class: string;
  /** When the truth began to change; null: it never does. */
  readonly changesAt: number | null;
  /** The scored evaluations since the person came, oldest first. */
  readonly weeks: readonly AgentWeek[];
}

export interface AgentWeek {
  readonly asOf: number;
  /** True chance of a good outcome on the desk's mix of work. */
  readonly truth: number;
  /** Absent: nothing was said. */
  readonly said: Readonly<Partial<Record<Estimator, Said>>>;
  /** Rules by which this person is called ready, or at risk, at this evaluation. */
  readonly flags: ReadonlySet<string>;
}

/** ours, and what dashboards show: mean of the daily percentages of 30 days, percentage of 30 and of 90 days, Wilson's lower limit of the latter. */
export const ESTIMATORS = ['ours', 'daily-30', 'raw-30', 'raw-90', 'wilson-90'] as const;
export type Estimator = (typeof ESTIMATORS)[number];

export interface Said {
  /** The rate as it is shown. */
  readonly value: number;
  /** That the truth reaches TARGET; null: this estimator says nothing of it. */
  readonly probability: number | null;
  /** It is shown, but may be held for or against nobody: the desk's self-check says so. */
  readonly heldBack?: boolean;
}

export const TARGET = 0.9;
/** The truth is clear from here on, and down to here (statistics sheet 10.2). */
export const CLEAR = { ready: 0.92, not: 0.88 } as const;
export const WEEK = 7 * 86_400_000;
export const DAY = 86_400_000;
