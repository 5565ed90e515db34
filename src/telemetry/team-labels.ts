/** Label of what belongs to no team, and of all teams past the limit. */
const NO_TEAM = '-';
const OTHER_TEAMS = 'other';
/** Every value of a label is a time series kept for months: a desk of more teams than this is shown in part. */
const MOST_TEAMS = 200;

export interface TeamLabels {
  labelOf(team: string | null): string;
  /** False: the team is one of those folded into `other`. */
  isShown(team: string): boolean;
  readonly folded: number;
}

/** The first teams by name get a label of their own: the same ones from week to week. */
export function teamLabels(teams: Iterable<string>): TeamLabels {
  const known = [...new Set(teams)].filter((team) => team !== '').sort();
  const shown = new Set(known.slice(0, MOST_TEAMS));
  return {
    labelOf: (team) => (team === null || team === '' ? NO_TEAM : shown.has(team) ? team : OTHER_TEAMS),
    isShown: (team) => shown.has(team),
    folded: known.length - shown.size,
  };
}
