import { type CalendarSpec, type ClosureSpec, type Path, type SpellSpec, WEEKDAYS } from './calendar-spec.ts';
import type { Instant, Interval } from './interval.ts';
import { isZone, type PlainDate, Temporal } from './temporal.ts';

/** Open from minute `from` to minute `to` of a local day; 1440 is its end. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

/** Closed whatever else is said; the name is '' where none was given. */
export interface Closure extends Interval {
  readonly name: string;
}

/** Ends the reading at the first field that is wrong, saying what to write instead. */
export type Fail = (path: Path, problem: string) => never;

export function parseZone(timezone: string, path: Path, fail: Fail): string {
  if (isZone(timezone)) return timezone;
  return fail(path, `"${timezone}" is not a known time zone. Write an IANA name, such as Europe/Berlin or UTC.`);
}

/** Seven lists, Monday first. */
export function parseWeekly(weekly: CalendarSpec['weekly'], path: Path, fail: Fail): Spell[][] {
  for (const day of Object.keys(weekly)) {
    if (!WEEKDAYS.some((known) => known === day)) {
      fail([...path, day], `not a weekday. Write one of ${WEEKDAYS.join(', ')}.`);
    }
  }
  return WEEKDAYS.map((day) => parseSpells(weekly[day] ?? [], [...path, day], fail));
}

/** Date, or '*-MM-DD' -> name. */
export function parseHolidays(holidays: readonly string[], path: Path, fail: Fail): Map<string, string> {
  const parsed = new Map<string, string>();
  for (const [i, text] of holidays.entries()) {
    const [day = ''] = text.split(/\s/, 1);
    // 2024 is a leap year, so *-02-29 is a date.
    if (parseDate(day.replace(/^\*-/, '2024-')) === null) {
      fail([...path, i], `"${day}" is not a date. Write YYYY-MM-DD, or *-MM-DD for every year; a name may follow it.`);
    }
    parsed.set(day, text.slice(day.length).trim());
  }
  return parsed;
}

export function parseExceptions(exceptions: CalendarSpec['exceptions'], path: Path, fail: Fail): Map<string, Spell[]> {
  const parsed = new Map<string, Spell[]>();
  for (const [day, spells] of Object.entries(exceptions)) {
    const at = [...path, day];
    if (parseDate(day) === null) fail(at, `"${day}" is not a date. Write YYYY-MM-DD.`);
    parsed.set(day, parseSpells(spells, at, fail));
  }
  return parsed;
}

export function parseClosed(closed: readonly ClosureSpec[], path: Path, fail: Fail): Closure[] {
  return closed.map(([from, to, name = ''], i) => {
    const at = [...path, i];
    const closure = { start: parseInstant(from, [...at, 0], fail), end: parseInstant(to, [...at, 1], fail), name };
    if (closure.start >= closure.end) fail(at, `${from} is not before ${to}. Write the earlier instant first.`);
    return closure;
  });
}

/** Null when it is no date written as YYYY-MM-DD. */
export function parseDate(text: string): PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
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

function parseInstant(text: string, path: Path, fail: Fail): Instant {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return fail(path, `"${text}" is not an instant. Write date, time and offset, such as 2026-12-24T12:00:00Z.`);
  }
}
