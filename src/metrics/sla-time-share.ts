import { meanScores } from './families/mean-score.ts';
import type { Metric } from './metric.ts';
import { partsIn, scored } from './observe.ts';

export const slaTimeShare: Metric = {
  id: 'sla-time-share',
  title: 'Share of targets used',
  family: 'sla',
  definition:
    'Of each resolution target, the share used up by the own holding (all of it at most); mean over resolved tickets held that had a target.',
  counted: 'tickets held',
  unit: 'share',
  direction: 'neither',
  attribution: "each holder by time on the clock; time in the queue is nobody's",
  source: 'statistics.md 7 (clock share: to audit with, not to decide by); S003-5',
  gaming: 'Letting tickets wait in the queue or with others; taken in time and hand-overs show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  observe: ({ agentId, slaShares }, view) =>
    agentId === null
      ? []
      : partsIn(slaShares, view).map((part) => scored(part, Math.min(1, part.ownMs / part.result.targetMs))),
  collect: meanScores,
};
