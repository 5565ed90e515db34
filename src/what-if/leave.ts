import type { TicketId } from '../domain/ids.ts';
import { type Cover, coverOf, groupsOf, regularTypes, weekly } from './coverage.ts';
import type { DeskNow, Person } from './desk-now.ts';

/** One kind of work before and after somebody leaves, among some people. */
export interface CoverChange {
  readonly by: 'desk' | 'shift' | 'region' | 'team';
  readonly name: string;
  readonly before: Cover;
  readonly after: Cover;
}

export interface LostWork {
  readonly workType: string;
  /** Resolved a week by them, and by the whole desk. */
  readonly ownWeekly: number;
  readonly deskWeekly: number;
  /** Of the whole desk, then of their shift and region where it is regular work there. */
  readonly covers: readonly CoverChange[];
}

/** What goes with somebody who leaves tomorrow (S002-16). */
export interface Leave {
  readonly person: Person;
  /** The most of it first. */
  readonly work: readonly LostWork[];
  readonly open: readonly TicketId[];
  /** Flags and stages that nobody else has. */
  readonly onlyTheirs: readonly string[];
}

export function leave(desk: DeskNow, person: Person, onlyTheirs: readonly string[]): Leave {
  const work = [...person.work]
    .filter(([, { resolved }]) => resolved > 0)
    .sort(([a, one], [b, other]) => other.resolved - one.resolved || (a < b ? -1 : 1))
    .map(([workType]): LostWork => {
      const groups = groupsOf(person, desk.people).filter(({ people }) => regularTypes(people).includes(workType));
      const all = [{ by: 'desk' as const, name: 'the desk', people: desk.people }, ...groups];
      return {
        workType,
        ownWeekly: weekly([person], workType, desk),
        deskWeekly: weekly(desk.people, workType, desk),
        covers: all.map(({ by, name, people }) => ({
          by,
          name,
          before: coverOf(people, workType),
          after: coverOf(without(people, person), workType),
        })),
      };
    });
  return { person, work, open: person.open, onlyTheirs };
}

export const without = (people: readonly Person[], person: Person): Person[] =>
  people.filter(({ id }) => id !== person.id);
