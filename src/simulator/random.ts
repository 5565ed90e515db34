/**
 * Seeded random numbers: xoshiro128** (Blackman & Vigna 2018), its state filled by splitmix32. Not for secrets.
 * Each question asks its own stream (`seededRandom(seed, STREAM.people, …)`), so that one more draw here changes nothing there.
 */
export const STREAM = {
  people: 1,
  truth: 2,
  personDay: 3,
  outage: 4,
  arrivals: 5,
  ticket: 6,
  personWeek: 7,
  paperwork: 8,
} as const;

export interface Random {
  /** In [0, 1). */
  uniform(): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Standard normal, by Box and Muller. */
  normal(): number;
  /** `sigma` is the standard deviation of the logarithm. */
  logNormal(median: number, sigma: number): number;
  /** By Knuth's product; for means below about 100. */
  poisson(mean: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** `undefined` only for an empty list. */
  pickAny<T>(items: readonly T[]): T | undefined;
  shuffled<T>(items: readonly T[]): T[];
}

export function seededRandom(...keys: readonly number[]): Random {
  const next = xoshiro128(stateOf(keys));
  const uniform = (): number => next() / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const pickAny = <T>(items: readonly T[]): T | undefined => items[Math.floor(uniform() * items.length)];
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    chance: (probability) => uniform() < probability,
    normal,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = uniform(); product > limit; product *= uniform()) count++;
      return count;
    },
    pick: (items) => pickAny(items) ?? items[0],
    pickAny,
    shuffled: (items) =>
      items
        .map((item) => ({ item, key: uniform() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
  };
}

type State = readonly [number, number, number, number];

/** Whole numbers in [0, 2^32), from a state that is not all zero. */
export function xoshiro128(state: State): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result >>> 0;
  };
}

/** Keys are folded one after the other; the high half of a large key counts too. */
function stateOf(keys: readonly number[]): State {
  let mixed = 0;
  for (const key of keys) mixed = splitmix32(splitmix32(mixed ^ (key | 0)) ^ Math.floor(key / 2 ** 32));
  const words = [1, 2, 3, 4].map((step) => splitmix32(mixed + Math.imul(step, 0x9e3779b9)));
  const [a = 1, b = 2, c = 3, d = 4] = words;
  return [a, b, c, d];
}

function splitmix32(word: number): number {
  let mixed = (word + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
