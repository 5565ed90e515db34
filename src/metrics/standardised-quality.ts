import type { Metric } from './metric.ts';
import { outcomesSoFar } from './outcome.ts';

export const standardisedQuality: Metric = {
  id: 'standardised-quality',
  title: 'Standardised quality',
  family: 'quality',
  definition:
    "The success rate this person would have on the desk's whole mix of work: good outcomes (target met, not reopened, requester not back within 7 days, not bounced back, no review failed), each weighed by how hard such work is on this desk, older weeks fading, and successes of the last two weeks counting only as far as failures would have shown by now.",
  counted: 'resolutions',
  unit: 'share',
  direction: 'higher',
  attribution: 'who resolved it',
  source: 'statistics.md 0, 2.3b, 2.4, 15; S001-4',
  gaming:
    'Taking easy work gains nothing, as the mix is taken out; closing early shows as linked repeats and reopenings, splitting one matter into many tickets counts once.',
  minimumSample: 20,
  target: 0.9,
  subjects: ['agent', 'team'],
  personalGate: true,
  restsOn: 'quality',
  observe: outcomesSoFar,
  *stand(standings, kind) {
    if (kind !== 'agent' && kind !== 'team') return;
    for (const [id, standing] of standings.skills(kind)) yield [id, standings.rate(standing)];
  },
};
