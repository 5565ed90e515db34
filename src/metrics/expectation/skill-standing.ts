import { type Instant, type Interval, isWithin } from '../../domain/interval.ts';
import { effectiveSize } from '../../statistics/dispersion.ts';
import { evidenceRatio } from '../../statistics/readiness.ts';
import { nextWeek, type SkillDynamics } from '../../statistics/skill-filter.ts';
import { at, GRID_SIZE, normalise } from '../../statistics/skill-grid.ts';
import { rateAtLeast, rateEstimate } from '../../statistics/standard-rate.ts';
import { type AtTarget, type Estimate, MOST_TIMES, type Sample } from '../sample.ts';
import type { LikelihoodTable } from './likelihood-table.ts';
import type { OutcomeList, YoungList } from './outcome-list.ts';

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
  /** By how much its day moved what is expected, by row; of teams it is left out. */
  readonly offsets?: ReadonlyMap<number, number> | undefined;
  /** What was resolved in these spells is left out. */
  readonly away?: readonly Interval[] | undefined;
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
  ground: SkillGround,
): SkillStanding {
  const { table, away = [], prior, dynamics, since, until } = ground;
  const weeks = new WeekLikelihoods(table, until);
  scored?.forEach((at, cell, good, _, row) => {
    if (at >= since && at <= until && !isWithin(at, away)) weeks.add(at, logitOf(cell, row, ground), good);
  });
  young?.forEach((at, cell, good, i, row) => {
    if (!isWithin(at, away)) weeks.addYoung(at, logitOf(cell, row, ground), good, young.shown[i] ?? 0);
  });
  let posterior = prior;
  let into = EVEN;
  for (const ln of weeks.oldestFirst()) {
    posterior = nextWeek(posterior, prior, ln, dynamics, into).posterior;
    into = into === EVEN ? ODD : EVEN;
  }
  return { posterior: posterior.slice(), resolutions: weeks.resolutions, effective: weeks.effective(dynamics.phi) };
}

/** What was expected of anybody, on that day. */
export const logitOf = (
  cell: number,
  row: number,
  { logits, offsets }: Pick<SkillGround, 'logits' | 'offsets'>,
): number => (logits[cell] ?? 0) + (offsets?.get(row) ?? 0);

/** Written anew for each person, week by week in turns: an array of this size costs more to make than to fill. */
const EVEN = new Float64Array(GRID_SIZE);
const ODD = new Float64Array(GRID_SIZE);
/** Log likelihoods of a person's weeks by their age; written anew too. */
const WEEKS: Float64Array[] = [];

/** One at a time: see WEEKS. */
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
    const week = this.#weeks[age] ?? this.#begin(age);
    week.n += worth;
    this.resolutions += 1;
    return week;
  }

  #begin(age: number) {
    const ln = WEEKS[age] ?? new Float64Array(GRID_SIZE);
    WEEKS[age] = ln;
    const week = { age, n: 0, ln: ln.fill(0) };
    this.#weeks[age] = week;
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
  return {
    sampleSize: standing.resolutions,
    estimate: (level) => estimateOf(standing, ground, level),
    extended: extending(standing, ground),
    atTarget: (target) => atTargetOf(standing, ground, target),
  };
}

function estimateOf(
  { posterior, resolutions, effective }: SkillStanding,
  { rates }: RateGround,
  level: number,
): Estimate {
  const { value, bounds } = rateEstimate(posterior, rates, level);
  // The mean of a skewed posterior may lie beyond a narrow interval around its median.
  const [lower, upper] = [Math.min(bounds.lower, value), Math.max(bounds.upper, value)];
  return { value, lower, upper, level, sampleSize: resolutions, effectiveSampleSize: effective };
}

function atTargetOf({ posterior }: SkillStanding, { prior, rates }: RateGround, target: number): AtTarget {
  const share = Math.min(1, Math.max(0, target));
  const probability = rateAtLeast(posterior, rates, share);
  const before = rateAtLeast(prior, rates, share);
  return {
    target,
    probability,
    prior: before,
    evidenceRatio: Math.min(MOST_TIMES, evidenceRatio(probability, before)),
  };
}

/** Written anew for each question: a desk's judging asks a million. */
const GROWN = new Float64Array(GRID_SIZE);
/** Logarithms of the posterior asked about last: a hundred questions come of one in a row. */
const LAST: { posterior: Float64Array | null; readonly ln: Float64Array } = {
  posterior: null,
  ln: new Float64Array(GRID_SIZE),
};

function lnOf(posterior: Float64Array): Float64Array {
  if (LAST.posterior !== posterior) for (let i = 0; i < GRID_SIZE; i++) LAST.ln[i] = Math.log(at(posterior, i));
  LAST.posterior = posterior;
  return LAST.ln;
}

function extending(standing: SkillStanding, ground: RateGround): (hits: number, misses: number) => Sample {
  const { phi, good, failed } = ground;
  const grown = (hits: number, misses: number): Sample => {
    const resolutions = standing.resolutions + hits + misses;
    const effective = standing.effective + (hits + misses) / phi;
    /** Good until the next question. */
    const now = (): SkillStanding => {
      const before = lnOf(standing.posterior);
      const [hit, miss] = [hits / phi, misses / phi];
      for (let i = 0; i < GRID_SIZE; i++) GROWN[i] = hit * at(good, i) + miss * at(failed, i) + at(before, i);
      return { posterior: normalise(GROWN, GROWN), resolutions, effective };
    };
    return {
      sampleSize: resolutions,
      estimate: (level) => estimateOf(now(), ground, level),
      atTarget: (target) => atTargetOf(now(), ground, target),
      extended: (more, fewer) => grown(hits + more, misses + fewer),
    };
  };
  return grown;
}
