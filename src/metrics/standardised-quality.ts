import { standardised } from './families/standardised.ts';
import type { Metric } from './metric.ts';
import { outcomes } from './outcome.ts';

export const standardisedQuality: Metric = {
  id: 'standardised-quality',
  title: 'Standardised quality',
  family: 'quality',
  definition:
    "Good outcomes (target met, not reopened, not bounced back) as a rate, with the mix of work taken out: failures over those expected from what everyone else achieved on the same kinds of tickets, times the desk's failure rate.",
  counted: 'resolutions',
  unit: 'share',
  direction: 'higher',
  attribution: 'who resolved it',
  source: 'statistics.md 0, 2.1, 2.3a, 15; S001-4',
  gaming:
    'Taking the easy tickets of a kind, or closing early so that the customer returns under another number; self-picked against assigned tickets, and the linked repeat rate, show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: outcomes,
  collect: standardised,
};
