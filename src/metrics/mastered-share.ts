import { poissonBinomial } from '../statistics/poisson-binomial.ts';
import { coverageGroups, type RegularType, sizesOf } from './expectation/coverage-group.ts';
import { numberSample } from './families/number-of.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';
import type { Sample } from './sample.ts';

export const masteredShare: Metric = {
  id: 'mastered-share',
  title: 'Share of the work mastered',
  family: 'coverage',
  definition:
    "Of the team's regular work (types with 20 resolutions or more in the window), the share that is of types the person masters: each type counts as much as the team resolves of it, times the probability that the person masters it. A type they have never resolved counts as not mastered. The interval is that of the number of types mastered (Poisson-binomial), as a share of all, widened to hold the figure.",
  counted: 'resolutions',
  unit: 'share',
  direction: 'higher',
  attribution:
    'who resolved it; what somebody was never offered they could not show: the types not offered stand beside it',
  source: 'S001-1, S001-4; statistics.md 5.1, 5.2; roles.md (generalist)',
  gaming:
    'Filing one kind of work under several names; changes of work type by the holder show it. Easy tickets of a type gain little, as the mix is taken out.',
  minimumSample: 20,
  subjects: ['agent'],
  personalGate: true,
  restsOn: 'quality',
  observe: sortedOutcomes,
  *stand(standings) {
    for (const { types, people } of coverageGroups(standings, 'team')) {
      if (types.length === 0) continue;
      for (const agent of people) {
        const sample = shareOf(agent, types);
        if (sample !== null) yield [agent, sample];
      }
    }
  },
};

/** Null: nothing of the team's regular work has been resolved by them. */
function shareOf(agent: string, types: readonly RegularType[]): Sample | null {
  const known = types.flatMap(({ masteries, resolutions }) => {
    const mastery = masteries.get(agent);
    return mastery === undefined ? [] : [{ mastery, resolutions }];
  });
  if (known.length === 0) return null;
  const all = types.reduce((sum, { resolutions }) => sum + resolutions, 0);
  const value = known.reduce((sum, one) => sum + one.resolutions * one.mastery.probability, 0) / all;
  const number = poissonBinomial(known.map(({ mastery }) => mastery.probability));
  const sizes = sizesOf(
    known.map(({ mastery: { estimate } }) => ({
      resolutions: estimate.sampleSize,
      effective: estimate.effectiveSampleSize,
    })),
  );
  // So many of the types that are known, as if each weighed alike.
  const weight = known.reduce((sum, one) => sum + one.resolutions, 0) / all / known.length;
  return numberSample(value, number, sizes, (n) => n * weight);
}
