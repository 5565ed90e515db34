/**
 * Effective number of masters of a work type: the sum of P(mastered). Source: statistics.md 5.3.
 * @param mastery P(mastered) of each agent, 0 .. 1
 * @throws RangeError when a probability makes no sense
 */
export function effectiveMasters(mastery: readonly number[]): number {
  checkProbabilities(mastery);
  return mastery.reduce((sum, m) => sum + m, 0);
}

/**
 * Chance (0 .. 1) that nobody present masters the type: product of 1 - (1 - a) m. Source: statistics.md 5.3.
 * @param absence chance that an agent is away, 0 .. 1, independent of the others: holidays together make it worse
 */
export function chanceNobody(mastery: readonly number[], absence: number): number {
  checkProbabilities([...mastery, absence]);
  return mastery.reduce((product, m) => product * (1 - (1 - absence) * m), 1);
}

/** Agents who master it for sure enough: the bus factor of one type; of a team the least over the types it must cover, per shift and region. */
export function busFactor(mastery: readonly number[], threshold = 0.8): number {
  checkProbabilities([...mastery, threshold]);
  return mastery.filter((m) => m >= threshold).length;
}

/** A smallest set of agents that covers all types. */
interface Cover {
  /** Indices of agents, rising; of several smallest sets the first in that order. */
  readonly agents: readonly number[];
  /** False where there were too many agents to be sure that none is smaller. */
  readonly exact: boolean;
}

/** Beyond this many useful agents the smallest cover is looked for greedily. */
const MOST_EXACT = 20;

/**
 * Who must be on call so that every type is covered: exactly up to 20 agents who cover anything, greedily beyond (at most 1 + ln(types) times as many).
 * Source: statistics.md 5.3; Chvátal 1979, Math. Oper. Res. 4:233.
 * @param covers for each agent the types they master (any index 0 .. types - 1)
 * @param types number of types to cover
 * @returns null when some type is mastered by nobody
 * @throws RangeError when a type's index makes no sense
 */
export function smallestCover(covers: readonly (readonly number[])[], types: number): Cover | null {
  if (!(Number.isSafeInteger(types) && types >= 0)) throw new RangeError(`Give a whole number of types, not ${types}.`);
  const wrong = covers.flat().find((type) => !(Number.isSafeInteger(type) && type >= 0 && type < types));
  if (wrong !== undefined) throw new RangeError(`Name types by their index 0 to ${types - 1}, not ${wrong}.`);
  const sets = covers.map((named) => named.reduce((bits, type) => bits | (1n << BigInt(type)), 0n));
  const all = (1n << BigInt(types)) - 1n;
  if (sets.reduce((union, set) => union | set, 0n) !== all) return null;
  const useful = sets.map((_, agent) => agent).filter((agent) => sets[agent] !== 0n);
  if (useful.length > MOST_EXACT) return { agents: greedy(sets, all), exact: false };
  for (let size = 0; ; size++) {
    const agents = chosen(sets, useful, 0, size, all);
    if (agents !== null) return { agents, exact: true };
  }
}

/** The first choice of `size` agents from position `start` on that covers what is missing. */
function chosen(
  sets: readonly bigint[],
  useful: readonly number[],
  start: number,
  size: number,
  missing: bigint,
): number[] | null {
  if (missing === 0n) return [];
  if (size === 0) return null;
  for (let i = start; i <= useful.length - size; i++) {
    const agent = useful[i] ?? -1;
    const rest = chosen(sets, useful, i + 1, size - 1, missing & ~(sets[agent] ?? 0n));
    if (rest !== null) return [agent, ...rest];
  }
  return null;
}

function greedy(sets: readonly bigint[], all: bigint): number[] {
  const agents: number[] = [];
  for (let missing = all; missing !== 0n; ) {
    const gains = sets.map((set) => ones(set & missing));
    const agent = gains.indexOf(Math.max(...gains));
    agents.push(agent);
    missing &= ~(sets[agent] ?? 0n);
  }
  return agents.sort((a, b) => a - b);
}

const ones = (bits: bigint): number => bits.toString(2).replaceAll('0', '').length;

function checkProbabilities(all: readonly number[]): void {
  for (const m of all) if (!(m >= 0 && m <= 1)) throw new RangeError(`Give probabilities from 0 to 1, not ${m}.`);
}
