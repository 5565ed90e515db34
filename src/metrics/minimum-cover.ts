import { smallestCover } from '../statistics/coverage.ts';
import { chancesOf, coverageGroups, FEWEST_PEOPLE, type RegularType, sizesOf } from './expectation/coverage-group.ts';
import { MASTERED } from './expectation/mastery.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';

export const minimumCover: Metric = {
  id: 'minimum-cover',
  title: 'People it takes to cover all work',
  family: 'team',
  definition:
    'Fewest people who together master (probability .8 or more) every work type the group works regularly (20 resolutions or more in the window). A type that nobody has shown mastery of counts as one further person, to be found or trained: its bus factor is 0. The interval runs from counting everybody who may master a type to counting only those who surely do.',
  counted: 'resolutions',
  unit: 'people',
  direction: 'lower',
  attribution:
    'the team, region or shift; it names nobody, and of a region or shift of fewer than 5 people it is not told',
  source: 'S000-1; statistics.md 5.3',
  gaming: 'Filing different kinds of work under one name; the breadth of work and changes of work type show it.',
  minimumSample: 20,
  subjects: ['team', 'region', 'shift'],
  personalGate: false,
  restsOn: 'quality',
  tellsOfPeople: true,
  observe: sortedOutcomes,
  *stand(standings, kind) {
    for (const { id, people, types } of coverageGroups(standings, kind)) {
      if (types.length === 0 || (kind !== 'team' && people.length < FEWEST_PEOPLE)) continue;
      const sizes = sizesOf(types);
      const known = types.map(whoMayMaster);
      const value = coverAt(MASTERED, known);
      const estimate = (level: number) => {
        const tail = (1 - level) / 2;
        const lower = coverAt(Math.min(MASTERED, tail), known);
        const upper = coverAt(Math.max(MASTERED, 1 - tail), known);
        return { value, lower: Math.min(value, lower), upper: Math.max(value, upper), level, ...sizes };
      };
      yield [id, { sampleSize: sizes.sampleSize, estimate }];
    }
  },
};

/** All that is kept of a type for later questions: the i-th of each list belong together. */
interface MayMaster {
  readonly agents: readonly string[];
  readonly chances: readonly number[];
}

const whoMayMaster = (type: RegularType): MayMaster => ({
  agents: [...type.masteries.keys()],
  chances: chancesOf(type),
});

/** With everybody counted who masters a type with at least this probability. */
function coverAt(least: number, types: readonly MayMaster[]): number {
  const covers = new Map<string, number[]>();
  const covered = types.filter(({ chances }) => chances.some((chance) => chance >= least));
  covered.forEach(({ agents, chances }, type) => {
    for (const [i, agent] of agents.entries()) {
      if ((chances[i] ?? 0) >= least) covers.set(agent, [...(covers.get(agent) ?? []), type]);
    }
  });
  const cover = smallestCover([...covers.values()], covered.length);
  return (cover?.agents.length ?? 0) + types.length - covered.length;
}
