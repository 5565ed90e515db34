import { chanceNobody } from '../statistics/coverage.ts';
import { leastOf, poissonBinomial } from '../statistics/poisson-binomial.ts';
import { chancesOf, coverageGroups, sizesOf } from './expectation/coverage-group.ts';
import { numberSample } from './families/number-of.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';

/** Share of working time that people are away: holidays, illness, training. */
export const ABSENCE = 0.15;

export const nobodyPresent: Metric = {
  id: 'nobody-present',
  title: 'Chance that nobody is there who masters it',
  family: 'team',
  definition:
    'Probability that of those who master a work type nobody is there, if everybody is away 15 % of the time, each for themselves: holidays taken together make it worse. Of a team, region or shift the largest over the types it works regularly (20 resolutions or more in the window). The interval is what it comes to with as many and as few masters as there may be (Poisson-binomial), widened to hold the figure.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'lower',
  attribution: 'the work type, team, region or shift; it names nobody',
  source: 'S000-1; statistics.md 5.3',
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
      const value = Math.max(...chances.map((each) => chanceNobody(each, ABSENCE)));
      const masters = leastOf(chances.map(poissonBinomial));
      yield [id, numberSample(value, masters, sizesOf(types), (n) => ABSENCE ** n)];
    }
  },
};
