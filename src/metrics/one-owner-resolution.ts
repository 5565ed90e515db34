import { proportions } from './families/proportion.ts';
import type { Metric } from './metric.ts';
import { observed, resolutionsIn } from './observe.ts';

export const oneOwnerResolution: Metric = {
  id: 'one-owner-resolution',
  title: 'One-owner resolution',
  family: 'quality',
  definition: 'Resolutions by the one person who held the ticket from start to finish, over all resolutions.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'higher',
  attribution: 'who resolved it',
  source: 'S001-12; kin of first-contact measures, which are never individual goals (HDI, requirements.md 2 no. 24)',
  gaming: 'Holding on to what others know better; own time and reopenings show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: (contribution, view) => resolutionsIn(contribution, view).map((part) => observed(part, part.oneOwner)),
  collect: proportions,
};
