import { z } from 'zod';
import type { BusinessCalendar } from '../domain/calendar.ts';
import type { Instant } from '../domain/interval.ts';
import type { CalendarOf } from './case-calendars.ts';
import type { Fields } from './case-file.ts';
import { type Answer, instant, readFields, seconds } from './fields.ts';

/** Answers a case of one kind. Throws CannotExpress for a field or value it does not know. */
export type Kind = (fields: Fields, calendar: BusinessCalendar, calendarOf: CalendarOf) => Answer;

const kind =
  <S extends z.ZodObject>(form: S, answer: (given: z.output<S>, calendar: BusinessCalendar) => Answer): Kind =>
  (fields, calendar) =>
    answer(readFields(form, fields), calendar);

const boundary = z.enum(['closing', 'next_open']).default('closing');

/** Both readings, since sources state the one or the other; each looked for only when asked for. */
const reading = (calendar: BusinessCalendar, instant: Instant, wanted: 'closing' | 'next_open'): Answer => ({
  get at() {
    return wanted === 'closing' ? instant : calendar.nextOpen(instant);
  },
  get at_next_open() {
    return calendar.nextOpen(instant);
  },
});

/** The kinds that need a calendar alone. */
export const CALENDAR_KINDS: Readonly<Record<string, Kind>> = {
  elapsed: kind(z.object({ start: instant, end: instant }), ({ start, end }, calendar) => ({
    seconds: calendar.elapsed(start, end) / 1000,
  })),

  due: kind(z.object({ start: instant, add_seconds: seconds, boundary }), (given, calendar) =>
    reading(calendar, calendar.due(given.start, given.add_seconds), given.boundary),
  ),

  back: kind(z.object({ start: instant, subtract_seconds: seconds }), (given, calendar) => ({
    at: calendar.back(given.start, given.subtract_seconds),
  })),

  next_open: kind(z.object({ at: instant }), (given, calendar) => ({ at: calendar.nextOpen(given.at) })),

  due_days: kind(
    z.object({
      start: instant,
      add_days: z.int().nonnegative(),
      end_of_day: z.boolean().default(false),
      // biome-ignore lint/suspicious/noThenProperty: the word of the case files; no promise is made of it
      then: z.literal('next_open').optional(),
    }),
    ({ start, add_days: days, end_of_day: endOfDay, then }, calendar) =>
      reading(calendar, calendar.addWorkingDays(start, days, { endOfDay }), then ?? 'closing'),
  ),
};
