import { regionGap as gapOver } from '../statistics/gap.ts';
import { zForLevel } from '../statistics/normal.ts';
import { FEWEST_PEOPLE, membersOf } from './expectation/coverage-group.ts';
import type { Standings, TypeResult } from './expectation/standings.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';
import type { Sample } from './sample.ts';

/** Resolutions of a type that either side must have for it to be compared. */
const FEWEST = 20;

export const regionGap: Metric = {
  id: 'region-gap',
  title: 'Gap to the other regions',
  family: 'team',
  definition:
    'How far the region and the rest of the desk are apart in the success of one kind of work: root mean square, over the work types both do, of the differences between them, each against what such work lets expect, with what chance alone would give taken out. The interval is that of the mean of the squared differences.',
  counted: 'resolutions',
  unit: 'share',
  direction: 'lower',
  attribution:
    'the region beside all others; neither is blamed, and with fewer than 5 people on either side it is not told',
  source: 'S000-14; statistics.md 5.4',
  gaming:
    'Sending difficult work of a kind to one region under another name; changes of work type and hand-overs show it.',
  minimumSample: 100,
  subjects: ['region'],
  personalGate: false,
  observe: sortedOutcomes,
  *stand(standings) {
    const regions = membersOf(standings, 'region');
    for (const [region, members] of regions) {
      const others = [...regions].flatMap(([id, people]) => (id === region ? [] : people));
      if (Math.min(members.length, others.length) < FEWEST_PEOPLE) continue;
      const sample = gapBetween(resultsOf(standings, members), resultsOf(standings, others), standings.phi);
      if (sample !== null) yield [region, sample];
    }
  },
};

function resultsOf(standings: Standings, people: readonly string[]): ReadonlyMap<string, TypeResult> {
  const sums = new Map<string, TypeResult>();
  for (const agent of people) {
    for (const [type, more] of standings.resultsOf(agent)) {
      const sum = sums.get(type);
      if (type !== 'unknown') sums.set(type, sum === undefined ? more : added(sum, more));
    }
  }
  return sums;
}

const added = (a: TypeResult, b: TypeResult): TypeResult => ({
  resolutions: a.resolutions + b.resolutions,
  good: a.good + b.good,
  expected: a.expected + b.expected,
  variance: a.variance + b.variance,
});

/** Null: there is no kind of work that both do often enough. */
function gapBetween(
  own: ReadonlyMap<string, TypeResult>,
  rest: ReadonlyMap<string, TypeResult>,
  phi: number,
): Sample | null {
  const compared = [...own].flatMap(([type, one]) => {
    const other = rest.get(type);
    if (other === undefined || Math.min(one.resolutions, other.resolutions) < FEWEST) return [];
    const noise = phi * (one.variance / one.resolutions ** 2 + other.variance / other.resolutions ** 2);
    return [
      { n: one.resolutions, difference: aboveExpected(one) - aboveExpected(other), standardError: Math.sqrt(noise) },
    ];
  });
  if (compared.length === 0) return null;
  const sampleSize = compared.reduce((sum, { n }) => sum + n, 0);
  const sizes = { sampleSize, effectiveSampleSize: sampleSize / phi };
  const value = gapOver(compared).corrected;
  const { square, error } = meanSquare(compared);
  return {
    sampleSize,
    estimate(level) {
      const half = zForLevel(level) * error;
      const [lower, upper] = [square - half, square + half].map((each) => Math.sqrt(Math.max(0, each)));
      return {
        value,
        lower: Math.min(value, lower ?? 0),
        upper: Math.min(1, Math.max(value, upper ?? 1)),
        level,
        ...sizes,
      };
    },
  };
}

const aboveExpected = ({ good, expected, resolutions }: TypeResult): number => (good - expected) / resolutions;

/** Mean of the squared true differences d - v, and its standard error: a squared normal varies by 2v^2 + 4 v d. */
function meanSquare(types: readonly { readonly difference: number; readonly standardError: number }[]) {
  const terms = types.map(({ difference, standardError }) => {
    const noise = standardError ** 2;
    const square = difference ** 2 - noise;
    return { square, variance: 2 * noise ** 2 + 4 * noise * Math.max(0, square) };
  });
  return {
    square: terms.reduce((sum, each) => sum + each.square, 0) / terms.length,
    error: Math.sqrt(terms.reduce((sum, each) => sum + each.variance, 0)) / terms.length,
  };
}
