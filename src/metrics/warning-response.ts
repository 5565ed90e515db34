import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

const HOUR_MS = 3_600_000;

export const warningResponse: Metric = {
  id: 'warning-response',
  title: 'Warnings acted on',
  family: 'sla',
  definition:
    'Breach warnings (half, three quarters or nine tenths of a resolution target used up) after which a person did something on the ticket within an hour, over all warnings given an hour ago or earlier.',
  counted: 'warnings',
  unit: 'share',
  direction: 'higher',
  attribution: 'who held the ticket at the warning; an hour on the wall',
  source: 'S003-7',
  gaming: 'Touching the ticket without moving it on; warned tickets saved shows it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: ({ warnings }, view) =>
    partsIn(warnings, view)
      .filter(({ at }) => at <= view.asOf - HOUR_MS)
      .map((part) => observed(part, part.actedAt !== null && part.actedAt - part.at <= HOUR_MS)),
  collect: proportions,
};
