import { z } from 'zod';
import { ALWAYS_OPEN, type BusinessCalendar, CalendarError, compileCalendar } from '../domain/calendar.ts';
import type { Fields } from './case-file.ts';
import { CannotExpress, readFields } from './fields.ts';

const spells = z.array(z.tuple([z.string(), z.string()]));
const form = z.object({
  timezone: z.string(),
  weekly: z.record(z.string(), spells).default({}),
  holidays: z.array(z.string()).default([]),
  exceptions: z.record(z.string(), spells).default({}),
  closed: spells.default([]),
});

/** A calendar by its name in the file; none named: around the clock. Throws CannotExpress for one it cannot use. */
export type CalendarOf = (name: unknown) => BusinessCalendar;

/** The calendars of one file, each compiled once, when first asked for. Throws CannotExpress for one it cannot use. */
export function caseCalendars(written: Readonly<Record<string, Fields>>): CalendarOf {
  const compiled = new Map<string, BusinessCalendar>();
  return (name) => {
    if (name === undefined || name === null) return ALWAYS_OPEN;
    const id = String(name);
    const known = compiled.get(id) ?? compile(id, Object.hasOwn(written, id) ? written[id] : undefined);
    compiled.set(id, known);
    return known;
  };
}

function compile(id: string, written: Fields | undefined): BusinessCalendar {
  if (written === undefined) throw new CannotExpress(`calendar "${id}" is not in the file`);
  try {
    return compileCalendar({ id, ...readFields(form, written) });
  } catch (error) {
    if (error instanceof CalendarError) throw new CannotExpress(error.message);
    if (error instanceof CannotExpress) throw new CannotExpress(`calendar "${id}", ${error.message}`);
    throw error;
  }
}
