import { count, listed, percent } from '../backtest/words.ts';
import type { Cover } from './coverage.ts';
import type { DeskNow, Person } from './desk-now.ts';
import type { CoverChange, Leave, LostWork } from './leave.ts';
import type { Move, MovedWork } from './move.ts';
import type { Train } from './train.ts';

/** More names than this are no help to anybody. */
const MOST_NAMES = 8;

/** What follows holds of the desk as it is; nothing is changed by asking. */
export function leaveSays({ person, work, open, onlyTheirs }: Leave, desk: DeskNow): string[] {
  return [
    `If ${person.name} left tomorrow (work of the last ${desk.weeks} weeks):`,
    ...heldBackLines(desk),
    ...(work.length === 0 ? ['', 'They resolved nothing of a known kind in this time.'] : lostWorkLines(work)),
    '',
    open.length === 0
      ? 'No open ticket is in their hands.'
      : `${count(open.length, 'open ticket')} would need somebody: ${named(open)}.`,
    onlyTheirs.length === 0 ? 'No flag or stage is theirs alone.' : `Theirs alone: ${listed(onlyTheirs)}.`,
  ];
}

/** In full what gets less safe; of the rest, who could take it over. */
function lostWorkLines(work: readonly LostWork[]): string[] {
  const [lost, safe] = [work.filter(isLess), work.filter((one) => !isLess(one))];
  const safeLines = safe.map(
    ({ workType, ownWeekly, covers }) =>
      `  ${workType} (${perWeek(ownWeekly)} of theirs); ${coverSays(covers.at(-1)?.after, covers[0]?.after)}`,
  );
  return [
    ...lost.flatMap(lostLines),
    ...(safe.length === 0 ? [] : ['', 'Covered about as well as before:', ...safeLines]),
  ];
}

const isLess = ({ covers }: LostWork): boolean => covers.some(isChanged);

function lostLines({ workType, ownWeekly, deskWeekly, covers }: LostWork): string[] {
  const [desk] = covers;
  return [
    '',
    `${workType}: ${perWeek(ownWeekly)} of the desk's ${perWeek(deskWeekly)}`,
    ...covers.map((change) => `  ${where(change)}: ${changeText(change)}`),
    `  ${coverSays(covers.at(-1)?.after, desk?.after)}`,
  ];
}

/** The nearest who can: of their own region or shift if anybody there can, else of the desk. */
function coverSays(near: Cover | undefined, desk: Cover | undefined): string {
  const [first] = [near, desk].filter((one) => (one?.masters.length ?? 0) > 0);
  if (first !== undefined) return `cover: ${names(first.masters)}`;
  const others = desk?.others ?? [];
  if (others.length > 0) return `nobody else has shown mastery of it; has done it: ${names(others)}`;
  return 'nobody else has done it in this time: somebody has to learn it (`stepladder whatif --train`)';
}

export function moveSays({ person, to, left, joined }: Move, desk: DeskNow): string[] {
  return [
    `If ${person.name} moved ${person.team === null ? '' : `from ${person.team} `}to ${to} (work of the last ${desk.weeks} weeks):`,
    ...heldBackLines(desk),
    ...(person.team === null ? ['', 'They are in no team now, so none loses.'] : teamLines(person.team, left)),
    ...teamLines(to, joined),
  ];
}

function teamLines(team: string, work: readonly MovedWork[]): string[] {
  if (work.length === 0) return ['', `${team}: no regular work (20 resolutions in this time) to cover.`];
  const [changed, same] = [work.filter(isChanged), work.filter((one) => !isChanged(one))];
  return [
    '',
    `${team}:`,
    ...changed.flatMap((one) => [
      `  ${one.workType} (${perWeek(one.teamWeekly)}): ${changeText(one)}`,
      `    masters it then: ${one.after.masters.length === 0 ? 'nobody' : names(one.after.masters)}`,
    ]),
    ...(same.length === 0 ? [] : [`  as before: ${listed(same.map(({ workType }) => workType))}`]),
  ];
}

const isChanged = ({ before, after }: CoverChange): boolean =>
  before.masters.length !== after.masters.length || percent(before.nobody) !== percent(after.nobody);

export function trainSays(found: Train, desk: DeskNow): string[] {
  const { person, workType, covers, mentors, deskWeekly, ownWeekly, movedWeekly } = found;
  return [
    `If ${person.name} learned ${workType} (work of the last ${desk.weeks} weeks):`,
    ...heldBackLines(desk),
    '',
    ...covers.map((change) => `  ${where(change)}: ${changeText(change)}`),
    '',
    `What it takes: ${wayThere(found)}`,
    mentors.length === 0
      ? 'Mentor: nobody has shown mastery of it; a course, or another desk, would have to help.'
      : `Could be asked to mentor (if they want to, and have the time): ${mentors.slice(0, MOST_NAMES).map(mentorText).join('; ')}.`,
    `Load: the desk resolves ${perWeek(deskWeekly)} of it, ${person.name} ${perWeek(ownWeekly)}. ${
      movedWeekly > 0
        ? `Shared evenly among all who master it, about ${perWeek(movedWeekly)} more would come to them.`
        : 'They do an even share already.'
    }`,
  ];
}

function wayThere({ own, ownWeekly }: Train): string {
  const mastery = own?.mastery ?? null;
  if (mastery === null)
    return 'they have no scored resolution of it yet, so nothing can be foretold: offer some first, with somebody beside them.';
  if (mastery.missing === 0) return 'nothing more: they have shown mastery of it already.';
  if (mastery.missing === null) return 'a better rate: no number of tickets at the present one would show mastery.';
  const time =
    ownWeekly > 0
      ? `, about ${count(Math.ceil(mastery.missing / ownWeekly), 'week')} at the pace it comes to them now`
      : '';
  return `about ${mastery.missing} more at this rate${time}.`;
}

const mentorText = ({ person, shares }: Train['mentors'][number]): string =>
  shares.length === 0 ? person.name : `${person.name} (same ${listed(shares)})`;

const where = ({ by, name }: CoverChange): string => (by === 'desk' ? 'whole desk' : `${by} ${name}`);

/** Never quite nothing: that nobody is there can always happen. */
const chanceText = (chance: number): string => (chance < 0.005 ? 'under 1 %' : percent(chance));

function changeText({ before, after }: CoverChange): string {
  const chance = `${chanceText(before.nobody)} -> ${chanceText(after.nobody)}`;
  return `chance that nobody who masters it is there ${chance}; shown to master it ${before.masters.length} -> ${after.masters.length}`;
}

const heldBackLines = ({ heldBack }: DeskNow): string[] =>
  heldBack === null ? [] : ['', `Take who masters what with care, for or against nobody: ${heldBack}`];

const perWeek = (n: number): string => `${Number(n.toPrecision(2))} a week`;
const names = (people: readonly Person[]): string => named(people.map(({ name }) => name));

function named(all: readonly string[]): string {
  const more = all.length - MOST_NAMES;
  return more > 0 ? `${all.slice(0, MOST_NAMES).join(', ')} and ${more} more` : listed(all);
}
