import type { Instant } from '../domain/interval.ts';
import type { View } from './sample.ts';

const DAY_MS = 86_400_000;

export interface ViewOptions {
  readonly asOf: Instant;
  /** Days a resolution needs before its outcome is scored. */
  readonly maturityDays: number;
}

/** The last `weeks` weeks up to asOf. */
export function viewOf(weeks: number, { asOf, maturityDays }: ViewOptions): View {
  const maturityMs = maturityDays * DAY_MS;
  return { asOf, window: { start: asOf - weeks * 7 * DAY_MS, end: asOf }, maturedBy: asOf - maturityMs, maturityMs };
}
