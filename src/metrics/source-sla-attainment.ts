import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const sourceSlaAttainment: Metric = {
  id: 'source-sla-attainment',
  title: "SLA attainment by the source's own clock",
  family: 'sla',
  definition:
    'Resolutions the source itself calls within target, over all it has judged. Kept beside ours, never instead of it.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'higher',
  attribution: 'who resolved it, whole ticket',
  source: 'sla.md 11 (both kept, a difference is shown)',
  gaming:
    "As SLA attainment, and through the source's retroactive pauses; a gap between this figure and ours shows it.",
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  restsOn: 'sla',
  observe: (contribution, view) =>
    resolutionsIn(contribution, view).flatMap((part) =>
      part.sourceSlaMet === null ? [] : [observed(part, part.sourceSlaMet)],
    ),
  collect: proportions,
};
