import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const slaAttainment: Metric = {
  id: 'sla-attainment',
  title: 'SLA attainment',
  family: 'sla',
  definition:
    'Resolutions within the resolution target, over all resolutions that had one. Unresolved tickets are not in it.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'higher',
  attribution: 'who resolved it, whole ticket: delays of earlier holders are in it',
  source:
    'ServiceNow benchmark definition (requirements.md 4.1); S003-5; limits of whole-ticket figures: statistics.md 15',
  gaming:
    'Pausing the clock near its end, or moving to an easier priority; pauses that begin late in the target, and edits of priority after the start, show it. The first priority said decides here.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  restsOn: 'sla',
  observe: (contribution, view) =>
    resolutionsIn(contribution, view).flatMap((part) => (part.sla === null ? [] : [observed(part, part.sla.met)])),
  collect: proportions,
};
