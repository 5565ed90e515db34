import type { Instant } from '../../domain/interval.ts';
import { effectiveSize } from '../../statistics/dispersion.ts';
import type { SkillDynamics } from '../../statistics/skill-filter.ts';
import { at, GRID_SIZE, GRID_STEP, normalise } from '../../statistics/skill-grid.ts';
import { rateEstimate } from '../../statistics/standard-rate.ts';
import type { Estimate } from '../sample.ts';
import type { LikelihoodTable } from './likelihood-table.ts';
import { followType, gainAfter, type Practice, type TypeHistory } from './type-filter.ts';

/** What a person's own work of one type says of their mastery of it. */
export interface Mastery {
  /** That they do it as well as somebody who just reaches the desk's target over all work; 0..1. */
  readonly probability: number;
  /** Success rate on the desk's mix of this type, at their present practice. */
  readonly estimate: Estimate;
  readonly lastAt: Instant;
  /** About how many more resolutions at the present rate would show mastery; 0: shown. Null: no likely number would. */
  readonly missing: number | null;
}

/** Sizes of the sample that a figure over these types rests on. */
export function masterySizes(masteries: readonly Mastery[]): Pick<Estimate, 'sampleSize' | 'effectiveSampleSize'> {
  return {
    sampleSize: masteries.reduce((sum, { estimate }) => sum + estimate.sampleSize, 0),
    effectiveSampleSize: masteries.reduce((sum, { estimate }) => sum + estimate.effectiveSampleSize, 0),
  };
}

/** Mastery is taken as shown from here on. */
export const MASTERED = 0.8;
/** Of the estimate's interval. */
export const MASTERY_LEVEL = 0.95;
const MOST_MISSING = 500;
/** Of a resolution's weight, in steps of four weeks. */
const HALF_LIFE = 2;

export interface TypeGround {
  /** What the person's skill over all work says of their skill in one type, shape [61]. */
  readonly prior: Float64Array;
  readonly table: LikelihoodTable;
  readonly dynamics: SkillDynamics;
  readonly practice: Practice;
  /** Success rate on this type at each skill, shape [61]; `logit`: of a typical resolution of it. */
  readonly rates: Float64Array;
  readonly logit: number;
  /** Place on the grid, in steps, of the skill that reaches the desk's target over all work. */
  readonly bar: number;
  readonly until: Instant;
}

/**
 * One person's mastery of one work type: from their skill over all work, what their own work of the type says, with
 * practice allowed for (statistics.md 5.2). Null without a resolution.
 */
export function masteryOf(history: TypeHistory, ground: TypeGround): Mastery | null {
  const { at } = history;
  const lastAt = at.at(-1);
  if (lastAt === undefined) return null;
  const { posterior, steps } = followType(history, ground.prior, ground);
  const gain = gainAfter(at.length, ground.practice);
  const bar = ground.bar - gain / GRID_STEP;
  const { value, bounds } = rateEstimate(posterior, raised(ground.rates, gain), MASTERY_LEVEL);
  const { lower, upper } = bounds;
  const probability = above(posterior, bar);
  const effectiveSampleSize = effectiveSize(steps, ground.dynamics.phi, HALF_LIFE);
  return {
    probability,
    estimate: { value, lower, upper, level: MASTERY_LEVEL, sampleSize: at.length, effectiveSampleSize },
    lastAt,
    missing: probability >= MASTERED ? 0 : missing(posterior, bar, history, ground),
  };
}

/** Mass of the posterior above a place of the grid, each point's spread evenly half a step to both sides. */
function above(posterior: Float64Array, place: number): number {
  let mass = 0;
  for (let i = 0; i < GRID_SIZE; i++) mass += at(posterior, i) * Math.min(1, Math.max(0, i + 0.5 - place));
  return Math.min(1, mass);
}

/** Written anew for each mastery: ten thousand people have a hundred thousand. */
const RAISED = new Float64Array(GRID_SIZE);
const HIT = new Float64Array(GRID_SIZE);
const MISS = new Float64Array(GRID_SIZE);
/** Log likelihood of one further resolution at the present rate. */
const ONE = new Float64Array(GRID_SIZE);
const NOW = new Float64Array(GRID_SIZE);
const THEN = new Float64Array(GRID_SIZE);

/** Rates at each skill when practice adds `gain` logits to it. */
function raised(rates: Float64Array, gain: number): Float64Array {
  for (let i = 0; i < GRID_SIZE; i++) {
    const place = Math.min(GRID_SIZE - 1, Math.max(0, i + gain / GRID_STEP));
    const low = at(rates, Math.floor(place));
    RAISED[i] = low + (at(rates, Math.ceil(place)) - low) * (place - Math.floor(place));
  }
  return RAISED;
}

/** Smallest number of further resolutions at the present rate that would show mastery; null: none that is likely. */
function missing(
  posterior: Float64Array,
  bar: number,
  { good }: TypeHistory,
  { table, dynamics, logit }: TypeGround,
): number | null {
  const share = good.reduce<number>((sum, each) => sum + each, 0) / good.length;
  table.add(HIT.fill(0), logit, 1);
  table.add(MISS.fill(0), logit, 0);
  for (let i = 0; i < GRID_SIZE; i++) {
    ONE[i] = (share * at(HIT, i) + (1 - share) * at(MISS, i)) / dynamics.phi;
    NOW[i] = Math.log(at(posterior, i));
  }
  const shown = (n: number) => {
    for (let i = 0; i < GRID_SIZE; i++) THEN[i] = at(NOW, i) + n * at(ONE, i);
    return above(normalise(THEN, THEN), bar) >= MASTERED;
  };
  if (!shown(MOST_MISSING)) return null;
  let [low, high] = [0, MOST_MISSING];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shown(middle)) high = middle;
    else low = middle;
  }
  return high;
}
