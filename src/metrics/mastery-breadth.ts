import { masteredBreadth } from '../statistics/diversity.ts';
import { poissonBinomial } from '../statistics/poisson-binomial.ts';
import { masterySizes } from './expectation/mastery.ts';
import { numberSample } from './families/number-of.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';

export const masteryBreadth: Metric = {
  id: 'mastery-breadth',
  title: 'Breadth of mastery',
  family: 'coverage',
  definition:
    'Effective number of work types among those mastered: exp of the entropy of the probabilities of mastery, so that a type that is hardly mastered adds little beside one that is. The interval is that of the number of types mastered (Poisson-binomial), widened to hold the figure.',
  counted: 'resolutions',
  unit: 'types',
  direction: 'higher',
  attribution: 'who resolved it; what somebody was never offered they could not show: opportunity stands beside it',
  source: 'S001-16; statistics.md 5.1',
  gaming:
    'Being equally weak at everything looks broad: read it beside the number of work types mastered, which is then small.',
  minimumSample: 20,
  subjects: ['agent'],
  personalGate: false,
  restsOn: 'quality',
  observe: sortedOutcomes,
  *stand(standings) {
    for (const agent of standings.book.agents.keys()) {
      const masteries = [...standings.masteriesOf(agent).values()];
      const chances = masteries.map(({ probability }) => probability);
      if (masteries.length === 0) continue;
      yield [agent, numberSample(masteredBreadth(chances), poissonBinomial(chances), masterySizes(masteries))];
    }
  },
};
