import * as fields from './calendar-fields.ts';
import { CalendarError, type CalendarSpec, type CalendarVersion, type Path } from './calendar-spec.ts';
import type { Interval } from './interval.ts';
import { type PlainDate, startOfDay } from './temporal.ts';

/** What is planned for a local date, closures left aside. */
export interface DayPlan {
  /** In order, neither overlapping nor touching. */
  readonly spells: readonly fields.Spell[];
  readonly because: 'weekday' | 'holiday' | 'exception';
  /** Of the holiday on that date; '' where it has none. */
  readonly name: string;
}

/** One version of a calendar, checked. */
export interface CalendarRules {
  readonly timezone: string;
  /** When it decides: versions follow each other without gap or overlap, the first since ever, the last for ever. */
  readonly inForce: Interval;
  readonly closed: readonly fields.Closure[];
  planOf(date: PlainDate): DayPlan;
}

/** The versions in order. Throws CalendarError at the first field that is wrong, saying what to write instead. */
export function parseCalendar(spec: CalendarSpec): CalendarRules[] {
  const fail: fields.Fail = (path, problem) => {
    throw new CalendarError(spec.id, path, problem);
  };
  let said = readVersion(spec, NOTHING, [], fail);
  const versions = [{ ...said, start: Number.NEGATIVE_INFINITY }];
  let last = '';
  for (const [i, version] of (spec.versions ?? []).entries()) {
    const path = ['versions', i];
    const date = dateAfter(last, version.from, [...path, 'from'], fail);
    said = readVersion(version, said, path, fail);
    versions.push({ ...said, start: startOfDay(date, said.timezone) });
    last = version.from;
  }
  return versions.map(({ start, ...version }, i) => {
    // The earliest of all that follow: where a version also changes the zone, it may begin before its forerunner.
    const end = Math.min(Number.POSITIVE_INFINITY, ...versions.slice(i + 1).map((later) => later.start));
    return rulesOf(version, { start, end });
  });
}

interface Said {
  readonly timezone: string;
  readonly weekly: readonly (readonly fields.Spell[])[];
  readonly holidays: ReadonlyMap<string, string>;
  readonly exceptions: ReadonlyMap<string, readonly fields.Spell[]>;
  readonly closed: readonly fields.Closure[];
}

const NOTHING: Said = { timezone: 'UTC', weekly: [], holidays: new Map(), exceptions: new Map(), closed: [] };

function readVersion(spec: Omit<CalendarVersion, 'from'>, before: Said, path: Path, fail: fields.Fail): Said {
  const read = <T, R>(name: string, value: T | undefined, parse: Parse<T, R>, kept: R): R =>
    value === undefined ? kept : parse(value, [...path, name], fail);
  const said = {
    timezone: read('timezone', spec.timezone, fields.parseZone, before.timezone),
    weekly: read('weekly', spec.weekly, fields.parseWeekly, before.weekly),
    holidays: read('holidays', spec.holidays, fields.parseHolidays, before.holidays),
    exceptions: read('exceptions', spec.exceptions, fields.parseExceptions, before.exceptions),
    closed: read('closed', spec.closed, fields.parseClosed, before.closed),
  };
  if (!everOpen(said)) {
    fail([...path, 'weekly'], 'the calendar is never open. Give at least one weekday or exception a spell.');
  }
  return said;
}

type Parse<T, R> = (value: T, path: Path, fail: fields.Fail) => R;

function everOpen({ weekly, holidays, exceptions }: Said): boolean {
  // Every day of the year falls on every weekday in some year, so only all 366 yearly holidays shut a weekly plan.
  const yearly = [...holidays.keys()].filter((day) => day.startsWith('*')).length;
  const opensWeekly = weekly.some((spells) => spells.length > 0) && yearly < 366;
  return opensWeekly || [...exceptions.values()].some((spells) => spells.length > 0);
}

/** Dates written as YYYY-MM-DD sort as text. */
function dateAfter(last: string, from: string, path: Path, fail: fields.Fail): PlainDate {
  const date = fields.parseDate(from) ?? fail(path, `"${from}" is not a date. Write YYYY-MM-DD.`);
  if (from === last) fail(path, `another version starts on ${from} too. Join the two, or move one to its own date.`);
  if (from < last) fail(path, `${from} is before ${last} above it. Put the versions in the order of their dates.`);
  return date;
}

function rulesOf({ timezone, weekly, holidays, exceptions, closed }: Said, inForce: Interval): CalendarRules {
  return {
    timezone,
    inForce,
    closed,
    planOf: (date) => {
      const key = date.toString();
      const holiday = holidays.get(key) ?? holidays.get(`*${key.slice(4)}`);
      const exception = exceptions.get(key);
      if (exception !== undefined) return { spells: exception, because: 'exception', name: holiday ?? '' };
      if (holiday !== undefined) return { spells: [], because: 'holiday', name: holiday };
      return { spells: weekly[date.dayOfWeek - 1] ?? [], because: 'weekday', name: '' };
    },
  };
}
