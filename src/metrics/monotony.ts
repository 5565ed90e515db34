import { mostFrequentType } from './families/most-frequent-type.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const monotony: Metric = {
  id: 'monotony',
  title: 'Monotony',
  family: 'load',
  definition:
    'Share of the most frequent work type among resolutions of a known type. To be read beside failures: repetition tires.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'neither',
  attribution: 'who resolved it; nobody chooses their queue',
  source: 'S001-6, S004-5 (monotony against errors)',
  gaming: 'Sorting the same work under several types; edits of the work type show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view)
      .filter(({ cell }) => cell.workType !== 'unknown')
      .map((part) => observed(part, true, { cell: part.cell })),
  collect: mostFrequentType,
};
