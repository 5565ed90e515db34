import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

export const handoffsIn: Metric = {
  id: 'handoffs-in',
  title: 'Received from others',
  family: 'coverage',
  definition: 'Tickets that came from another person, over all taken.',
  counted: 'tickets taken',
  unit: 'share',
  direction: 'neither',
  attribution: 'the receiver of the hand-over',
  source: 'S001-9',
  gaming: 'Passing tickets by the queue, not to a name; transfers per ticket counts both.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: ({ taken }, view) => partsIn(taken, view).map((part) => observed(part, part.handedOver)),
  collect: proportions,
};
