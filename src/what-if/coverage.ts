import { REGULAR } from '../metrics/expectation/coverage-group.ts';
import { MASTERED } from '../metrics/expectation/mastery.ts';
import { ABSENCE } from '../metrics/nobody-present.ts';
import { chanceNobody } from '../statistics/coverage.ts';
import type { DeskNow, OwnWork, Person } from './desk-now.ts';

export const masters = ({ mastery }: OwnWork): boolean => (mastery?.probability ?? 0) >= MASTERED;

/** Who of some people can do a kind of work; in order of name. */
export interface Cover {
  readonly masters: readonly Person[];
  /** Have resolved some in the window, and not shown mastery yet. */
  readonly others: readonly Person[];
  /** Chance, 0..1, that nobody is there who masters it. */
  readonly nobody: number;
}

/** `shown`: taken to have shown mastery besides. */
export function coverOf(people: readonly Person[], workType: string, shown?: Person): Cover {
  const own = (person: Person) => person.work.get(workType) ?? { resolved: 0, mastery: null };
  const chance = (person: Person) => {
    const probability = own(person).mastery?.probability ?? 0;
    return person.id === shown?.id ? Math.max(MASTERED, probability) : probability;
  };
  return {
    masters: people.filter((person) => masters(own(person)) || person.id === shown?.id),
    others: people.filter((person) => own(person).resolved > 0 && !masters(own(person)) && person.id !== shown?.id),
    nobody: chanceNobody(people.map(chance), ABSENCE),
  };
}

/** Tickets of a kind that these people resolve a week. */
export function weekly(people: readonly Person[], workType: string, { weeks }: Pick<DeskNow, 'weeks'>): number {
  return people.reduce((sum, { work }) => sum + (work.get(workType)?.resolved ?? 0), 0) / weeks;
}

/** What these people do regularly, by name. */
export function regularTypes(people: readonly Person[]): string[] {
  const types = new Set(people.flatMap(({ work }) => [...work.keys()]));
  const resolved = (type: string) => people.reduce((sum, { work }) => sum + (work.get(type)?.resolved ?? 0), 0);
  return [...types].filter((type) => resolved(type) >= REGULAR).sort((a, b) => (a < b ? -1 : 1));
}

/** The groups that somebody belongs to besides the desk; `of`: of these people. */
export function groupsOf(person: Person, of: readonly Person[]) {
  return (['shift', 'region'] as const).flatMap((by) => {
    const name = person[by];
    return name === null ? [] : [{ by, name, people: of.filter((one) => one[by] === name) }];
  });
}
