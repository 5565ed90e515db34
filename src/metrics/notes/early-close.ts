import { maturedIn } from '../observe.ts';
import { repeatedInTime } from '../outcome.ts';
import { overExpected, workPath } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

export const earlyClose: Signal = {
  id: 'early-close',
  title: 'Requesters back under a new number',
  mayMean:
    'Work that truly recurs, requesters who open a new ticket for another matter, a fault that nobody could cure for good; or tickets resolved before the matter was settled.',
  asks: 'Are these the same matters? Look at a few pairs together: about one link in a hundred is false.',
  source: 'statistics.md 9 (linked repeat), 2.1 (drawn towards 1 as by 8 expected events)',
  counted: 'resolutions',
  unit: 'ratio',
  collect: overExpected(
    (contribution, view) =>
      maturedIn(contribution, view).map((part) => ({
        at: part.at,
        path: workPath(part.cell),
        happened: repeatedInTime(part),
      })),
    { shrunkBy: 8 },
  ),
  sentence: (finding) =>
    `The requester was back with the same kind of work within a week ${againstHabits(finding, 'resolutions', 'allowing for how few that are:')}.`,
};
