import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { repliesIn } from './observe.ts';

export const responseAttainment: Metric = {
  id: 'response-attainment',
  title: 'Answered in time',
  family: 'sla',
  definition:
    'Public replies within the response target, timed from the later of the message and the ticket coming to who replied, over all replies that had a target.',
  counted: 'replies',
  unit: 'share',
  direction: 'higher',
  attribution: 'who replied; time before the ticket came to them is not theirs',
  source: 'requirements.md 2 no. 12 to 14; sla.md 2, 3',
  gaming: 'Quick replies that say nothing; next replies per resolution, customer satisfaction and reopenings show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: repliesIn,
  collect: proportions,
};
