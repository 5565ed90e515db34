import type { BusinessCalendar } from '../domain/calendar.ts';
import { clocksNamed, type SlaClock } from '../domain/sla/clock.ts';
import type { CalendarOf } from './case-calendars.ts';
import type { Fields } from './case-file.ts';
import { clockCaseForm } from './clock-case.ts';
import { clockNamed } from './clock-words.ts';
import { type Answer, CannotExpress, readFields } from './fields.ts';
import { tellTicket } from './tell-ticket.ts';

/** Tells the case as a ticket under a policy of its own and reads its clock: the cycle that the case stops, else the last. */
export function runClockCase(fields: Fields, calendar: BusinessCalendar, calendarOf: CalendarOf): Answer {
  const worked = readFields(clockCaseForm, fields);
  const { clock, first } = clockNamed(worked.metric);
  const { timeline, levels, asOf } = tellTicket(worked, clock, calendar, calendarOf);
  const cycles = clocksNamed(clock, timeline, levels, asOf);
  const stopped = cycles.findLast(({ stoppedAt }) => stoppedAt !== null && stoppedAt === worked.stop_at);
  const meant = first ? cycles[0] : (stopped ?? cycles.at(-1));
  if (meant === undefined) throw new CannotExpress(`metric "${worked.metric}": the clock never starts`);
  return answerOf(meant, cycles);
}

function answerOf(meant: SlaClock, cycles: readonly SlaClock[]): Answer {
  const { elapsedMs, pausedMs, targetMs, dueAt, state } = meant;
  const ended = cycles.filter(({ stoppedAt }) => stoppedAt !== null);
  return {
    elapsed_seconds: elapsedMs / 1000,
    paused_seconds: pausedMs / 1000,
    ...(ended.length > 0 && { average_seconds: mean(ended.map((cycle) => cycle.elapsedMs / 1000)) }),
    ...(targetMs !== null && {
      remaining_seconds: (targetMs - elapsedMs) / 1000,
      breached: state === 'breached',
      percent: (elapsedMs / targetMs) * 100,
      due_at: dueAt,
    }),
  };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
