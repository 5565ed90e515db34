import { concentrations } from './families/concentration.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const resolverConcentration: Metric = {
  id: 'resolver-concentration',
  title: 'Work resting on one person',
  family: 'team',
  definition: "Share of a work type's resolutions that one person did: the one who did most.",
  counted: 'resolutions',
  unit: 'share',
  direction: 'lower',
  attribution: 'the work type; the person is named as what a leave would take away, not as a fault',
  source: 'S000-1, S000-12; statistics.md 5.3 (bus factor)',
  gaming:
    'Spreading names over the tickets one person works; notes and replies by somebody else than the resolver show it.',
  minimumSample: 20,
  subjects: ['work-type'],
  personalGate: false,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view).map((part) => observed(part, true, { cell: part.cell })),
  collect: concentrations,
};
