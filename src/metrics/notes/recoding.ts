import type { Contribution } from '../../domain/contribution.ts';
import { partsIn } from '../observe.ts';
import { overExpected } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

export const recoding: Signal = {
  id: 'recoding',
  title: 'Priorities made easier after the assignment',
  mayMean:
    'Tickets that come in with too high a priority and are rightly put straight by who knows the work, a triage that is this person’s task; or a target eased by a new priority.',
  asks: 'Who should set the priority, and who may change it later? Is it wrong at the start too often?',
  source:
    'statistics.md 9 (priority/category recoding). Figures use the first classification, so nothing is gained by it.',
  counted: 'tickets taken',
  unit: 'ratio',
  collect: overExpected((contribution, view) =>
    partsIn(contribution.taken, view)
      .slice(0, 1)
      .map(({ at }) => ({
        at,
        path: [firstPriority(contribution)],
        happened: contribution.edits.some(({ easier }) => easier === true),
      })),
  ),
  sentence: (finding) =>
    `The priority was made less urgent after the ticket had been assigned ${againstHabits(finding, 'tickets taken')}.`,
};

function firstPriority({ resolutions, slaShares }: Contribution): string {
  return (resolutions[0] ?? slaShares[0])?.cell.priority ?? 'unknown';
}
