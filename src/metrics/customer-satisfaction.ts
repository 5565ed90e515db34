import { meanScores } from './families/mean-score.ts';
import type { Metric } from './metric.ts';
import { partsIn, scored } from './observe.ts';

export const customerSatisfaction: Metric = {
  id: 'customer-satisfaction',
  title: 'Customer satisfaction',
  family: 'quality',
  definition:
    'Mean of the ratings customers gave, from 0 (worst) to 100 % (best). Those who did not answer are not in it.',
  counted: 'ratings',
  unit: 'share',
  direction: 'higher',
  attribution:
    'whom the source says the rating is about; else who resolved the ticket before it, if they replied in public at least once; else the team. Reassigning the ticket later moves nothing',
  source: 'requirements.md 4.1 (CSAT), 2 no. 21 to 23 (credit), 25 (COPC: 18 ratings say little)',
  gaming:
    'Asking only content customers, or asking at a good moment; ratings per resolution show it. Handing on a ticket about to be rated badly gains nothing: the credit stays.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: ({ ratings, team }, view) => partsIn(ratings, view).map(({ at, score }) => scored({ at, team }, score)),
  collect: meanScores,
};
