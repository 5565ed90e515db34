import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { maturedIn, observed } from './observe.ts';
import { repeatedInTime } from './outcome.ts';

export const linkedRepeatRate: Metric = {
  id: 'linked-repeat-rate',
  title: 'Linked repeats',
  family: 'quality',
  definition:
    'Resolutions after which the same requester opened another ticket about the same kind of work within 7 days, or one the source links to it, over all resolutions old enough to tell.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'lower',
  attribution: 'the resolver before the repeat',
  source: 'statistics.md 0, 9 (linked repeat)',
  gaming:
    'Closing early shows here, where the reopen rate misses it; asking customers to wait a week, or changing the work type of the ticket, hides it: edits after the assignment show that. About one link in a hundred is false: look before you speak.',
  minimumSample: 50,
  subjects: ['agent', 'team'],
  personalGate: true,
  observe: (contribution, view) => maturedIn(contribution, view).map((part) => observed(part, repeatedInTime(part))),
  collect: proportions,
};
