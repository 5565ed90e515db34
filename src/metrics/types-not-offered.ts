import { hardlyOffered } from './families/hardly-offered.ts';
import type { Metric } from './metric.ts';
import { opportunity } from './opportunity.ts';

export const typesNotOffered: Metric = {
  id: 'types-not-offered',
  title: 'Work types hardly offered',
  family: 'coverage',
  definition:
    "How many kinds of the team's work (each a twentieth or more of what colleagues take) come to the person less than a third as often as to the colleagues, by their share of all tickets each takes: the sum over kinds of the probability of that (beta posterior, Jeffreys). The interval is that of the number of such kinds (Poisson-binomial).",
  counted: 'tickets taken',
  unit: 'types',
  direction: 'lower',
  attribution: 'the desk, which hands work out; it is held against nobody who was not offered something',
  source:
    'S001-16; statistics.md 5.1 (not offered is not the same as not mastered); roles.md (opportunity not offered)',
  gaming:
    'Handing a kind of work to somebody once they ask and taking it back; hand-overs show it. People of other duties are offered less with reason: ask.',
  minimumSample: 20,
  subjects: ['agent'],
  personalGate: true,
  // What came to somebody, of which the kind is known.
  observe: opportunity.observe,
  collect: hardlyOffered,
};
