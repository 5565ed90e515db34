import type { Contribution } from '../domain/contribution.ts';
import type { Instant } from '../domain/interval.ts';
import type { View } from './sample.ts';

const DAY_MS = 86_400_000;

export interface ViewOptions {
  readonly asOf: Instant;
  /** Days a resolution needs before its outcome is scored. */
  readonly maturityDays: number;
}

/** All that a row tells lies before the window: nothing in it can be observed of it. */
export const isOver = ({ lastAt, holdingSince }: Contribution, { window }: View): boolean =>
  lastAt < window.start && holdingSince === null;

/** The last `weeks` weeks up to asOf. */
export function viewOf(weeks: number, { asOf, maturityDays }: ViewOptions): View {
  const maturityMs = maturityDays * DAY_MS;
  return { asOf, window: { start: asOf - weeks * 7 * DAY_MS, end: asOf }, maturedBy: asOf - maturityMs, maturityMs };
}
