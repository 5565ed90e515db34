import { typesKept } from './families/types-kept.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const floorKept: Metric = {
  id: 'floor-kept',
  title: 'Earlier work kept',
  family: 'coverage',
  definition:
    'Work types with 10 resolutions or more in the first half of the window of which there was any in the second, over all such types.',
  counted: 'work types',
  unit: 'share',
  direction: 'higher',
  attribution: 'who resolved it',
  source: 'S001-2, S001-3 (earlier work is kept, less of it is fine); roles.md (generalist)',
  gaming:
    'Resolving one easy ticket of each old kind; breadth falls all the same. Work that was not offered is no fault: see the breadth of work offered.',
  minimumSample: 3,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view)
      .filter(({ cell }) => cell.workType !== 'unknown')
      .map((part) => observed(part, true, { cell: part.cell })),
  collect: typesKept,
};
