import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

export const ownedInTime: Metric = {
  id: 'owned-in-time',
  title: 'Taken in time',
  family: 'sla',
  definition: 'Tickets whose first holder took them within the response target, over all taken that had one.',
  counted: 'tickets taken',
  unit: 'share',
  direction: 'higher',
  attribution: "the team: time in the queue is nobody's in particular",
  source: 'sla.md 2 (time to own); statistics.md 7',
  gaming: 'Taking tickets without starting on them; the time from taking to the first reply shows it.',
  minimumSample: 20,
  subjects: ['team'],
  personalGate: false,
  observe: (contribution, view) =>
    partsIn(contribution.taken, view).flatMap((part) => (part.own === null ? [] : [observed(part, part.own.met)])),
  collect: proportions,
};
