import { partsIn } from '../observe.ts';
import { overExpected, workPath } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

/** Of the target, what is used up when its last tenth begins. */
const LAST_TENTH = 0.9;

export const latePauses: Signal = {
  id: 'late-pauses',
  title: 'Pauses in the last tenth of the target',
  mayMean:
    'Answers of requesters or vendors that the log does not hold, an approved reason to wait, work that one only learns late to be somebody else’s; or a clock stopped to make the target.',
  asks: 'Is there a reason, or is the pause rule unclear?',
  source: 'statistics.md 9 (SLA pause abuse)',
  counted: 'tickets held',
  unit: 'ratio',
  collect: overExpected((contribution, view) =>
    partsIn(contribution.slaShares, view).map(({ at, cell }) => ({
      at,
      path: workPath(cell),
      happened: contribution.pauses.some(
        ({ usedShare, explained }) => !explained && usedShare !== null && usedShare >= LAST_TENTH && usedShare < 1,
      ),
    })),
  ),
  sentence: (finding) =>
    `Pauses in which the requester said nothing began in the last tenth of the target ${againstHabits(finding, 'tickets held')}.`,
};
