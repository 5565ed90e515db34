import { chartedFrom } from './expectation/own-chart.ts';
import type { Metric } from './metric.ts';
import { outcomesSoFar } from './outcome.ts';

export const ownLevelChart: Metric = {
  id: 'own-level-chart',
  title: 'Against own earlier level',
  family: 'quality',
  definition:
    "A chart (risk-adjusted CUSUM) that each failure raises and each success lowers, by how unlikely it was at the person's own level before the last ten weeks on the same work; as a share of the limit that chance alone reaches once in two years of such work. At 1 or more a notice stands, for 8 weeks: the figure is then the height at which the chart crossed its limit, and the chart goes on from 0. A failure counts as soon as it shows, a success as far as failures would have shown by its age. Its interval tells how far it rests on how well the earlier level is known.",
  counted: 'resolutions',
  unit: 'ratio',
  direction: 'lower',
  attribution: 'who resolved it',
  source: 'statistics.md 0 (quality notice), 4.1, 4.2, 4.4, 15; S001-5, S001-14',
  gaming:
    'A weak start makes every later week look good; the level itself, standardised quality, stands beside it. Easy work and early closing gain nothing, as there.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: true,
  restsOn: 'quality',
  observe: outcomesSoFar,
  judgedFrom: chartedFrom,
  *stand({ charts }, kind) {
    if (kind === 'agent' || kind === 'team') yield* charts.of(kind);
  },
  mutedFor: ({ charts }, { kind, id }) => (kind === 'agent' ? charts.mutedFor(id) : null),
};
