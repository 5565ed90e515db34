/** What an instance does to clients that trust it. */
export const TRAPS = [
  /** Rows of others are counted, and take places on a page, but are not shown: short pages, empty pages. */
  'aclHidesRows',
  /** Some fields are missing from rows; a query that names one is refused. */
  'fieldsWithoutRight',
  /** sys_audit and sys_journal_field have rows for the count and none to show. */
  'historyNotReadable',
  /** The same of asmt_ tables. */
  'surveyNotReadable',
  /** A row is seen up to 90 s after the time it bears. */
  'lateCommits',
  /** Without a unique order, each request starts elsewhere. */
  'offsetShifts',
  /** Pages hold half of what was asked for, and only Link says that more follows. */
  'linkHeaderOnly',
  'rateLimited429',
  'rateLimitedNoRetryAfter',
  /** Requests for many rows end with 500. */
  'transactionCancelled500',
  /** Requests for many rows end with 200, half of the rows, and the error beside them. */
  'cancelledMidway',
  /** Access tokens are refused after 1800 s. */
  'tokenExpires',
  /** Tables of plugins that are not active. */
  'tableMissing400',
  /** has_breached is brought up to date a day late. */
  'slaCountersLag',
  /** assigned_to and hold_reason leave no rows in sys_audit. */
  'unauditedFields',
  /** Every address answers with the page of a hibernating instance. */
  'htmlLoginPageWith200',
  /** What is completed is called achieved. */
  'stageWordAchieved',
  /** Nothing may be written. */
  'notAdmin',
] as const;

export type ServiceNowTrap = (typeof TRAPS)[number];
export type Traps = Record<ServiceNowTrap, boolean>;

export const allOff = (): Traps => Object.fromEntries(TRAPS.map((name) => [name, false])) as Traps;
