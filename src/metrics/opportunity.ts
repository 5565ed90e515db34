import { effectiveTypes } from './families/effective-types.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

export const opportunity: Metric = {
  id: 'opportunity',
  title: 'Breadth of work offered',
  family: 'coverage',
  definition:
    'Effective number of work types among tickets taken, as breadth counts them, of those whose type is settled: resolved by the person, or resolved at all and with a target.',
  counted: 'tickets taken',
  unit: 'types',
  direction: 'neither',
  attribution: 'who took it; nobody chooses their queue, so it explains breadth and is asked of nobody',
  source: 'statistics.md 5.1 (opportunity beside breadth); S001-16; roles.md (opportunity not offered)',
  gaming: 'Taking tickets of every kind and handing them on; handed on and bounce rate show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: (contribution, view) => {
    const cell = (contribution.resolutions.at(-1) ?? contribution.slaShares.at(-1))?.cell;
    if (cell === undefined || cell.workType === 'unknown') return [];
    return partsIn(contribution.taken, view).map((part) => observed(part, true, { cell }));
  },
  collect: effectiveTypes,
};
