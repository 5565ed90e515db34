import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

export const handoffsOut: Metric = {
  id: 'handoffs-out',
  title: 'Handed on',
  family: 'coverage',
  definition: 'Tickets taken and later handed on, over all taken.',
  counted: 'tickets taken',
  unit: 'share',
  direction: 'neither',
  attribution: 'the sender of the hand-over',
  source: 'S001-9',
  gaming: "Keeping what should go, or resolving in a colleague's name; own time and quality show it.",
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: ({ taken, handoffs }, view) =>
    partsIn(taken, view).map((part, i, all) => {
      const next = all[i + 1]?.at ?? Number.POSITIVE_INFINITY;
      return observed(
        part,
        handoffs.some(({ at }) => at >= part.at && at < next),
      );
    }),
  collect: proportions,
};
