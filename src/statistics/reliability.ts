/**
 * Split-half reliability of a figure: how far two halves of each person's tickets agree on who differs from whom. 1: all signal; 0: all noise.
 * Correlation of the halves, stepped up to the whole by Spearman & Brown: 2r / (1 + r). Split by odd and even weeks, not tickets: lumps would agree with themselves.
 * Source: issue "fair figures"; Spearman 1910 and Brown 1910, Br. J. Psychol. 3.
 * @param people the figure of one half and of the other, any unit, and optionally a weight (tickets)
 * @returns `halves` (r) and `whole`, -1 .. 1; null with fewer than three people or where a half does not vary
 * @throws RangeError when a number makes no sense
 */
export function splitHalf(
  people: readonly { one: number; other: number; weight?: number }[],
): { halves: number; whole: number } | null {
  for (const { one, other, weight = 1 } of people) {
    if (!(Number.isFinite(one + other) && weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Give finite figures and weights of 0 or more, not ${one}, ${other} and ${weight}.`);
    }
  }
  const used = people.filter(({ weight = 1 }) => weight > 0);
  if (used.length < 3) return null;
  const mean = (of: (person: (typeof used)[number]) => number): number =>
    used.reduce((sum, person) => sum + (person.weight ?? 1) * of(person), 0) /
    used.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const [one, other] = [mean((person) => person.one), mean((person) => person.other)];
  const varianceOne = mean((person) => (person.one - one) ** 2);
  const varianceOther = mean((person) => (person.other - other) ** 2);
  const together = mean((person) => (person.one - one) * (person.other - other));
  if (!(varianceOne > 0 && varianceOther > 0)) return null;
  const halves = Math.min(1, Math.max(-1, together / Math.sqrt(varianceOne * varianceOther)));
  // Below 0 the step would run off to minus infinity; disagreeing halves are noise.
  return { halves, whole: halves <= 0 ? halves : (2 * halves) / (1 + halves) };
}
