/** What people may put on record of somebody, as tickets cannot show it. The key is what rules and the log call it. */
export const RECORD_KINDS = {
  improvement: 'an improvement raised by themselves',
  'article-used': 'a knowledge article of theirs that others use',
  'level-report': 'a monthly report on service levels, with summary and conclusion',
  'level-review': 'a service level review with a customer, led or co-led',
  'recommendation-followed': 'an own recommendation followed to a measured effect',
  'duty-held': 'a duty of the role held for a month without the manager',
  'repeat-cluster': 'a cluster of repeats described with cause and remedy',
  'article-review': 'a review of stale articles',
  'change-assisted': 'a change assisted without incident',
  'willing-to-mentor': 'their own wish and time to be a mentor',
  pairing: 'a pairing with a mentor',
  'module-done': 'a module of the curriculum done',
  'lower-risk-task': 'a lower-risk task of the role done well',
  'management-training': 'formal management training',
  exposure: 'an exposure task with its artefact, judged by a rubric',
  project: 'a project across teams led to its end',
  agreement: 'a two-sided agreement',
  'learning-item': 'an item of study done',
} as const satisfies Readonly<Record<string, string>>;

export type RecordKind = keyof typeof RECORD_KINDS;
