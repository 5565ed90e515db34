import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { handoversIn } from './observe.ts';

export const bounceRate: Metric = {
  id: 'bounce-rate',
  title: 'Bounce rate',
  family: 'quality',
  definition: 'Hand-overs that came back to the sender, over all hand-overs sent.',
  counted: 'hand-overs',
  unit: 'share',
  direction: 'lower',
  attribution: 'the sender of the hand-over',
  source: 'S001-9; statistics.md 5.4 (a right early hand-over is never held against anyone)',
  gaming:
    'Sending a ticket to a queue from which it cannot come back, or keeping what should be handed on; onward hand-overs and own time show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  restsOn: 'bounce',
  observe: (contribution, view) => handoversIn(contribution, view, ({ outcome }) => outcome === 'bounce-back'),
  collect: proportions,
};
