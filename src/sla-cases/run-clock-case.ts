import { z } from 'zod';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { clocksNamed, type SlaClock } from '../domain/sla/clock.ts';
import type { CalendarOf } from './case-calendars.ts';
import type { Fields } from './case-file.ts';
import { BOUNDARIES, CHANGES, choiceWord, clockNamed, HOLD_UNITS } from './clock-words.ts';
import { type Answer, CannotExpress, instant, readFields, seconds } from './fields.ts';
import { tellTicket } from './tell-ticket.ts';

const choice = <const C extends readonly [string, ...string[]]>(choices: C) =>
  z
    .string()
    .transform(choiceWord)
    .pipe(z.enum(choices))
    .default(choices[0] as C[0]);

const form = z.object({
  metric: z.string(),
  start: instant,
  target_seconds: seconds.optional(),
  initial_status: z.string().default('open'),
  events: z.array(z.record(z.string(), z.unknown())).default([]),
  pause_statuses: z.array(z.string()).optional(),
  stop_at: instant.optional(),
  as_of: instant.optional(),
  boundary: choice(BOUNDARIES),
  hold_unit: choice(HOLD_UNITS),
  on_change: choice(CHANGES),
  solve_counts_as_reply: z.boolean().default(false),
});
export type ClockCase = z.output<typeof form>;

/** Tells the case as a ticket under a policy of its own and reads its clock: the cycle that the case stops, else the last. */
export function runClockCase(fields: Fields, calendar: BusinessCalendar, calendarOf: CalendarOf): Answer {
  const worked = readFields(form, fields);
  const { clock, first } = clockNamed(worked.metric);
  const { timeline, levels, asOf } = tellTicket(worked, clock, calendar, calendarOf);
  const cycles = clocksNamed(clock, timeline, levels, asOf);
  const stopped = cycles.findLast(({ stoppedAt }) => stoppedAt !== null && stoppedAt === worked.stop_at);
  const meant = first ? cycles[0] : (stopped ?? cycles.at(-1));
  if (meant === undefined) throw new CannotExpress(`metric "${worked.metric}": the clock never starts`);
  return answerOf(meant, cycles);
}

function answerOf(meant: SlaClock, cycles: readonly SlaClock[]): Answer {
  const { elapsedMs, pausedMs, targetMs, dueAt, state, segments } = meant;
  const ended = cycles.filter(({ stoppedAt }) => stoppedAt !== null);
  const calendar = segments.at(-1)?.calendar;
  return {
    elapsed_seconds: elapsedMs / 1000,
    paused_seconds: pausedMs / 1000,
    ...(ended.length > 0 && { average_seconds: mean(ended.map((cycle) => cycle.elapsedMs / 1000)) }),
    ...(targetMs !== null && {
      remaining_seconds: (targetMs - elapsedMs) / 1000,
      breached: state === 'breached',
      percent: (elapsedMs / targetMs) * 100,
      due_at: dueAt,
      get due_at_next_open() {
        return dueAt === null ? null : (calendar?.nextOpen(dueAt) ?? null);
      },
    }),
  };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
