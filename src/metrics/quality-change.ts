import { changes, recentFrom } from './families/change.ts';
import type { Metric } from './metric.ts';
import { outcomes } from './outcome.ts';

const RECENT_WEEKS = 4;

export const qualityChange: Metric = {
  id: 'quality-change',
  title: 'Failures against own earlier level',
  family: 'quality',
  definition: `Failures in the last ${RECENT_WEEKS} matured weeks over those expected from the person's own earlier level on the same mix of work. 1 is as before.`,
  counted: 'resolutions',
  unit: 'ratio',
  direction: 'lower',
  attribution: 'who resolved it',
  source: 'statistics.md 4.2 (own baseline of 25 tickets or more), 2.1; S001-5',
  gaming: 'A weak start makes every later week look good; the level itself, standardised quality, stands beside it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: outcomes,
  judgedFrom: (view) => recentFrom(view, RECENT_WEEKS),
  collect: changes(RECENT_WEEKS),
};
