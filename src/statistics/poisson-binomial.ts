/** Mass below it is as good as none: it keeps the sums as short as the number can vary. */
const NOTHING = 1e-15;

/** How many of several independent things are so: probability of each number from `from` on. */
export interface NumberOf {
  readonly from: number;
  /** Of from, from + 1 ...; adds up to 1. */
  readonly mass: readonly number[];
}

/**
 * Poisson-binomial distribution: how many of independent events of these probabilities come true.
 * Source: statistics.md 5.3 (numbers of masters); Poisson 1837. By adding one event after the other; time grows with
 * their number times the spread of the sum, so that thousands of people are no burden.
 * @param probabilities 0 .. 1
 * @throws RangeError when a probability makes no sense
 */
export function poissonBinomial(probabilities: readonly number[]): NumberOf {
  let from = 0;
  const mass = [1];
  // Sorted, so that rounding is the same whatever the order.
  for (const p of probabilities.toSorted((a, b) => a - b)) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`Give probabilities from 0 to 1, not ${p}.`);
    addOne(mass, p);
    while ((mass.at(-1) ?? 1) <= NOTHING) mass.pop();
    const first = mass.findIndex((each) => each > NOTHING);
    if (first > 0) mass.splice(0, first);
    from += first;
  }
  return { from, mass };
}

/** In place: a large desk has ten thousand people, and a new list for each took longer than the sums. */
function addOne(mass: number[], p: number): void {
  mass.push(0);
  for (let i = mass.length - 1; i > 0; i--) mass[i] = (mass[i] ?? 0) * (1 - p) + (mass[i - 1] ?? 0) * p;
  mass[0] = (mass[0] ?? 0) * (1 - p);
}

/** The least of several independent numbers; of none: 0 for sure. */
export function leastOf(numbers: readonly NumberOf[]): NumberOf {
  if (numbers.length === 0) return { from: 0, mass: [1] };
  const from = Math.min(...numbers.map((each) => each.from));
  const end = Math.min(...numbers.map((each) => each.from + each.mass.length));
  // Probability that all reach n.
  const tails = Array.from({ length: end - from + 1 }, (_, i) =>
    numbers.reduce((product, each) => product * atLeast(each, from + i), 1),
  );
  return { from, mass: tails.slice(0, -1).map((tail, i) => tail - (tails[i + 1] ?? 0)) };
}

/** Smallest number that is not exceeded with probability `p`, 0 .. 1. */
export function numberAt({ from, mass }: NumberOf, p: number): number {
  let sum = 0;
  const place = mass.findIndex((each) => {
    sum += each;
    return sum >= p - 1e-12;
  });
  return from + (place < 0 ? mass.length - 1 : place);
}

function atLeast({ from, mass }: NumberOf, n: number): number {
  if (n <= from) return 1;
  return mass.slice(n - from).reduce((sum, each) => sum + each, 0);
}
