import { perHundred } from './families/per-hundred.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const transfersPerTicket: Metric = {
  id: 'transfers-per-ticket',
  title: 'Transfers',
  family: 'coverage',
  definition: 'Hand-overs that resolved tickets went through since they were opened or reopened, per 100 resolutions.',
  counted: 'resolutions',
  unit: 'per-100',
  direction: 'lower',
  attribution:
    'the team of the resolver, and the work type; never a person: who resolves a ticket did not send it round',
  source: 'S001-9; statistics.md 5.4',
  gaming: 'Holding on to what others know better; own time and reopenings show it.',
  minimumSample: 20,
  subjects: ['team', 'work-type'],
  personalGate: false,
  observe: (contribution, view) =>
    resolutionsIn(contribution, view).map((part) =>
      observed(part, part.handovers > 0, { cell: part.cell, amount: part.handovers }),
    ),
  collect: perHundred,
};
