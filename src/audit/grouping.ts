import type { Instant } from '../domain/interval.ts';

/** What people are grouped by. None of it is a sensitive trait, and none is ever taken out of a figure (statistics.md 2.3, 8.1). */
export const GROUPINGS = ['region', 'shift', 'team', 'tenure'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Where nothing is recorded: a group like any other, counted, never dropped. */
export const UNKNOWN = 'unknown';

const MONTH_MS = (365.25 / 12) * 86_400_000;
/** From short to long. */
const BANDS = ['under 6 months', '6 to 24 months', 'over 2 years'] as const;

/** How long a person has been at the desk, in months of 30.4 days: 6 belong to the middle band, 24 to the last. */
export function tenureBand(startedAt: Instant | null, asOf: Instant): string {
  if (startedAt === null) return UNKNOWN;
  const months = (asOf - startedAt) / MONTH_MS;
  if (months < 6) return BANDS[0];
  return months < 24 ? BANDS[1] : BANDS[2];
}

/** Groups in the order in which they are shown: by name, tenure from short to long, unknown last. Never by a figure. */
export function inOrder(groups: Iterable<string>): string[] {
  const place = (group: string): number =>
    group === UNKNOWN ? BANDS.length : BANDS.indexOf(group as (typeof BANDS)[number]);
  return [...groups].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** `region,shift` as groupings, each once; null where a word is none of them. */
export function readGroupings(text: string): Grouping[] | null {
  const words = [...new Set(text.split(',').map((word) => word.trim()))];
  const known = GROUPINGS.filter((grouping) => words.includes(grouping));
  return known.length === words.length ? known : null;
}
