import type { WatchKind } from '../watch-schema.ts';

/** What is looked for; who is told first follows the table of risks the desk's documents ask for. */
export const WATCH_KINDS: readonly Omit<WatchKind, 'items'>[] = [
  {
    id: 'challenge-open',
    title: 'Challenged, and not answered',
    why: 'Somebody says that a flag about them is wrong. Until it is answered, nothing may follow from that flag.',
    first: 'the manager',
    what: 'Read what they wrote, look at the tickets together, and answer on the flag.',
    source: 'S001-14',
  },
  {
    id: 'overlooked',
    title: 'Overlooked',
    why: 'The evidence says they are ready, and for four weeks or more nobody has looked at it or named them.',
    first: 'the lead',
    what: 'Open the flag. Ask them whether they want the role, then nominate or say why not.',
    source: 'S002-1',
  },
  {
    id: 'ready-and-waiting',
    title: 'Ready and waiting',
    why: 'Ready for a role for a quarter of a year or more, seen by somebody, and not decided. An offer from outside beats a slow promise.',
    first: 'the manager',
    what: 'Decide, or tell them by when it will be decided.',
    source: 'S002-15',
  },
  {
    id: 'promise-overdue',
    title: 'Support or probation past its end',
    why: 'What was agreed had an end, that day has passed, and nobody has said what came of it.',
    first: 'the manager',
    what: 'Sit down with them, then end it with what you found, or agree on a new date.',
    source: 'S001-5',
  },
  {
    id: 'gate-overdue',
    title: 'Programme: a date has passed',
    why: 'What a planned path was to have come to by a date is not there yet. That is a question to the plan first.',
    first: 'the person and the manager',
    what: 'Look at the plan together: put down what is there but unrecorded, and give the rest new dates.',
    source: 'S004-3',
  },
  {
    id: 'stagnation',
    title: 'Stuck at the same work',
    why: 'They master what they do, the work is the same as ever, and the time planned for it is over by half.',
    first: 'the person, then the manager',
    what: 'Talk about the next step on this path or another, and about work that is new to them.',
    source: 'S003-1, S004-5',
  },
  {
    id: 'clerical-only',
    title: 'Reports, and nothing of their own',
    why: 'The role was given two months ago or more. Reports are on record, and nothing they began themselves: the role may leave them no room.',
    first: 'the manager',
    what: 'Ask what they would change, and clear the time and the say for one recommendation of theirs.',
    source: 'S003-12',
  },
  {
    id: 'thin-bench',
    title: 'Nobody ready behind them',
    why: 'One or two people hold the role in a region, and nobody else there is ready for it now.',
    first: 'the manager',
    what: 'See who is nearest on the path, and begin with what they are missing before somebody leaves.',
    source: 'S000-12',
  },
];
