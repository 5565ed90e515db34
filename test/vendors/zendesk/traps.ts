/** What each does is told in zendesk.ts. */
export const ZENDESK_TRAPS = [
  'lastMinuteWithheld',
  'duplicateRowsOverPages',
  'unchangedRowsReappear',
  'archivedTicketsVanish',
  'anonymousMe',
  'rateLimited429',
  'rateLimitedNoRetryAfter',
  'exportBucketSmall',
  'tokenExpires',
  'fourErrorShapes',
  'htmlErrorWith200',
  'metricRowsRewritten',
  'circuitBreaker',
  'surveyInsteadOfRating',
  'numbersAsText',
  'slowAnswers',
] as const;

export type ZendeskTrap = (typeof ZENDESK_TRAPS)[number];
export type Traps = Record<ZendeskTrap, boolean>;

export const allOff = (): Traps => Object.fromEntries(ZENDESK_TRAPS.map((name) => [name, false])) as Traps;
