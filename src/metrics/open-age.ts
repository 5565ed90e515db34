import { geometricMeans } from './families/geometric-mean.ts';
import type { Metric } from './metric.ts';
import { observed } from './observe.ts';

export const openAge: Metric = {
  id: 'open-age',
  title: 'Age of open work',
  family: 'load',
  definition: 'Hours since opening of the unresolved tickets now held; geometric mean.',
  counted: 'open tickets',
  unit: 'hours',
  direction: 'neither',
  attribution: 'who holds it now; unheld tickets: the team',
  source: 'requirements.md 4.1 (backlog: age and lateness differ)',
  gaming: 'Closing and opening anew, or letting go of old tickets; linked repeats and hand-overs show it.',
  minimumSample: 5,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: ({ holdingSince, openedAt, team }, { asOf }) =>
    holdingSince === null ? [] : [observed({ at: asOf, team }, true, { amount: asOf - openedAt })],
  collect: geometricMeans,
};
