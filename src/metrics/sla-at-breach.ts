import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

export const slaAtBreach: Metric = {
  id: 'sla-at-breach',
  title: 'Breached in own hands',
  family: 'sla',
  definition:
    'Resolved tickets held whose target ran out while in these hands, over all resolved tickets held that had a target.',
  counted: 'tickets held',
  unit: 'share',
  direction: 'lower',
  attribution: 'the holder at the instant of the breach (sticky), whoever used the time before',
  source: 'requirements.md 4.1 (breach holder); shown beside budget excess, never decided by',
  gaming:
    'Passing a ticket to a colleague or back to the queue shortly before its target; hand-overs in the last tenth of the target show it, and own time takes the gain away.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  restsOn: 'sla',
  observe: ({ slaShares }, view) => partsIn(slaShares, view).map((part) => observed(part, part.atBreach)),
  collect: proportions,
};
