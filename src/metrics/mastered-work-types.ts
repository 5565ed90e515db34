import { poissonBinomial } from '../statistics/poisson-binomial.ts';
import { masterySizes } from './expectation/mastery.ts';
import { numberSample } from './families/number-of.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';

export const masteredWorkTypes: Metric = {
  id: 'mastered-work-types',
  title: 'Work types mastered',
  family: 'coverage',
  definition:
    "How many work types the person can be taken to master: the sum over types of the probability that they do such work as well as the desk's target over all work asks, by their own resolutions of it and by their skill over all. The interval is that of the number of types mastered, if each is or is not with its probability (Poisson-binomial).",
  counted: 'resolutions',
  unit: 'types',
  direction: 'higher',
  attribution: 'who resolved it; what somebody was never offered they could not show: opportunity stands beside it',
  source: 'S001-16; statistics.md 5.1, 5.2, 5.3',
  gaming:
    'Filing one kind of work under several names; changes of work type by the holder show it. Easy tickets of a type gain little, as the mix is taken out.',
  minimumSample: 20,
  subjects: ['agent'],
  personalGate: true,
  restsOn: 'quality',
  observe: sortedOutcomes,
  *stand(standings) {
    for (const agent of standings.book.agents.keys()) {
      const masteries = [...standings.masteriesOf(agent).values()];
      if (masteries.length === 0) continue;
      const chances = masteries.map(({ probability }) => probability);
      const value = chances.reduce((sum, each) => sum + each, 0);
      yield [agent, numberSample(value, poissonBinomial(chances), masterySizes(masteries))];
    }
  },
};
