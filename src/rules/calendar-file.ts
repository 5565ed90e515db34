import { z } from 'zod';
import { type BusinessCalendar, CalendarError, compileCalendar } from '../domain/calendar.ts';
import { keys, nameOfFile, text, write } from './forms.ts';
import type { Problems } from './problems.ts';
import type { NamedFile } from './sort-files.ts';

const ends = write('two ends, such as ["08:00", "18:00"]');
const spells = z.array(
  z.tuple([z.string(ends), z.string(ends)], ends),
  write('a list of spells, such as [["08:00", "18:00"]], or [] for closed'),
);

/** What the values mean, and which are allowed, is for the calendar itself to say. */
const form = (name: string) =>
  keys({
    id: nameOfFile(name),
    timezone: text('an IANA time zone, such as Europe/Berlin'),
    weekly: z.record(z.string(), spells, write('mon, tue, wed, thu, fri, sat, sun, each with its spells')),
    holidays: z.array(z.string(write('a date in quotes')), write('a list of "YYYY-MM-DD" or "*-MM-DD"')).default([]),
    exceptions: z.record(z.string(), spells, write('dates, each with its spells')).default({}),
    closed: spells.default([]),
  });

/** Calendars by id; those with a problem are left out. */
export function readCalendars(files: readonly NamedFile[], problems: Problems): Map<string, BusinessCalendar> {
  const calendars = new Map<string, BusinessCalendar>();
  for (const { path, name, text } of files) {
    const placed = problems.read(path, text, form(name));
    if (placed === null) continue;
    try {
      calendars.set(name, compileCalendar(placed.value));
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      problems.add(placed.problem(error.path, error.message));
    }
  }
  return calendars;
}
