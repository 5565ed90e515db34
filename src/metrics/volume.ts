import { weeklyRates } from './families/rate.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const volume: Metric = {
  id: 'volume',
  title: 'Resolved per week',
  family: 'load',
  definition: 'Resolutions per week of the window.',
  counted: 'resolutions',
  unit: 'per-week',
  direction: 'neither',
  attribution: 'who resolved it',
  source: 'context for every other figure; never a goal (roles.md)',
  gaming:
    'Splitting one request into several tickets, or taking the short ones; linked repeats, and tickets of one requester in the same hour, show it.',
  minimumSample: 0,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: (contribution, view) => resolutionsIn(contribution, view).map((part) => observed(part, true)),
  collect: weeklyRates,
};
