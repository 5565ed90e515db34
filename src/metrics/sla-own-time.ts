import { budgetKept } from './families/budget-kept.ts';
import type { Metric } from './metric.ts';
import { observed, partsIn } from './observe.ts';

export const slaOwnTime: Metric = {
  id: 'sla-own-time',
  title: 'Own time within what such work takes',
  family: 'sla',
  definition:
    'Resolved tickets held that met their target, or in which the own holding took no longer than the median holding of such work (budget excess none), over all resolved tickets held that had a target.',
  counted: 'tickets held',
  unit: 'share',
  direction: 'higher',
  attribution: 'each holder, by budget excess: nobody answers for time in other hands',
  source: 'statistics.md 7 (budget excess); requirements.md 2 no. 1 to 3',
  gaming: 'Handing a ticket on before the time such work takes is up; bounce rate and transfers per ticket show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  restsOn: 'own-time',
  observe: ({ slaShares }, view) =>
    partsIn(slaShares, view).map((part) => observed(part, part.result.met, { cell: part.cell, amount: part.ownMs })),
  collect: budgetKept,
};
