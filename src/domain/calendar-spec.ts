import type { Interval } from './interval.ts';
import { type PlainDate, Temporal } from './temporal.ts';

type SpellSpec = readonly [from: string, to: string];

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Opening hours as a desk writes them. Times are local 'HH:MM', '24:00' is the end of the day. */
export interface CalendarSpec {
  readonly id: string;
  /** IANA name, such as Europe/Berlin. */
  readonly timezone: string;
  readonly weekly: Readonly<Partial<Record<(typeof WEEKDAYS)[number], readonly SpellSpec[]>>>;
  /** Closed days: YYYY-MM-DD, or *-MM-DD for every year. */
  readonly holidays: readonly string[];
  /** YYYY-MM-DD -> spells that replace those of the weekday; wins over a holiday on that date. */
  readonly exceptions: Readonly<Record<string, readonly SpellSpec[]>>;
  /** Closed whatever else is said: ISO instants with an offset. */
  readonly closed?: readonly SpellSpec[];
}

/** Open from minute `from` to minute `to` of a local day; 1440 is its end. */
interface Spell {
  readonly from: number;
  readonly to: number;
}

/** A checked CalendarSpec. */
export interface CalendarRules {
  readonly timezone: string;
  readonly closed: readonly Interval[];
  /** Spells of a local date, in order, neither overlapping nor touching. */
  spellsOn(date: PlainDate): readonly Spell[];
}

type Path = readonly (string | number)[];

/** A calendar that cannot be used as asked. `path` leads to the field of its spec, empty when no field is to blame. */
export class CalendarError extends Error {
  readonly calendar: string;
  readonly path: Path;

  constructor(calendar: string, path: Path, problem: string) {
    const field = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    super(`Calendar "${calendar}"${field === '' ? '' : `, ${field.slice(1)}`}: ${problem}`);
    this.name = 'CalendarError';
    this.calendar = calendar;
    this.path = path;
  }
}

/** Throws CalendarError at the first field that is wrong, saying what to write instead. */
export function parseCalendar(spec: CalendarSpec): CalendarRules {
  const fail: Fail = (path, problem) => {
    throw new CalendarError(spec.id, path, problem);
  };
  checkZone(spec.timezone, fail);
  const weekly = parseWeekly(spec.weekly, fail);
  const holidays = parseHolidays(spec.holidays, fail);
  const exceptions = parseExceptions(spec.exceptions, fail);
  const closed = (spec.closed ?? []).map((pair, i) => parseClosed(pair, ['closed', i], fail));
  // Every day of the year falls on every weekday in some year, so only all 366 yearly holidays shut a weekly plan.
  const yearly = [...holidays].filter((day) => day.startsWith('*')).length;
  const opensWeekly = weekly.some((spells) => spells.length > 0) && yearly < 366;
  if (!opensWeekly && [...exceptions.values()].every((spells) => spells.length === 0)) {
    fail(['weekly'], 'the calendar is never open. Give at least one weekday or exception a spell.');
  }
  return {
    timezone: spec.timezone,
    closed,
    spellsOn: (date) => {
      const key = date.toString();
      const exception = exceptions.get(key);
      if (exception !== undefined) return exception;
      return holidays.has(key) || holidays.has(`*${key.slice(4)}`) ? [] : (weekly[date.dayOfWeek - 1] ?? []);
    },
  };
}

type Fail = (path: Path, problem: string) => never;

function checkZone(timezone: string, fail: Fail): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone);
  } catch {
    fail(['timezone'], `"${timezone}" is not a known time zone. Write an IANA name, such as Europe/Berlin or UTC.`);
  }
}

/** Seven lists, Monday first. */
function parseWeekly(weekly: CalendarSpec['weekly'], fail: Fail): Spell[][] {
  for (const day of Object.keys(weekly)) {
    if (!WEEKDAYS.some((known) => known === day)) {
      fail(['weekly', day], `not a weekday. Write one of ${WEEKDAYS.join(', ')}.`);
    }
  }
  return WEEKDAYS.map((day) => parseSpells(weekly[day] ?? [], ['weekly', day], fail));
}

function parseHolidays(holidays: readonly string[], fail: Fail): Set<string> {
  for (const [i, day] of holidays.entries()) {
    // 2024 is a leap year, so *-02-29 is a date.
    if (!isDate(day.replace(/^\*-/, '2024-'))) {
      fail(['holidays', i], `"${day}" is not a date. Write YYYY-MM-DD, or *-MM-DD for every year.`);
    }
  }
  return new Set(holidays);
}

function parseExceptions(exceptions: CalendarSpec['exceptions'], fail: Fail): Map<string, Spell[]> {
  const parsed = new Map<string, Spell[]>();
  for (const [day, spells] of Object.entries(exceptions)) {
    const path = ['exceptions', day];
    if (!isDate(day)) fail(path, `"${day}" is not a date. Write YYYY-MM-DD.`);
    parsed.set(day, parseSpells(spells, path, fail));
  }
  return parsed;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text) !== null;
  } catch {
    return false;
  }
}

/** Sorted; touching spells become one, so that a time change between them opens no hole. */
function parseSpells(pairs: readonly SpellSpec[], path: Path, fail: Fail): Spell[] {
  const spells = pairs.map((pair, i) => ({ ...parseSpell(pair, [...path, i], fail), at: [...path, i] }));
  const joined: Spell[] = [];
  for (const { from, to, at } of spells.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from < last.to) {
      fail(at, 'overlaps another spell of the same day. Join the two or move one.');
    }
    if (last?.to === from) joined[joined.length - 1] = { from: last.from, to };
    else joined.push({ from, to });
  }
  return joined;
}

function parseSpell([from, to]: SpellSpec, path: Path, fail: Fail): Spell {
  const spell = { from: parseTime(from, [...path, 0], fail), to: parseTime(to, [...path, 1], fail) };
  if (spell.from >= spell.to) {
    fail(path, `${from} is not before ${to}. Write the earlier time first; split a spell over midnight at 24:00.`);
  }
  return spell;
}

/** Minute of the day. */
function parseTime(text: string, path: Path, fail: Fail): number {
  const match = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (match === null) return fail(path, `"${text}" is not a time of day. Write HH:MM between 00:00 and 24:00.`);
  return match[1] === undefined ? 1440 : Number(match[1]) * 60 + Number(match[2]);
}

function parseClosed([from, to]: SpellSpec, path: Path, fail: Fail): Interval {
  const interval = { start: parseInstant(from, [...path, 0], fail), end: parseInstant(to, [...path, 1], fail) };
  if (interval.start >= interval.end) fail(path, `${from} is not before ${to}. Write the earlier instant first.`);
  return interval;
}

function parseInstant(text: string, path: Path, fail: Fail): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return fail(path, `"${text}" is not an instant. Write date, time and offset, such as 2026-12-24T12:00:00Z.`);
  }
}
