import { FEWEST_PEOPLE, groupOf, membersOf } from './expectation/coverage-group.ts';
import { handoverShares } from './families/handover-share.ts';
import type { Metric } from './metric.ts';
import { handoversIn } from './observe.ts';

export const followTheSun: Metric = {
  id: 'follow-the-sun',
  title: 'Hand-overs to another region that were right at once',
  family: 'team',
  definition:
    'Hand-overs to a person of another region after which that person resolved the ticket, over all hand-overs to another region.',
  counted: 'hand-overs',
  unit: 'share',
  direction: 'higher',
  attribution: 'the team and region of the sender; of a region of fewer than 5 people it is not told',
  source: 'S000-14; statistics.md 5.4',
  gaming: 'Keeping what the next region should go on with overnight; open age and missed targets show it.',
  minimumSample: 20,
  subjects: ['team', 'region'],
  personalGate: false,
  observe: (contribution, view) => handoversIn(contribution, view, ({ outcome }) => outcome === 'right-first'),
  stand(standings, kind) {
    const regionOf = (agent: string) => groupOf(standings, 'region', agent);
    const members = membersOf(standings, 'region');
    const isTold = (region: string) => (members.get(region)?.length ?? 0) >= FEWEST_PEOPLE;
    return handoverShares(
      standings,
      ({ from, to, team }) => {
        const [sender, next] = [regionOf(from), to === null ? null : regionOf(to)];
        if (sender === null || next === null || sender === next) return null;
        if (kind === 'team') return team;
        return isTold(sender) ? sender : null;
      },
      ({ outcome }) => outcome === 'right-first',
    );
  },
};
