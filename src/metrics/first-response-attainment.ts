import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { repliesIn } from './observe.ts';

export const firstResponseAttainment: Metric = {
  id: 'first-response-attainment',
  title: 'First answers in time',
  family: 'sla',
  definition:
    'First public replies within their target, timed from the later of the message and the ticket coming to who replied, over all that had a target.',
  counted: 'replies',
  unit: 'share',
  direction: 'higher',
  attribution: 'who replied; time before the ticket came to them is not theirs',
  source: 'requirements.md 2 no. 10 (asked apart), 12 to 14; sla.md 2, 3',
  gaming: 'An empty first reply to stop the clock; next answers in time, customer satisfaction and reopenings show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: (contribution, view) => repliesIn(contribution, view, 'first-response'),
  collect: proportions,
};
