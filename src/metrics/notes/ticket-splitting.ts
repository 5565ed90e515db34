import { resolutionsIn } from '../observe.ts';
import { overExpected, workPath } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

export const ticketSplitting: Signal = {
  id: 'ticket-splitting',
  title: 'Several tickets about one matter',
  mayMean:
    'Requesters who write once for each device or person, a form that asks for one ticket a wish, an outage; or one matter written down as several tickets.',
  asks: 'Who opens the further tickets, and why? Would a form or a parent ticket serve better?',
  source:
    'statistics.md 9 (ticket splitting: tickets per requester-session against peers; episodes are folded into one)',
  counted: 'tickets resolved',
  unit: 'ratio',
  collect: overExpected((contribution, view) =>
    resolutionsIn(contribution, view)
      .filter(({ cycle }) => cycle === 0)
      .map(({ at, cell, episodeOf }) => ({ at, path: workPath(cell), happened: episodeOf !== null })),
  ),
  sentence: (finding) =>
    `A ticket was a further one of the same requester's about the same kind of work within the hour ${againstHabits(finding, 'tickets resolved')}.`,
};
