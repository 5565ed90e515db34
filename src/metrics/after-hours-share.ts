import { actsIn } from './families/acts.ts';
import { unusualHours } from './families/unusual-hours.ts';
import type { Metric } from './metric.ts';

export const afterHoursShare: Metric = {
  id: 'after-hours-share',
  title: 'Unusual hours',
  family: 'load',
  definition:
    "Acts on tickets on a weekend day, or in an hour of the day (UTC) that holds less than 2 % of the person's own acts in the window, over all their acts. Nobody's rota is known: hours are unusual for the person, not forbidden.",
  counted: 'acts',
  unit: 'share',
  direction: 'neither',
  attribution: 'who acted',
  source: 'S000-4; roles.md (overload)',
  gaming: 'Working off the record, or saving up what was written at night; nothing here shows that, so ask.',
  minimumSample: 100,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: actsIn,
  collect: unusualHours,
};
