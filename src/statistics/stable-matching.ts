/**
 * Stable matching of mentees to mentors with places: no two would both rather have each other than whom they got.
 * Mentees propose, which is best for them and makes honest wishes their best wishes. Source: statistics.md 6;
 * Gale & Shapley 1962, Am. Math. Mon. 69:9; Dubins & Freedman 1981, Am. Math. Mon. 88:485.
 * @param wishes for each mentee the mentors they would take (indices), best first; who is not named is not wanted
 * @param mentors for each mentor whom they would take (mentee indices), best first, and how many places they have
 * @returns for each mentee their mentor, or null
 * @throws RangeError when a number of places makes no sense, or somebody is named who is not there or twice
 */
export function stableMatching(
  wishes: readonly (readonly number[])[],
  mentors: readonly { wishes: readonly number[]; places: number }[],
): (number | null)[] {
  for (const named of wishes) checkNames(named, mentors.length, 'mentors');
  const ranks = mentors.map(({ wishes: named, places }) => {
    checkNames(named, wishes.length, 'mentees');
    if (!(Number.isSafeInteger(places) && places >= 0)) {
      throw new RangeError(`Give each mentor a whole number of places of 0 or more, not ${places}.`);
    }
    return new Map(named.map((mentee, rank) => [mentee, rank]));
  });
  const taken = mentors.map(() => [] as number[]);
  const asked = wishes.map(() => 0);
  const free = wishes.map((_, mentee) => mentee).reverse();
  for (let mentee = free.pop(); mentee !== undefined; mentee = free.pop()) {
    const mentor = wishes[mentee]?.[asked[mentee] ?? 0];
    if (mentor === undefined) continue;
    asked[mentee] = (asked[mentee] ?? 0) + 1;
    const rank = ranks[mentor] ?? new Map<number, number>();
    const group = taken[mentor] ?? [];
    if (rank.has(mentee)) group.push(mentee);
    else free.push(mentee);
    if (group.length <= (mentors[mentor]?.places ?? 0)) continue;
    group.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
    free.push(...group.splice(-1));
  }
  const result: (number | null)[] = wishes.map(() => null);
  taken.forEach((group, mentor) => {
    for (const mentee of group) result[mentee] = mentor;
  });
  return result;
}

function checkNames(named: readonly number[], count: number, what: string): void {
  if (new Set(named).size !== named.length || named.some((i) => !(Number.isSafeInteger(i) && i >= 0 && i < count))) {
    throw new RangeError(`Name ${what} once each, by their index 0 to ${count - 1}, not [${named.join(', ')}].`);
  }
}
