import { coverOf, regularTypes, weekly } from './coverage.ts';
import type { DeskNow, Person } from './desk-now.ts';
import { type CoverChange, without } from './leave.ts';

export interface MovedWork extends CoverChange {
  readonly workType: string;
  /** Resolved a week by the team as it is, and of that by the person. */
  readonly teamWeekly: number;
  readonly ownWeekly: number;
}

/** Both teams' regular work, before and after. */
export interface Move {
  readonly person: Person;
  readonly to: string;
  /** Empty where they are in no team. */
  readonly left: readonly MovedWork[];
  readonly joined: readonly MovedWork[];
}

export function move(desk: DeskNow, person: Person, to: string): Move {
  const inTeam = (team: string | null) => desk.people.filter((one) => team !== null && one.team === team);
  const [old, joined] = [inTeam(person.team), inTeam(to)];
  const changed = (name: string, before: readonly Person[], after: readonly Person[]): MovedWork[] =>
    regularTypes(before).map((workType) => ({
      by: 'team',
      name,
      workType,
      teamWeekly: weekly(before, workType, desk),
      ownWeekly: weekly([person], workType, desk),
      before: coverOf(before, workType),
      after: coverOf(after, workType),
    }));
  return {
    person,
    to,
    left: changed(person.team ?? '', old, without(old, person)),
    joined: changed(to, joined, [...joined, person]),
  };
}

export const teamsOf = ({ people }: DeskNow): string[] => [...new Set(people.flatMap(({ team }) => team ?? []))].sort();
