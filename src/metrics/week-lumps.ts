import { overDispersion } from '../statistics/dispersion.ts';

/** Of weeks with fewer outcomes one failure alone is a huge square (statistics.md 15). */
export const FEWEST_IN_WEEK = 5;
/** What a desk is taken to be like until it has shown its own: weeks a quarter more varied than single outcomes are. */
export const ASSUMED_LUMPS = { phi: 1.25, groups: 20 } as const;

/** Outcomes of people's weeks beside what was expected of them: how lumpy the work is. */
export class WeekLumps {
  readonly #weeks = new Map<string, { n: number; observed: number; expected: number; variance: number }>();

  /** @param key of the person's week; @param p probability of a good outcome, 0..1 */
  add(key: string, good: 0 | 1, p: number): void {
    const week = this.#weeks.get(key) ?? { n: 0, observed: 0, expected: 0, variance: 0 };
    this.#weeks.set(key, week);
    week.n += 1;
    week.observed += good;
    week.expected += p;
    week.variance += p * (1 - p);
  }

  /** Phi >= 1: n outcomes carry the information of n / phi. `assumed`: until enough weeks have shown it. */
  dispersion(assumed?: typeof ASSUMED_LUMPS): number {
    return overDispersion(
      [...this.#weeks.values()].filter(({ n }) => n >= FEWEST_IN_WEEK),
      assumed,
    );
  }
}
