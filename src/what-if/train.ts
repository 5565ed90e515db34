import { coverOf, groupsOf, masters, regularTypes, weekly } from './coverage.ts';
import type { DeskNow, OwnWork, Person } from './desk-now.ts';
import type { CoverChange } from './leave.ts';

/** Somebody who masters the work, and what they share with who would learn it. */
interface PossibleMentor {
  readonly person: Person;
  readonly shares: readonly ('team' | 'shift' | 'region')[];
}

/** What it would bring if somebody learned a kind of work. */
export interface Train {
  readonly person: Person;
  readonly workType: string;
  /** Null: they have done none of it. */
  readonly own: OwnWork | null;
  readonly covers: readonly CoverChange[];
  /** Who shares most first, then by name: never by a figure. */
  readonly mentors: readonly PossibleMentor[];
  readonly deskWeekly: number;
  readonly ownWeekly: number;
  /** Tickets a week that would come to them, were the work shared evenly among all who master it; 0: they do as much. */
  readonly movedWeekly: number;
}

export function train(desk: DeskNow, person: Person, workType: string): Train {
  const own = person.work.get(workType) ?? null;
  const groups = groupsOf(person, desk.people).filter(({ people }) => regularTypes(people).includes(workType));
  const all = [{ by: 'desk' as const, name: 'the desk', people: desk.people }, ...groups];
  const covers = all.map(({ by, name, people }) => ({
    by,
    name,
    before: coverOf(people, workType),
    after: coverOf(people, workType, person),
  }));
  const [deskWeekly, ownWeekly] = [weekly(desk.people, workType, desk), weekly([person], workType, desk)];
  const able = covers[0]?.after.masters.length ?? 1;
  return {
    person,
    workType,
    own,
    covers,
    mentors: mentorsOf(desk, person, workType),
    deskWeekly,
    ownWeekly,
    movedWeekly: Math.max(0, deskWeekly / able - ownWeekly),
  };
}

function mentorsOf({ people }: DeskNow, learner: Person, workType: string): PossibleMentor[] {
  return people
    .filter(({ id, work }) => id !== learner.id && masters(work.get(workType) ?? { resolved: 0, mastery: null }))
    .map((person) => ({
      person,
      shares: (['team', 'shift', 'region'] as const).filter(
        (what) => person[what] !== null && person[what] === learner[what],
      ),
    }))
    .sort((a, b) => b.shares.length - a.shares.length);
}
