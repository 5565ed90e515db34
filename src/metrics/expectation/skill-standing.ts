import type { Instant } from '../../domain/interval.ts';
import { effectiveSize } from '../../statistics/dispersion.ts';
import { evidenceRatio } from '../../statistics/readiness.ts';
import { nextWeek, type SkillDynamics } from '../../statistics/skill-filter.ts';
import { at, GRID_SIZE, normalise } from '../../statistics/skill-grid.ts';
import { rateAtLeast, rateEstimate } from '../../statistics/standard-rate.ts';
import { MOST_TIMES, type Sample } from '../sample.ts';
import type { LikelihoodTable } from './likelihood-table.ts';
import type { OutcomeList, YoungList } from './outcome-book.ts';

const WEEK_MS = 7 * 86_400_000;

/** What a person's (or team's) scored resolutions say about their skill. */
export interface SkillStanding {
  /** Of the skill at the end of the last scored week; shape [61]. */
  readonly posterior: Float64Array;
  readonly resolutions: number;
  /** Older ones fade by half in 8 weeks, lumps count once. */
  readonly effective: number;
}

export interface SkillGround {
  readonly table: LikelihoodTable;
  /** Expected logit of each kind of work, by its number. */
  readonly logits: readonly number[];
  readonly prior: Float64Array;
  readonly dynamics: SkillDynamics;
  readonly since: Instant;
  readonly until: Instant;
}

/**
 * The grid filter over the weeks up to `until`, oldest first (statistics.md 2.4). A failure counts as soon as it shows, a
 * success as far as failures would have shown by its age: so the latest weeks tell what they can, and nobody looks better
 * for being quick (decision 011).
 */
export function skillStanding(
  scored: OutcomeList | undefined,
  young: YoungList | undefined,
  { table, logits, prior, dynamics, since, until }: SkillGround,
): SkillStanding {
  const weeks = new WeekLikelihoods(table, until);
  for (const [i, instant] of scored?.at.entries() ?? []) {
    if (instant >= since && instant <= until)
      weeks.add(instant, logits[scored?.cell[i] ?? 0] ?? 0, scored?.good[i] ?? 0);
  }
  for (const [i, instant] of young?.at.entries() ?? [])
    weeks.addYoung(instant, logits[young?.cell[i] ?? 0] ?? 0, young?.good[i] ?? 0, young?.shown[i] ?? 0);
  let posterior = prior;
  for (const ln of weeks.oldestFirst()) posterior = nextWeek(posterior, prior, ln, dynamics).posterior;
  return { posterior, resolutions: weeks.resolutions, effective: weeks.effective(dynamics.phi) };
}

class WeekLikelihoods {
  readonly #table: LikelihoodTable;
  readonly #until: Instant;
  /** By age; some may be missing. */
  readonly #weeks: { age: number; n: number; ln: Float64Array }[] = [];
  resolutions = 0;

  constructor(table: LikelihoodTable, until: Instant) {
    this.#table = table;
    this.#until = until;
  }

  add(at: Instant, logit: number, good: 0 | 1): void {
    this.#table.add(this.#weekOf(at, 1).ln, logit, good);
  }

  addYoung(at: Instant, logit: number, good: 0 | 1, shown: number): void {
    const { ln } = this.#weekOf(at, shown);
    if (good === 0) this.#table.add(ln, logit, 0);
    else this.#table.addSoFar(ln, logit, shown);
  }

  #weekOf(at: Instant, worth: number) {
    const age = Math.max(0, Math.floor((this.#until - at) / WEEK_MS));
    const week = this.#weeks[age] ?? { age, n: 0, ln: new Float64Array(GRID_SIZE) };
    this.#weeks[age] = week;
    week.n += worth;
    this.resolutions += 1;
    return week;
  }

  *oldestFirst(): Iterable<Float64Array | null> {
    for (let age = this.#weeks.length - 1; age >= 0; age--) yield this.#weeks[age]?.ln ?? null;
  }

  effective(phi: number): number {
    return effectiveSize(
      this.#weeks.filter((week) => week !== undefined),
      phi,
    );
  }
}

export interface RateGround {
  readonly prior: Float64Array;
  readonly rates: Float64Array;
  readonly phi: number;
  /** Log likelihood of one more typical resolution of each outcome, shape [61]. */
  readonly good: Float64Array;
  readonly failed: Float64Array;
}

/** A standing as a rate under one mix of work. */
export function rateSample(standing: SkillStanding, ground: RateGround): Sample {
  const { posterior, resolutions, effective } = standing;
  const { prior, rates } = ground;
  return {
    sampleSize: resolutions,
    estimate(level) {
      const { value, bounds } = rateEstimate(posterior, rates, level);
      // The mean of a skewed posterior may lie beyond a narrow interval around its median.
      const [lower, upper] = [Math.min(bounds.lower, value), Math.max(bounds.upper, value)];
      return { value, lower, upper, level, sampleSize: resolutions, effectiveSampleSize: effective };
    },
    extended: extending(standing, ground),
    atTarget(target) {
      const share = Math.min(1, Math.max(0, target));
      const probability = rateAtLeast(posterior, rates, share);
      const before = rateAtLeast(prior, rates, share);
      return {
        target,
        probability,
        prior: before,
        evidenceRatio: Math.min(MOST_TIMES, evidenceRatio(probability, before)),
      };
    },
  };
}

/** Written anew for each question: arrays of this size are costly to make, and a desk's judging asks a million. */
const LN = new Float64Array(GRID_SIZE);

/** Asked a hundred times of one standing, so the logarithms of its posterior are made once. */
function extending(standing: SkillStanding, ground: RateGround): (hits: number, misses: number) => Sample {
  const { phi, good, failed } = ground;
  let before: Float64Array | undefined;
  return (hits, misses) => {
    before ??= standing.posterior.map(Math.log);
    const [hit, miss] = [hits / phi, misses / phi];
    for (let i = 0; i < GRID_SIZE; i++) LN[i] = hit * at(good, i) + miss * at(failed, i) + at(before, i);
    const grown = {
      posterior: normalise(LN),
      resolutions: standing.resolutions + hits + misses,
      effective: standing.effective + (hits + misses) / phi,
    };
    return rateSample(grown, ground);
  };
}
