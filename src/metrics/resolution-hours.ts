import { geometricMeans } from './families/geometric-mean.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const resolutionHours: Metric = {
  id: 'resolution-hours',
  title: 'Resolution time',
  family: 'sla',
  definition: 'Business hours from opening or reopening to resolution, pauses out; geometric mean of resolved tickets.',
  counted: 'resolutions',
  unit: 'hours',
  direction: 'neither',
  attribution: 'who resolved it, whole ticket',
  source: 'requirements.md 4.1 (MTTR in business hours); statistics.md 3.2 (faster is not better by itself)',
  gaming:
    'Closing early, pausing, or taking short tickets; reopenings, linked repeats and pauses show it, and the mix of work is not taken out.',
  minimumSample: 10,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view).map((part) => observed(part, true, { amount: part.businessMs })),
  collect: geometricMeans,
};
