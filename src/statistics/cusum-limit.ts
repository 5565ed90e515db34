import { cusumScore } from './risk-cusum.ts';

/** States of the discretised chart; 200 give limits within about .01. */
const STATES = 200;
const HIGHEST_LIMIT = 60;
/** A limit is looked for outwards in such steps. */
const STRIDE = 1.4;
/** Run lengths closer than this, as a share, are the same. */
const CLOSE = 5e-4;

/** One kind of ticket in an agent's mix: its probability of failure (0 .. 1, in control) and its weight among the tickets. */
export interface RiskShare {
  readonly q: number;
  readonly weight: number;
}

/**
 * How a chart is run: RA of `cusumScore`, and the desk's over-dispersion phi (1 if not given). Tickets come in lumps of about phi: the
 * chart must be fed scores divided by phi, so that a lump counts as one ticket (statistics.md 15).
 */
export interface CusumDesign {
  readonly oddsRatio: number;
  readonly phi?: number;
}

/**
 * Average run length: tickets until a chart that starts at 0 reaches the limit, by a Markov chain over its level.
 * A jump that ends between two states is shared among them, so that small scores keep their mean.
 * Source: statistics.md 4.2; Brook & Evans 1972, Biometrika 59:539.
 * @param mix the agent's own kinds of tickets; weights need not add up to 1
 * @param limit h, above 0
 * @param trueOddsRatio what the odds of failure really are times the expected: 1 gives the time between false notices, 2 the delay when they have doubled
 * @throws RangeError when a number makes no sense
 */
export function averageRunLength(
  mix: readonly RiskShare[],
  limit: number,
  design: CusumDesign,
  trueOddsRatio = 1,
): number {
  checkMix(mix);
  if (!(limit > 0 && limit <= HIGHEST_LIMIT && trueOddsRatio > 0)) {
    throw new RangeError(
      `Give a limit from 0 to ${HIGHEST_LIMIT} and an odds ratio above 0, not ${limit} and ${trueOddsRatio}.`,
    );
  }
  return phiOf(design) * solve(jumpsOf(mix, design.oddsRatio, trueOddsRatio), limit);
}

/**
 * The limit h at which an agent in control gets one false notice in so many tickets. Set it for each agent from calendar time
 * (tickets a day x 730 for one in two years), never one for all. Source: statistics.md 4.2.
 * @param runLength tickets between false notices, above 1
 * @returns h, to about .001; next to 0 where failures are rarer than the notices asked for, so that each would be one: chart a longer time instead
 * @throws RangeError when a number makes no sense or no limit up to 60 lasts so long
 */
export function cusumLimit(mix: readonly RiskShare[], runLength: number, design: CusumDesign): number {
  checkMix(mix);
  const lumps = runLength / phiOf(design);
  if (!(lumps > 1 && lumps < Infinity)) {
    throw new RangeError(
      `Give a run length of more tickets than the over-dispersion ${design.phi ?? 1}, not ${runLength}.`,
    );
  }
  const jumps = jumpsOf(mix, design.oddsRatio, 1);
  const at = (limit: number): Point => ({ limit, excess: Math.log(solve(jumps, limit) / lumps) });
  let high = at(4 * Math.abs(Math.log(design.oddsRatio)));
  let low = high;
  while (high.excess < 0) {
    [low, high] = [high, at(high.limit * STRIDE)];
    if (high.limit > HIGHEST_LIMIT) {
      throw new RangeError(`No limit up to ${HIGHEST_LIMIT} lasts ${runLength} tickets: give a shorter run length.`);
    }
  }
  while (low.excess > 0 && low.limit > 1e-3) [low, high] = [at(low.limit / STRIDE), low];
  return low.excess > 0 ? low.limit : falsePosition(at, low, high);
}

interface Point {
  readonly limit: number;
  /** Logarithm of the run length over the one wanted. */
  readonly excess: number;
}

/** ln ARL is nearly straight in h: the Illinois form of false position needs a handful of steps. Dowell & Jarratt 1971, BIT 11:168. */
function falsePosition(at: (limit: number) => Point, from: Point, to: Point): number {
  let [low, high] = [from, to];
  let last = 0;
  for (let i = 0; i < 60 && high.limit - low.limit > 1e-4; i++) {
    const slope = (high.excess - low.excess) / (high.limit - low.limit);
    const next = at(high.limit - high.excess / slope);
    if (Math.abs(next.excess) < CLOSE) return next.limit;
    const side = Math.sign(next.excess);
    // An end that stays put twice running pulls less.
    const pull = side === last ? 0.5 : 1;
    if (side > 0) [low, high] = [{ ...low, excess: low.excess * pull }, next];
    else [low, high] = [next, { ...high, excess: high.excess * pull }];
    last = side;
  }
  return (low.limit + high.limit) / 2;
}

interface Jump {
  readonly score: number;
  readonly probability: number;
}

function jumpsOf(mix: readonly RiskShare[], oddsRatio: number, trueOddsRatio: number): Jump[] {
  if (oddsRatio === 1)
    throw new RangeError('Give an odds ratio other than 1: a chart that looks for no change has no limit.');
  const total = mix.reduce((sum, { weight }) => sum + weight, 0);
  return mix.flatMap(({ q, weight }) => {
    const fails = (trueOddsRatio * q) / (1 - q + trueOddsRatio * q);
    return [
      { score: cusumScore(1, q, oddsRatio), probability: (weight / total) * fails },
      { score: cusumScore(0, q, oddsRatio), probability: (weight / total) * (1 - fails) },
    ];
  });
}

function phiOf({ phi = 1 }: CusumDesign): number {
  if (!(phi >= 1 && phi < Infinity)) throw new RangeError(`Give an over-dispersion of 1 or more, not ${phi}.`);
  return phi;
}

/** Written anew for each limit tried, of which one chart takes dozens: made anew they were 60 MB before they were collected. */
const MATRIX = new Float64Array(STATES * (2 * STATES - 1));

/**
 * Solves (I - R) L = 1 for the run length from level 0. R has few bands around the diagonal, as wide as a jump, and rows that add up to at
 * most 1, so elimination within the bands needs no pivoting.
 */
function solve(jumps: readonly Jump[], limit: number): number {
  const width = limit / STATES;
  const down = Math.min(STATES - 1, 1 + Math.ceil(-Math.min(0, ...jumps.map(({ score }) => score)) / width));
  const up = Math.min(STATES - 1, 1 + Math.ceil(Math.max(0, ...jumps.map(({ score }) => score)) / width));
  const bands = down + up + 1;
  const matrix = MATRIX.fill(0, 0, STATES * bands);
  const add = (row: number, column: number, value: number): void => {
    if (column >= STATES) return;
    const at = row * bands + Math.max(0, column) - row + down;
    matrix[at] = (matrix[at] ?? 0) + value;
  };
  for (let row = 0; row < STATES; row++) {
    add(row, row, 1);
    for (const { score, probability } of jumps) {
      const to = row + score / width;
      const below = Math.floor(to);
      add(row, below, -probability * (1 - (to - below)));
      add(row, below + 1, -probability * (to - below));
    }
  }
  return eliminate(matrix, down, bands);
}

function eliminate(matrix: Float64Array, down: number, bands: number): number {
  const right = new Float64Array(STATES).fill(1);
  // From the last row up, so that what remains at the end is the first unknown: the run length from 0.
  for (let pivot = STATES - 1; pivot > 0; pivot--) {
    const diagonal = matrix[pivot * bands + down] ?? 0;
    for (let row = Math.max(0, pivot - (bands - 1 - down)); row < pivot; row++) {
      const factor = (matrix[row * bands + pivot - row + down] ?? 0) / diagonal;
      if (factor === 0) continue;
      right[row] = (right[row] ?? 0) - factor * (right[pivot] ?? 0);
      for (let column = Math.max(0, pivot - down); column < pivot; column++) {
        const at = row * bands + column - row + down;
        matrix[at] = (matrix[at] ?? 0) - factor * (matrix[pivot * bands + column - pivot + down] ?? 0);
      }
    }
  }
  return (right[0] ?? 0) / (matrix[down] ?? 0);
}

function checkMix(mix: readonly RiskShare[]): void {
  for (const { q, weight } of mix) {
    if (!(q > 0 && q < 1 && weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        `Give each kind of ticket a q between 0 and 1 and a weight of 0 or more, not ${q} and ${weight}.`,
      );
    }
  }
  if (!mix.some(({ weight }) => weight > 0))
    throw new RangeError('Give a mix in which some kind of ticket has weight.');
}
