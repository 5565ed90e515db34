import { maturedIn } from '../observe.ts';
import { overExpected } from './families/over-expected.ts';
import type { Signal } from './signal.ts';
import { againstHabits } from './words.ts';

export const surveySelection: Signal = {
  id: 'survey-selection',
  title: 'Rated more or less often than the team',
  mayMean:
    'Requesters who like to answer or never do, channels that ask for no rating, work that is nobody’s joy; or surveys that reach only some requesters. Either way their mean says little.',
  asks: 'Who is sent a survey, and when? Would a random sample do?',
  source: 'statistics.md 9 (QA/CSAT selection: response propensity)',
  counted: 'resolutions',
  unit: 'ratio',
  collect: overExpected(
    (contribution, view) =>
      maturedIn(contribution, view).map(({ at, team, cell, reopenedAt }) => ({
        at,
        path: [team ?? 'unknown', cell.channel],
        happened: contribution.ratings.some(
          (rating) => rating.at >= at && (reopenedAt === null || rating.at < reopenedAt),
        ),
      })),
    { bothWays: true },
  ),
  sentence: (finding) => `A requester rated the work ${againstHabits(finding, 'resolutions')}.`,
};
