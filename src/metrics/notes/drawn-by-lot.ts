/** One value of a queue. */
export interface Item {
  readonly queue: number;
  readonly value: number;
}

/** Items somebody chose, against as many drawn from the same queues by lot. Sums, in the unit of the values. */
export interface Drawn {
  /** Of queues that held others' items too. */
  readonly n: number;
  readonly chosen: number;
  readonly byLot: number;
  readonly variance: number;
  /** Chosen times the share left to others: what it would make if the chosen were higher than those by 1. */
  readonly leverage: number;
}

const NONE: Drawn = { n: 0, chosen: 0, byLot: 0, variance: 0, leverage: 0 };

interface Queue {
  n: number;
  sum: number;
  squares: number;
}

/**
 * What choosing at random would give: a sample without replacement from each queue, so nothing is assumed about the
 * values. Source: Cochran 1977, Sampling Techniques, 2.2 (variance of a sample total); stratified as Lehmann 1975, 3.3.
 * @param all every item that could be chosen, the chosen ones among them
 */
export function drawnByLot(all: Iterable<Item>): (chosen: Iterable<Item>) => Drawn {
  const queues = queuesOf(all);
  return (chosen) =>
    inAll(
      [...queuesOf(chosen)].map(([number, { n, sum }]) => inOne(n, sum, queues.get(number) ?? { n, sum, squares: 0 })),
    );
}

export const inAll = (parts: readonly Drawn[]): Drawn =>
  parts.reduce(
    (a, b) => ({
      n: a.n + b.n,
      chosen: a.chosen + b.chosen,
      byLot: a.byLot + b.byLot,
      variance: a.variance + b.variance,
      leverage: a.leverage + b.leverage,
    }),
    NONE,
  );

/** A queue all of which was chosen left no choice. */
function inOne(n: number, sum: number, queue: Queue): Drawn {
  if (n >= queue.n) return NONE;
  const mean = queue.sum / queue.n;
  const spread = Math.max(0, queue.squares - queue.n * mean * mean) / (queue.n - 1);
  const leverage = (n * (queue.n - n)) / queue.n;
  return { n, chosen: sum, byLot: n * mean, variance: leverage * spread, leverage };
}

function queuesOf(items: Iterable<Item>): Map<number, Queue> {
  const queues = new Map<number, Queue>();
  for (const { queue: number, value } of items) {
    const queue = queues.get(number) ?? { n: 0, sum: 0, squares: 0 };
    queues.set(number, queue);
    queue.n += 1;
    queue.sum += value;
    queue.squares += value * value;
  }
  return queues;
}
