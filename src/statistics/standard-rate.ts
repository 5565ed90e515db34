import type { Bounds } from './bounds.ts';
import { checkLevel } from './normal.ts';
import { at, checkGrid, GRID_SIZE, SKILLS } from './skill-grid.ts';

/**
 * The standardised rate (0 .. 1) each skill of the grid would have under one mix of work: sum of W_c expit(l_c + g). Shape [61], rising.
 * Everybody is measured under the same mix, so two people's rates compare, as their O/E do not. Source: statistics.md 2.4 (direct standardisation).
 * @param mix expected logit of each cell and its weight (>= 0) in the team's work; weights need not add up to 1
 * @throws RangeError when a number makes no sense or no cell weighs anything
 */
export function standardRates(mix: Iterable<{ logit: number; weight: number }>): Float64Array {
  const rates = new Float64Array(GRID_SIZE);
  let total = 0;
  for (const { logit, weight } of mix) {
    if (!(Number.isFinite(logit) && weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Give finite logits and weights of 0 or more for the mix, not ${logit} and ${weight}.`);
    }
    total += weight;
    for (let i = 0; i < GRID_SIZE; i++) rates[i] = at(rates, i) + weight / (1 + Math.exp(-logit - at(SKILLS, i)));
  }
  if (total === 0) throw new RangeError('Give a mix in which at least one cell has weight.');
  return rates.map((rate) => rate / total);
}

/**
 * P(rate >= target), 0 .. 1: the readiness figure. Each point's mass is spread evenly half a step to both sides, so the figure moves
 * smoothly with the target; within .002 of the integral. Source: statistics.md 2.4.
 * @param posterior of the skill, shape [61]; @param rates from `standardRates`
 * @throws RangeError when an array is not of the grid's size or the target is no share
 */
export function rateAtLeast(posterior: Float64Array, rates: Float64Array, target: number): number {
  checkGrid(posterior, rates);
  if (!(target >= 0 && target <= 1)) {
    throw new RangeError(`Give a target from 0 to 1 (for 90% write 0.9), not ${target}.`);
  }
  const place = placeOf(rates, target);
  let sum = 0;
  for (let i = 0; i < GRID_SIZE; i++) sum += at(posterior, i) * Math.min(1, Math.max(0, i + 0.5 - place));
  return Math.min(1, sum);
}

/**
 * Mean of the rate and its equal-tailed interval, 0 .. 1. Source: statistics.md 2.4.
 * @param level two-sided, 0 .. 1
 * @throws RangeError when an array is not of the grid's size or the level makes no sense
 */
export function rateEstimate(
  posterior: Float64Array,
  rates: Float64Array,
  level: number,
): { value: number; bounds: Bounds } {
  checkGrid(posterior, rates);
  checkLevel(level);
  let value = 0;
  for (let i = 0; i < GRID_SIZE; i++) value += at(posterior, i) * at(rates, i);
  const tail = (1 - level) / 2;
  const [lower, upper] = [quantile(posterior, rates, tail), quantile(posterior, rates, 1 - tail)];
  return { value, bounds: { lower, upper } };
}

/** Where on the grid, in steps from its start, the rate reaches the target; outside it, no skill of the grid does or all do. */
function placeOf(rates: Float64Array, target: number): number {
  const above = rates.findIndex((rate) => rate >= target);
  if (above === -1) return Infinity;
  if (above === 0) return -Infinity;
  return above - (at(rates, above) - target) / (at(rates, above) - at(rates, above - 1));
}

function quantile(posterior: Float64Array, rates: Float64Array, p: number): number {
  let below = 0;
  for (let i = 0; i < GRID_SIZE; i++) {
    const mass = at(posterior, i);
    if (below + mass >= p && mass > 0) return rateAt(rates, i - 0.5 + (p - below) / mass);
    below += mass;
  }
  return at(rates, GRID_SIZE - 1);
}

function rateAt(rates: Float64Array, place: number): number {
  const inside = Math.min(GRID_SIZE - 1, Math.max(0, place));
  const low = at(rates, Math.floor(inside));
  return low + (at(rates, Math.ceil(inside)) - low) * (inside - Math.floor(inside));
}
