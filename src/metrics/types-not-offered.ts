import { betaCdf } from '../statistics/beta-distribution.ts';
import { poissonBinomial } from '../statistics/poisson-binomial.ts';
import { membersOf } from './expectation/coverage-group.ts';
import type { TakenOfType } from './expectation/work-book.ts';
import { numberSample } from './families/number-of.ts';
import type { Metric } from './metric.ts';
import { sortedOutcomes } from './outcome.ts';
import type { Sample } from './sample.ts';

/** Offered less than this share of what it is to colleagues. */
const SELDOM = 1 / 3;
/** A type that makes up less of what colleagues take is too rare to be missed by anybody. */
const REGULAR_SHARE = 0.05;

export const typesNotOffered: Metric = {
  id: 'types-not-offered',
  title: 'Work types hardly offered',
  family: 'coverage',
  definition:
    "How many kinds of the team's work (each a twentieth or more of what colleagues take) come to the person less than a third as often as to the colleagues, by their share of all tickets each takes: the sum over kinds of the probability of that (beta posterior, Jeffreys). The interval is that of the number of such kinds (Poisson-binomial).",
  counted: 'tickets taken',
  unit: 'types',
  direction: 'lower',
  attribution: 'the desk, which hands work out; it is held against nobody who was not offered something',
  source:
    'S001-16; statistics.md 5.1 (not offered is not the same as not mastered); roles.md (opportunity not offered)',
  gaming:
    'Handing a kind of work to somebody once they ask and taking it back; hand-overs show it. People of other duties are offered less with reason: ask.',
  minimumSample: 20,
  subjects: ['agent'],
  personalGate: true,
  observe: sortedOutcomes,
  *stand(standings) {
    for (const members of membersOf(standings, 'team').values()) {
      const all = new Map<string, number>();
      for (const agent of members) {
        for (const [type, { taken }] of standings.work.takenBy(agent)) all.set(type, (all.get(type) ?? 0) + taken);
      }
      for (const agent of members) {
        const sample = hardlyOffered(standings.work.takenBy(agent), all);
        if (sample !== null) yield [agent, sample];
      }
    }
  },
};

/** Null: nobody to set them beside, or fewer tickets than there are kinds of work. `all`: what the team took, by type. */
function hardlyOffered(own: ReadonlyMap<string, TakenOfType>, all: ReadonlyMap<string, number>): Sample | null {
  const n = [...own.values()].reduce((sum, { taken }) => sum + taken, 0);
  const colleagues = [...all].map(([type, taken]) => ({ type, taken: taken - (own.get(type)?.taken ?? 0) }));
  const total = colleagues.reduce((sum, { taken }) => sum + taken, 0);
  const chances = colleagues
    .filter(({ taken }) => taken > 0 && taken >= REGULAR_SHARE * total)
    .map(({ type, taken }) => {
      const x = own.get(type)?.taken ?? 0;
      return betaCdf((SELDOM * taken) / total, x + 0.5, n - x + 0.5);
    });
  if (chances.length === 0 || n < chances.length) return null;
  const value = chances.reduce((a, b) => a + b, 0);
  return numberSample(value, poissonBinomial(chances), { sampleSize: n, effectiveSampleSize: n });
}
