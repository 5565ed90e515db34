import type { AgentId } from '../../domain/ids.ts';
import { overDispersion } from '../../statistics/dispersion.ts';
import { teamPriors } from '../../statistics/team-priors.ts';
import { scattered } from '../expectation/scattered.ts';
import type { ShareTerms, TermsLearner } from '../metric.ts';
import type { Observation } from '../sample.ts';
import { ASSUMED_LUMPS, FEWEST_IN_WEEK } from '../week-lumps.ts';

const WEEK_MS = 7 * 86_400_000;
/** More people tell nothing new about how lumpy the work is and how much people differ. */
const ENOUGH_PEOPLE = 300;

interface Count {
  hits: number;
  n: number;
}

/** Learns a share's over-dispersion and how much people differ, from the same people whatever the order. */
export class ShareLearner implements TermsLearner {
  readonly #people = new Map<AgentId, Map<number, Count>>();
  /** Whoever's number is above it is not looked at. */
  #most = Number.POSITIVE_INFINITY;

  add(agentId: AgentId, { at, hit }: Observation): void {
    if (scattered(agentId) > this.#most) return;
    const weeks = this.#people.get(agentId) ?? this.#begin(agentId);
    const week = Math.floor(at / WEEK_MS);
    const count = weeks.get(week) ?? { hits: 0, n: 0 };
    weeks.set(week, count);
    count.n += 1;
    if (hit) count.hits += 1;
  }

  #begin(agentId: AgentId): Map<number, Count> {
    const weeks = new Map<number, Count>();
    this.#people.set(agentId, weeks);
    if (this.#people.size > ENOUGH_PEOPLE) {
      const last = [...this.#people.keys()].reduce((a, b) => (scattered(a) > scattered(b) ? a : b));
      this.#people.delete(last);
      this.#most = scattered(last);
    }
    return weeks;
  }

  terms(): ShareTerms | null {
    const people = [...this.#people].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, weeks]) => [...weeks.values()]);
    if (people.length === 0) return null;
    const phi = overDispersion(people.flatMap(agentWeeks), ASSUMED_LUMPS);
    const tallies = people.map(total).map(({ hits, n }) => ({ good: hits / phi, n: n / phi }));
    return { phi, priors: teamPriors(tallies) };
  }
}

/** A person's weeks against that person's own level. */
function agentWeeks(weeks: readonly Count[]) {
  const { hits, n } = total(weeks);
  const own = hits / n;
  return weeks
    .filter((week) => week.n >= FEWEST_IN_WEEK)
    .map((week) => ({ observed: week.hits, expected: week.n * own, variance: week.n * own * (1 - own) }));
}

function total(weeks: readonly Count[]): Count {
  return weeks.reduce((sum, { hits, n }) => ({ hits: sum.hits + hits, n: sum.n + n }), { hits: 0, n: 0 });
}
