import { cusumLimit } from './cusum-limit.ts';

/** Between two nodes of the table, in logits of q and in ln of the run length. */
const STEP = 0.25;
/** Nodes of q from 1e-4 to .99, and of run lengths from 8 to 400,000. */
const Q_NODES = { from: -37, to: 18 } as const;
const RUN_NODES = { from: 8, to: 52 } as const;

/**
 * Limits of `cusumLimit`, soon enough for ten thousand people: any mix is brought to the one kind of ticket that tells as much
 * and as lumpily, and looked up in a table that fills as it is asked. Within 2 % of the exact limit, where that is above 1.5 and
 * most tickets fail less than a third of the time; where scores fall on a lattice the exact limit itself jumps by more.
 */
export class CusumLimitTable {
  readonly #oddsRatio: number;
  readonly #nodes = new Map<string, number>();

  /** @param oddsRatio RA of `cusumScore` */
  constructor(oddsRatio: number) {
    this.#oddsRatio = oddsRatio;
  }

  /**
   * @param qs each ticket's probability of failure, 0 .. 1, in control
   * @param runLength tickets between false notices
   * @param phi over-dispersion, >= 1: the chart is fed scores divided by it
   * @returns h; run lengths beyond the table's ends are taken as those
   * @throws RangeError when a number makes no sense
   */
  limit(qs: Iterable<number>, runLength: number, phi = 1): number {
    const { q, information } = this.#typical(qs);
    // A run is as long as its information: n tickets that tell little are fewer typical ones.
    const lumps = ((runLength / phi) * information) / this.#information(q);
    if (!(lumps > 0 && lumps < Infinity)) {
      throw new RangeError(`Give a run length and an over-dispersion above 0, not ${runLength} and ${phi}.`);
    }
    const across = place(Math.log(q / (1 - q)), Q_NODES);
    const along = place(Math.log(lumps), RUN_NODES);
    const between = (node: number) =>
      mixed(this.#node(node, along.node), this.#node(node, along.node + 1), along.beyond);
    return mixed(between(across.node), between(across.node + 1), across.beyond);
  }

  /** Mean q, each weighed by what it tells; and what a ticket tells on average. */
  #typical(qs: Iterable<number>): { q: number; information: number } {
    let [n, told, weighed] = [0, 0, 0];
    for (const q of qs) {
      const one = this.#information(q);
      n += 1;
      told += one;
      weighed += one * q;
    }
    if (!(told > 0)) throw new RangeError('Give at least one ticket, each with a q between 0 and 1.');
    return { q: weighed / told, information: told / n };
  }

  /** How far a ticket in control brings the chart down on average. */
  #information(q: number): number {
    return Math.log1p((this.#oddsRatio - 1) * q) - q * Math.log(this.#oddsRatio);
  }

  #node(logit: number, ln: number): number {
    const key = `${logit} ${ln}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const q = 1 / (1 + Math.exp(-logit * STEP));
    const limit = cusumLimit([{ q, weight: 1 }], Math.exp(ln * STEP), { oddsRatio: this.#oddsRatio });
    this.#nodes.set(key, limit);
    return limit;
  }
}

function place(x: number, { from, to }: { from: number; to: number }): { node: number; beyond: number } {
  const inside = Math.min(to - 1e-9, Math.max(from, x / STEP));
  const node = Math.floor(inside);
  return { node, beyond: inside - node };
}

const mixed = (low: number, high: number, share: number): number => low + (high - low) * share;
