import { meanDifferences } from './families/mean-difference.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const transferCost: Metric = {
  id: 'transfer-cost',
  title: 'What a hand-over costs',
  family: 'coverage',
  definition:
    'How many business hours longer resolved tickets that were handed over took than tickets of the same work type that were not, each counted for at most 80 hours (restricted mean), averaged over work types by how many were handed over.',
  counted: 'resolutions',
  unit: 'hours',
  direction: 'lower',
  attribution: 'the team of the resolver; part of it is that harder tickets are handed over',
  source: 'S001-9; statistics.md 3.1, 5.4',
  gaming: 'Holding on to what others know better until it is late; missed targets and open age show it.',
  minimumSample: 100,
  subjects: ['team'],
  personalGate: false,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view)
      .filter(({ cell }) => cell.workType !== 'unknown')
      .map((part) => observed(part, part.handovers > 0, { cell: part.cell, amount: part.businessMs })),
  collect: meanDifferences,
};
