import { betaCdf } from '../../statistics/beta-distribution.ts';
import { poissonBinomial } from '../../statistics/poisson-binomial.ts';
import type { Collector } from '../metric.ts';
import type { Sample } from '../sample.ts';
import { numberSample } from './number-of.ts';

/** Offered less than this share of what it is to colleagues. */
const SELDOM = 1 / 3;
/** A type that makes up less of what colleagues take is too rare to be missed by anybody. */
const REGULAR_SHARE = 0.05;

type ByType = Map<string, number>;
interface Taken {
  readonly types: ByType;
  readonly teams: Map<string, number>;
}

/** How many kinds of the team's regular work come to somebody less than a third as often as to colleagues (S001-16). */
export function hardlyOffered(): Collector {
  const people = new Map<string, Taken>();
  return {
    add(subject, { cell, team }) {
      if (cell === null) return;
      const taken = people.get(subject) ?? { types: new Map(), teams: new Map() };
      people.set(subject, taken);
      count(taken.types, cell.workType);
      if (team !== null) count(taken.teams, team);
    },
    *samples() {
      const teams = new Map<string, ByType>();
      for (const { types, teams: of } of people.values()) {
        const team = teams.get(mainOf(of)) ?? new Map<string, number>();
        teams.set(mainOf(of), team);
        for (const [type, n] of types) count(team, type, n);
      }
      for (const [subject, { types, teams: of }] of people) {
        const sample = sampleOf(types, teams.get(mainOf(of)) ?? types);
        if (sample !== null) yield [subject, sample];
      }
    },
  };
}

function count(counts: ByType, key: string, n = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}

/** Where they took most; the first by name of several. */
function mainOf(teams: ByType): string {
  const [main = ['']] = [...teams].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return main[0];
}

const total = (counts: Iterable<number>): number => [...counts].reduce((a, b) => a + b, 0);

/** Null: nobody to set them beside, or fewer tickets than there are kinds of work. `all`: what the team took, by type. */
function sampleOf(own: ByType, all: ByType): Sample | null {
  const n = total(own.values());
  const others = [...all].map(([type, taken]) => ({ type, taken: taken - (own.get(type) ?? 0) }));
  const ofOthers = total(others.map(({ taken }) => taken));
  const chances = others
    .filter(({ taken }) => taken > 0 && taken >= REGULAR_SHARE * ofOthers)
    .map(({ type, taken }) => {
      const x = own.get(type) ?? 0;
      return betaCdf((SELDOM * taken) / ofOthers, x + 0.5, n - x + 0.5);
    })
    // So that rounding is the same whatever the order.
    .sort((a, b) => a - b);
  if (chances.length === 0 || n < chances.length) return null;
  return numberSample(total(chances), poissonBinomial(chances), { sampleSize: n, effectiveSampleSize: n });
}
