/** Each off at first. Those that the facts tell of every Jira are no switches: see `stand-in.ts`. */
const NAMES = [
  'pagesCutShort',
  'indexLag',
  'changelogTruncated',
  'scopedTokenOnlyAtGateway',
  'rateLimitedBurst',
  'rateLimitedQuota',
  'rateLimitedNoRetryAfter',
  'tokenTwice',
  'movedIssueKeys',
  'slaFieldMissing',
  'feedbackNotReadable',
  'ratingsLeaveUpdated',
  'notAdministrator',
  'htmlErrorWith200',
  'emailsHidden',
] as const;

export type JiraTrap = (typeof NAMES)[number];
export type Traps = Record<JiraTrap, boolean>;

export const noTraps = (): Traps => Object.fromEntries(NAMES.map((name) => [name, false])) as Traps;
