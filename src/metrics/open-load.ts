import { countsNow } from './families/count-now.ts';
import type { Metric } from './metric.ts';
import { observed } from './observe.ts';

export const openLoad: Metric = {
  id: 'open-load',
  title: 'Open load',
  family: 'load',
  definition: 'Unresolved tickets now held.',
  counted: 'open tickets',
  unit: 'tickets',
  direction: 'neither',
  attribution: 'who holds it now; unheld tickets: the team',
  source: 'S000-4; roles.md (overload)',
  gaming: 'Putting tickets on hold or back into the queue; age of open work and hand-overs show it.',
  minimumSample: 0,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: ({ holdingSince, team }, { asOf }) => (holdingSince === null ? [] : [observed({ at: asOf, team }, true)]),
  collect: countsNow,
};
