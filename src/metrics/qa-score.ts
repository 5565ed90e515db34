import { meanScores } from './families/mean-score.ts';
import type { Metric } from './metric.ts';
import { partsIn, scored } from './observe.ts';

export const qaScore: Metric = {
  id: 'qa-score',
  title: 'Quality reviews',
  family: 'quality',
  definition: 'Mean score of the quality reviews, from 0 to 100 %; a review with a critical failure counts as 0.',
  counted: 'reviews',
  unit: 'share',
  direction: 'higher',
  attribution: 'who wrote what was reviewed',
  source: 'requirements.md 4.1 (QA score: a critical category makes the review 0)',
  gaming: 'Choosing which tickets are reviewed, or by whom; score only random samples, and compare reviewers.',
  minimumSample: 10,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: ({ reviews, team }, view) =>
    partsIn(reviews, view).map(({ at, score, critical }) => scored({ at, team }, critical ? 0 : score)),
  collect: meanScores,
};
