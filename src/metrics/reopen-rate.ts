import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { maturedIn, observed, reopenedInTime } from './observe.ts';

export const reopenRate: Metric = {
  id: 'reopen-rate',
  title: 'Reopen rate',
  family: 'quality',
  definition: 'Resolutions reopened within the maturity time, over all resolutions old enough to tell.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'lower',
  attribution: 'the resolver before the reopening',
  source: 'ServiceNow benchmark definition, charged as Kaizo does (requirements.md 4.1)',
  gaming:
    'Having the customer open a new ticket, or waiting until the maturity time is over; the linked repeat rate shows it.',
  minimumSample: 50,
  subjects: ['agent', 'team'],
  personalGate: true,
  restsOn: 'reopen',
  observe: (contribution, view) =>
    maturedIn(contribution, view).map((part) => observed(part, reopenedInTime(part, view))),
  collect: proportions,
};
