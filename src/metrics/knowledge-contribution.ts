import { perHundred } from './families/per-hundred.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn, resolutionsIn } from './observe.ts';

export const knowledgeContribution: Metric = {
  id: 'knowledge-contribution',
  title: 'Knowledge linked',
  family: 'quality',
  definition: 'Knowledge articles linked to tickets, per 100 resolutions.',
  counted: 'resolutions',
  unit: 'per-100',
  direction: 'neither',
  attribution: 'who linked the article, on whosever ticket',
  source: 'S001-15; roles.md (knowledge)',
  gaming:
    'Linking whatever article there is: a count of links says nothing of their worth, so it gates nobody. Reopenings of tickets with a link show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: (contribution, view) => [
    ...resolutionsIn(contribution, view).map((part) => observed(part, false, { cell: part.cell })),
    ...partsIn(
      contribution.articles.map((at) => ({ at, team: contribution.team })),
      view,
    ).map((part) => observed(part, true, { amount: 1 })),
  ],
  collect: perHundred,
};
