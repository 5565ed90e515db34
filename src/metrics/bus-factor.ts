import { busFactor as shownMasters } from '../statistics/coverage.ts';
import { leastOf, poissonBinomial } from '../statistics/poisson-binomial.ts';
import { chancesOf, coverageGroups, sizesOf } from './expectation/coverage-group.ts';
import { MASTERED } from './expectation/mastery.ts';
import { numberSample } from './families/number-of.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';

export const busFactor: Metric = {
  id: 'bus-factor',
  title: 'Bus factor',
  family: 'team',
  definition:
    'How many people have shown mastery of a work type (probability .8 or more) and are still there; of a team, region or shift the least over the types it works regularly (20 resolutions or more in the window). The interval is that of the number of people who master it, if each does with their probability (Poisson-binomial), widened to hold the figure.',
  counted: 'resolutions',
  unit: 'people',
  direction: 'higher',
  attribution: 'the work type, team, region or shift; it names nobody',
  source: 'S000-1, S000-12; statistics.md 5.3',
  gaming:
    'Spreading names over the tickets one person works; notes and replies by somebody else than the resolver show it.',
  minimumSample: 20,
  subjects: ['work-type', 'team', 'region', 'shift'],
  personalGate: false,
  restsOn: 'quality',
  tellsOfPeople: true,
  observe: sortedOutcomes,
  *stand(standings, kind) {
    for (const { id, types } of coverageGroups(standings, kind)) {
      if (types.length === 0) continue;
      const chances = types.map(chancesOf);
      const value = Math.min(...chances.map((each) => shownMasters(each, MASTERED)));
      yield [id, numberSample(value, leastOf(chances.map(poissonBinomial)), sizesOf(types))];
    }
  },
};
