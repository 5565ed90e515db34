/** Up to so many holders every subset is counted; beyond, orders are sampled. */
const MOST_EXACT = 12;
const SAMPLED_ORDERS = 2000;

/**
 * Overrun of a shared clock split by time held: h_i / sum h x overrun. Simple, and unfair to who held it last or long for good reason; show it, do not decide by it.
 * Source: statistics.md 7. Units: any, the same for all; comes back.
 * @param held time each holder had the ticket, business hours less legitimate pauses, >= 0; queue time before the first assignment is nobody's
 * @param target the ticket's allowance, >= 0
 * @throws RangeError when a time makes no sense
 */
export function clockShares(held: readonly number[], target: number): number[] {
  checkTimes(held, target);
  const total = held.reduce((sum, h) => sum + h, 0);
  const overrun = Math.max(0, total - target);
  return held.map((h) => (total === 0 ? 0 : (h / total) * overrun));
}

/**
 * Overrun split by Shapley's value: what each adds to v(S) = max(0, sum_S h - target), averaged over all orders. For audits.
 * Source: statistics.md 7; Shapley 1953. Exact up to 12 holders; beyond, the mean over 2,000 orders drawn with a fixed seed, so it repeats.
 * Units and errors as `clockShares`; adds up to the overrun.
 */
export function shapleyShares(held: readonly number[], target: number): number[] {
  checkTimes(held, target);
  return held.length <= MOST_EXACT ? overSubsets(held, target) : overOrders(held, target);
}

/**
 * Overrun of each holder's own expected holding time, and their share of all such excess: the figure personal metrics rest on, since nobody
 * is blamed for ten minutes at the end of somebody else's seven hours. Source: statistics.md 7.
 * @param held as for `clockShares`
 * @param budgets expected holding time of each, >= 0: the median of the cell and stage
 * @returns excess max(0, held - budget) in the unit given, share 0 .. 1 (all 0 when nobody exceeded)
 * @throws RangeError when a time makes no sense or there is not one budget a holder
 */
export function budgetExcess(held: readonly number[], budgets: readonly number[]): { excess: number; share: number }[] {
  checkTimes(held, 0);
  checkTimes(budgets, 0);
  if (held.length !== budgets.length) {
    throw new RangeError(`Give one budget a holder, not ${budgets.length} for ${held.length}.`);
  }
  const excesses = held.map((h, i) => Math.max(0, h - (budgets[i] ?? 0)));
  const total = excesses.reduce((sum, e) => sum + e, 0);
  return excesses.map((excess) => ({ excess, share: total === 0 ? 0 : excess / total }));
}

function overSubsets(held: readonly number[], target: number): number[] {
  const count = held.length;
  const weights = shapleyWeights(count);
  const shares = new Array<number>(count).fill(0);
  for (let set = 0; set < 1 << count; set++) {
    let sum = 0;
    let size = 0;
    for (let i = 0; i < count; i++) {
      if ((set & (1 << i)) === 0) continue;
      sum += held[i] ?? 0;
      size += 1;
    }
    const without = Math.max(0, sum - target);
    for (let i = 0; i < count; i++) {
      if ((set & (1 << i)) !== 0) continue;
      const added = Math.max(0, sum + (held[i] ?? 0) - target) - without;
      shares[i] = (shares[i] ?? 0) + (weights[size] ?? 0) * added;
    }
  }
  return shares;
}

/** s! (n - s - 1)! / n! for s = 0 .. n - 1. */
function shapleyWeights(count: number): number[] {
  const weights = [1 / count];
  for (let s = 1; s < count; s++) weights.push(((weights[s - 1] ?? 0) * s) / (count - s));
  return weights;
}

function overOrders(held: readonly number[], target: number): number[] {
  const shares = new Array<number>(held.length).fill(0);
  const order = held.map((_, i) => i);
  let state = 1;
  const below = (n: number): number => {
    // Park & Miller's minimal generator: enough to shuffle, the same on every machine.
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
  for (let round = 0; round < SAMPLED_ORDERS; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = below(i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    let sum = 0;
    for (const i of order) {
      const before = Math.max(0, sum - target);
      sum += held[i] ?? 0;
      shares[i] = (shares[i] ?? 0) + (Math.max(0, sum - target) - before) / SAMPLED_ORDERS;
    }
  }
  return shares;
}

function checkTimes(times: readonly number[], target: number): void {
  for (const time of [...times, target]) {
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`Give finite times of 0 or more, not ${time}.`);
  }
}
