import { Temporal as polyfill } from 'temporal-polyfill';
import type { Instant } from './interval.ts';

/** Temporal as the runtime has it (Node 26), else the polyfill (Node 24). Same API, so callers need not care. */
export const Temporal: typeof polyfill = (globalThis as { Temporal?: typeof polyfill }).Temporal ?? polyfill;

export type PlainDate = polyfill.PlainDate;
export type ZonedDateTime = polyfill.ZonedDateTime;

/** First instant of a local date: not always 00:00 where clocks change at midnight. */
export function startOfDay(date: PlainDate, timezone: string): Instant {
  return date.toZonedDateTime(timezone).epochMilliseconds;
}

/** What the clock on the wall shows, to the millisecond. */
export function localTime(at: Instant, timezone: string): ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timezone);
}

/** Whether the runtime has rules for a zone of that name, aliases such as US/Pacific included. */
export function isZone(name: string): boolean {
  try {
    return localTime(0, name) !== null;
  } catch {
    return false;
  }
}
