import type { Contribution, WarningPart } from '../../domain/contribution.ts';
import { partsIn } from '../observe.ts';
import { overExpected } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

const LAST_TENTH_BEGINS = 90;

export const lateTransfers: Signal = {
  id: 'late-transfers',
  title: 'Handed on in the last tenth of the target',
  mayMean:
    'The end of a shift, a leave, a matter that turns out late to need another team; or tickets parked with colleagues before the target runs out.',
  asks: 'Did the next holder get what they needed, and in time? What would have shown sooner that it belongs there?',
  source:
    'statistics.md 9 (collusion, "helping" transfers). Budget excess lays the time on who used it, so nothing is gained.',
  counted: 'tickets held when nine tenths of the target were used up',
  unit: 'ratio',
  collect: overExpected((contribution, view) =>
    partsIn(contribution.warnings, view)
      .filter(({ percent }) => percent === LAST_TENTH_BEGINS)
      .map((warning) => ({ at: warning.at, path: [], happened: handedOnBeforeBreach(contribution, warning) })),
  ),
  sentence: (finding) =>
    `A ticket was handed on between nine tenths of the target and its end ${againstHabits(finding, 'tickets held at nine tenths')}.`,
};

function handedOnBeforeBreach({ handoffs, slaShares }: Contribution, { at }: WarningPart): boolean {
  return handoffs.some((handoff) => handoff.at >= at) && !slaShares.some(({ atBreach }) => atBreach);
}
