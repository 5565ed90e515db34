import type { SubjectKind } from '../metric.ts';
import type { Estimate } from '../sample.ts';
import type { Mastery } from './mastery.ts';
import type { Standings } from './standings.ts';

/** A type that people together resolved so often in the window is regular work of theirs. */
export const REGULAR = 20;
/** A region or shift of fewer is a few known people: figures that compare or describe it are not made. */
export const FEWEST_PEOPLE = 5;

/** A kind of work that a group does regularly, and who of it can do it. */
export interface RegularType {
  readonly workType: string;
  /** Scored resolutions by people of the group in the window. */
  readonly resolutions: number;
  /** What they are worth once lumps and age are allowed for; never more. */
  readonly effective: number;
  /** Of those who are still there, by agent. */
  readonly masteries: ReadonlyMap<string, Mastery>;
}

/** People who belong together, and the work they do regularly. */
export interface CoverageGroup {
  readonly id: string;
  readonly people: readonly string[];
  readonly types: readonly RegularType[];
}

/** Groups with a scored resolution in the window. Of a work type: everybody, and that type alone. */
export function* coverageGroups(standings: Standings, kind: SubjectKind): Iterable<CoverageGroup> {
  if (kind === 'work-type') {
    const people = peopleOf(standings);
    for (const type of regularTypes(standings, people)) yield { id: type.workType, people, types: [type] };
    return;
  }
  for (const [id, members] of membersOf(standings, kind))
    yield { id, people: members, types: regularTypes(standings, members) };
}

/** By group of this kind: everybody of it with a scored resolution. */
export function membersOf(standings: Standings, kind: SubjectKind): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const agent of peopleOf(standings)) {
    const id = groupOf(standings, kind, agent);
    const members = id === null ? [] : (groups.get(id) ?? []);
    if (id !== null) groups.set(id, members);
    members.push(agent);
  }
  return groups;
}

/** Everybody with a scored resolution, in an order that is always the same. */
const peopleOf = ({ book }: Standings): readonly string[] => [...book.agents.keys()].sort();

/** The group of this kind that a person belongs to; a team, where the desk's list names none, is the one they resolve most in. */
export function groupOf({ people, work }: Standings, kind: SubjectKind, agent: string): string | null {
  switch (kind) {
    case 'team':
      return people.get(agent)?.team ?? work.usualTeamOf(agent);
    case 'region':
    case 'shift':
      return people.get(agent)?.[kind] ?? null;
    case 'agent':
    case 'work-type':
      return null;
  }
}

/** Types of work of which the desk's expectation knows nothing yet are left out: nobody's mastery of them can be told. */
function regularTypes(standings: Standings, people: readonly string[]): RegularType[] {
  const types = new Map<string, { resolutions: number; effective: number; masteries: Map<string, Mastery> }>();
  for (const agent of people) {
    for (const [workType, mastery] of standings.masteriesOf(agent)) {
      const type = types.get(workType) ?? { resolutions: 0, effective: 0, masteries: new Map<string, Mastery>() };
      types.set(workType, type);
      type.resolutions += mastery.estimate.sampleSize;
      type.effective += mastery.estimate.effectiveSampleSize;
      if (isThere(standings, agent)) type.masteries.set(agent, mastery);
    }
  }
  return [...types]
    .filter(([, { resolutions }]) => resolutions >= REGULAR)
    .map(([workType, type]) => ({ workType, ...type }))
    .sort((a, b) => (a.workType < b.workType ? -1 : 1));
}

function isThere({ people, view }: Standings, agent: string): boolean {
  const endedAt = people.get(agent)?.endedAt ?? null;
  return endedAt === null || endedAt > view.asOf;
}

export const chancesOf = ({ masteries }: RegularType): number[] =>
  [...masteries.values()].map(({ probability }) => probability);

/** Sizes of the sample a figure over these types rests on. */
export function sizesOf(
  types: readonly Pick<RegularType, 'resolutions' | 'effective'>[],
): Pick<Estimate, 'sampleSize' | 'effectiveSampleSize'> {
  return {
    sampleSize: types.reduce((sum, { resolutions }) => sum + resolutions, 0),
    effectiveSampleSize: types.reduce((sum, { effective }) => sum + effective, 0),
  };
}
