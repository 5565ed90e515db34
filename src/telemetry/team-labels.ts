/** Label of what belongs to no team, and of all teams that have none of their own. */
const NO_TEAM = '-';
const OTHER_TEAMS = 'other';
/** Every value of a label is a time series kept for months: a desk of more teams than this is shown in part. */
const MOST_TEAMS = 200;
/** A statistic of fewer people is one of persons (statistics.md 8.1). */
const LEAST_PEOPLE = 5;

export interface TeamLabels {
  /** Of a count over people. */
  labelOf(team: string | null): string;
  /** Whether figures of this team may be shown. */
  isShown(team: string): boolean;
  /** Teams whose figures may not. */
  readonly folded: number;
}

/** The first teams by name that are large enough get a label of their own: the same ones from week to week. */
export function teamLabels(teams: Iterable<string>, people: ReadonlyMap<string, number>): TeamLabels {
  const size = (team: string) => people.get(team) ?? 0;
  const known = [...new Set(teams)].filter((team) => team !== '').sort();
  const shown = new Set(known.filter((team) => size(team) >= LEAST_PEOPLE).slice(0, MOST_TEAMS));
  const hidden = known.filter((team) => !shown.has(team));
  const together = new Set([...hidden, ...complement(hidden, [...shown], size)]);
  return {
    labelOf: (team) => (team === null || team === '' ? NO_TEAM : together.has(team) ? OTHER_TEAMS : team),
    isShown: (team) => shown.has(team),
    folded: hidden.length,
  };
}

/** The smallest teams to be counted with the hidden ones, where those alone are too few people to be counted together. */
function complement(hidden: readonly string[], shown: readonly string[], size: (team: string) => number): string[] {
  const smallestFirst = [...shown].sort((a, b) => size(a) - size(b));
  const found: string[] = [];
  let people = hidden.reduce((sum, team) => sum + size(team), 0);
  for (const team of hidden.length === 0 ? [] : smallestFirst) {
    if (people >= LEAST_PEOPLE) break;
    found.push(team);
    people += size(team);
  }
  return found;
}
