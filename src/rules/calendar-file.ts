import { z } from 'zod';
import { type BusinessCalendar, CalendarError, type CalendarSpec, compileCalendar } from '../domain/calendar.ts';
import { keys, nameOfFile, text, write } from './forms.ts';
import type { Problems } from './problems.ts';
import type { NamedFile } from './sort-files.ts';

const ends = write('two ends, such as ["08:00", "18:00"]');
const spells = z.array(
  z.tuple([z.string(ends), z.string(ends)], ends),
  write('a list of spells, such as [["08:00", "18:00"]], or [] for closed'),
);
const closure = write(
  'two instants and perhaps a name: ["2026-12-24T12:00:00Z", "2026-12-25T08:00:00Z", "Moving house"]',
);

const timezone = text('an IANA time zone, such as Europe/Berlin');
const weekly = z.record(z.string(), spells, write('mon, tue, wed, thu, fri, sat, sun, each with its spells'));
const holidays = z.array(
  z.string(write('a date in quotes')),
  write('a list of "YYYY-MM-DD" or "*-MM-DD", each perhaps with a name after it'),
);
const exceptions = z.record(z.string(), spells, write('dates, each with its spells'));
const closed = z.array(
  z.tuple([z.string(closure), z.string(closure), z.string(closure).optional()], closure),
  write('a list of closures, or [] for none'),
);

const version = keys({
  from: z.string(write('the date from which this holds, in quotes: "YYYY-MM-DD"')),
  timezone: timezone.optional(),
  weekly: weekly.optional(),
  holidays: holidays.optional(),
  exceptions: exceptions.optional(),
  closed: closed.optional(),
});

/**
 * What the values mean, and which are allowed, is for the calendar itself to say.
 *
 * All versions stand in one file: a manager sees in one place what holds and what held, writes only what changes, and
 * two that start on one day show beside each other. A file a version would have to repeat the rest of the calendar,
 * and a holiday forgotten in the copy would silently be a working day.
 */
const form = (name: string) =>
  keys({
    id: nameOfFile(name),
    timezone,
    weekly,
    holidays: holidays.default([]),
    exceptions: exceptions.default({}),
    closed: closed.default([]),
    versions: z.array(version, write('a list of versions, each with "from" and what changes then')).default([]),
  });

/** Calendars by id; those with a problem are left out. */
export function readCalendars(files: readonly NamedFile[], problems: Problems): Map<string, BusinessCalendar> {
  const calendars = new Map<string, BusinessCalendar>();
  for (const file of files) {
    const read = readCalendar(file, problems);
    if (read !== null) calendars.set(file.name, read.calendar);
  }
  return calendars;
}

/** Null when the file cannot be used; what is wrong with it is then kept. */
export function readCalendar(
  { path, name, text }: NamedFile,
  problems: Problems,
): { spec: CalendarSpec; calendar: BusinessCalendar } | null {
  const placed = problems.read(path, text, form(name));
  if (placed === null) return null;
  try {
    return { spec: placed.value, calendar: compileCalendar(placed.value) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    problems.add(placed.problem(error.path, error.message));
    return null;
  }
}
