import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

/** At this share of the target a ticket is in danger; earlier warnings are mostly work going its way. */
const LATE_PERCENT = 75;

export const warningsSaved: Metric = {
  id: 'warnings-saved',
  title: 'Warned tickets saved',
  family: 'sla',
  definition: `Tickets warned at ${LATE_PERCENT} % of their resolution target that met it after all, over all so warned whose clock has stopped.`,
  counted: 'warnings',
  unit: 'share',
  direction: 'higher',
  attribution: 'who held the ticket at the warning',
  source: 'S003-7',
  gaming: 'Resolving early to stop the clock; reopenings and linked repeats show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: ({ warnings }, view) =>
    partsIn(warnings, view).flatMap((part) =>
      part.percent !== LATE_PERCENT || part.saved === null ? [] : [observed(part, part.saved)],
    ),
  collect: proportions,
};
