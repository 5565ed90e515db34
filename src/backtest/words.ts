import type { Instant } from '../domain/interval.ts';
import type { SubjectKind } from '../metrics/metric.ts';

export const NOUNS: Readonly<Record<SubjectKind, readonly [one: string, many: string]>> = {
  agent: ['person', 'people'],
  team: ['team', 'teams'],
  'work-type': ['work type', 'work types'],
  region: ['region', 'regions'],
  shift: ['shift', 'shifts'],
};

/** `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

export const day = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** A difference of shares, in points: `+2.1`. */
export const points = (difference: number): string =>
  `${difference < 0 ? '-' : '+'}${Math.abs(100 * difference).toFixed(1)}`;

export const interval = ({ lower, upper }: { readonly lower: number; readonly upper: number }, text = points): string =>
  `${text(lower)} to ${text(upper)}`;

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
