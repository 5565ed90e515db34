import { effectiveTypes } from './families/effective-types.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const breadth: Metric = {
  id: 'breadth',
  title: 'Breadth of work',
  family: 'coverage',
  definition:
    'Effective number of work types among resolutions: as many as there would be if all were worked equally often, free of sample size.',
  counted: 'resolutions',
  unit: 'types',
  direction: 'higher',
  attribution: 'who resolved it',
  source: 'statistics.md 5.1 (unbiased inverse Simpson); S001-1, S001-2. Exposure, not mastery',
  gaming:
    'Resolving a few tickets of each kind and handing the hard ones on; mastery and bounce rate show it. Nobody chooses the queue: see the breadth of work offered.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view).map((part) => observed(part, true, { cell: part.cell })),
  collect: effectiveTypes,
};
