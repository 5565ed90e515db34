import { actsIn, interruptions } from './families/acts.ts';
import type { Metric } from './metric.ts';

export const interruption: Metric = {
  id: 'interruption',
  title: 'Interruptions',
  family: 'load',
  definition:
    'Acts on another ticket than the act before, which was an hour before at most, over all acts. It counts changes of ticket, not their reasons.',
  counted: 'acts',
  unit: 'share',
  direction: 'neither',
  attribution: 'who acted',
  source: 'S000-7; roles.md (overload)',
  gaming: 'Answering in batches: work done without the tool is not seen, so compare people with themselves only.',
  minimumSample: 100,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: actsIn,
  collect: interruptions,
};
