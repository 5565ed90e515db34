import type { Handover } from './expectation/handovers.ts';
import { MASTERED } from './expectation/mastery.ts';
import type { Standings } from './expectation/standings.ts';
import { handoverShares } from './families/handover-share.ts';
import type { Metric } from './metric.ts';
import { handoversIn } from './observe.ts';

export const avoidableTransfers: Metric = {
  id: 'avoidable-transfers',
  title: 'Avoidable hand-overs',
  family: 'coverage',
  definition:
    'Hand-overs that came back, or moved on again although the sender masters that kind of work, over all hand-overs. One after which the next holder resolved the ticket is never among them.',
  counted: 'hand-overs',
  unit: 'share',
  direction: 'lower',
  attribution: 'the sender; whether they had the time to do it themselves is not known, so it is asked of nobody',
  source: 'S001-9; statistics.md 5.4',
  gaming: 'Holding on to what others know better; own time, reopenings and open age show it.',
  minimumSample: 20,
  subjects: ['agent', 'team'],
  personalGate: false,
  restsOn: 'quality',
  observe: (contribution, view) => handoversIn(contribution, view, ({ outcome }) => outcome === 'bounce-back'),
  stand: (standings, kind) =>
    handoverShares(
      standings,
      ({ from, team }) => (kind === 'agent' ? from : team),
      (each) => isAvoidable(each, standings),
    ),
};

function isAvoidable({ from, workType, outcome }: Handover, standings: Standings): boolean {
  if (outcome === 'bounce-back') return true;
  return outcome === 'onward' && (standings.masteryOf(from, workType)?.probability ?? 0) >= MASTERED;
}
