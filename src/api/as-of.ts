import { z } from 'zod';
import type { Instant } from '../domain/interval.ts';
import { Temporal } from '../domain/temporal.ts';

const REMEDY =
  'is no date. Write 2026-05-04 for its midnight in the time zone of the desk, or an instant such as 2026-05-04T08:00:00Z (a + of an offset is written %2B in an address).';

export const asOfSchema = z
  .string()
  .refine((text) => instantOf(text, 'UTC') !== null, REMEDY)
  .describe('as known then: a date, which means its midnight in the time zone of the desk, or an instant');

/** Null: neither a date nor an instant with an offset. */
export function instantOf(text: string, timezone: string): Instant | null {
  try {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const at = isDate ? Temporal.PlainDate.from(text).toZonedDateTime(timezone) : Temporal.Instant.from(text);
    return at.epochMilliseconds;
  } catch {
    return null;
  }
}
