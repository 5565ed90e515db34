import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { repliesIn } from './observe.ts';

export const nextResponseAttainment: Metric = {
  id: 'next-response-attainment',
  title: 'Further answers in time',
  family: 'sla',
  definition:
    'Public replies after the first within their target, timed from the later of the message and the ticket coming to who replied, over all that had a target.',
  counted: 'replies',
  unit: 'share',
  direction: 'higher',
  attribution: 'who replied; time before the ticket came to them is not theirs',
  source: 'requirements.md 2 no. 10 (asked apart), 12 to 14; sla.md 2, 3',
  gaming: 'Quick replies that say nothing; replies per resolution, customer satisfaction and reopenings show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: (contribution, view) => repliesIn(contribution, view, 'next-response'),
  collect: proportions,
};
