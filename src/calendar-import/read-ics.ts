import ICAL from 'ical.js';
import type { Instant, Interval } from '../domain/interval.ts';
import { isZone, startOfDay, Temporal } from '../domain/temporal.ts';
import { CannotImport, type ClosedDays } from './closed-days.ts';

export interface IcsAsk {
  /** IANA name: the zone of times that name none. */
  readonly timezone: string;
  /** First and last local date to keep, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

/** What of an .ics file closes a desk, and how many occurrences do not count. */
export interface IcsDays extends ClosedDays {
  readonly left: {
    readonly outside: number;
    readonly cancelled: number;
    readonly free: number;
    readonly empty: number;
  };
}

/** Occurrences of one repeating event that are looked at before it is given up. */
const MOST_OCCURRENCES = 20_000;

/**
 * Events of whole days become holidays, those with times closures; repetitions are expanded with their exceptions.
 * Left out: what is cancelled or without length, and what has times but shows as free. Throws CannotImport.
 */
export function readIcs(text: string, ask: IcsAsk): IcsDays {
  const zone = ask.timezone;
  const span = { start: startOfDay(Temporal.PlainDate.from(ask.from), zone), end: afterDay(ask.to, zone) };
  const days = { holidays: [] as ClosedDays['holidays'][number][], closed: [] as ClosedDays['closed'][number][] };
  const left = { outside: 0, cancelled: 0, free: 0, empty: 0 };
  for (const { item, start, end } of occurrences(text, ask.to)) {
    const name = item.summary ?? '';
    if (item.component.getFirstPropertyValue('status') === 'CANCELLED') left.cancelled += 1;
    else if (start.isDate) {
      const dates = datesIn(dateOf(start), dateOf(end)).filter((date) => ask.from <= date && date <= ask.to);
      if (dates.length === 0) left.outside += 1;
      days.holidays.push(...dates.map((date) => ({ date, name })));
    } else if (item.component.getFirstPropertyValue('transp') === 'TRANSPARENT') left.free += 1;
    else {
      const closure = { start: instantOf(start, item, 'dtstart', zone), end: instantOf(end, item, 'dtend', zone) };
      if (closure.start >= closure.end) left.empty += 1;
      else if (!meet(closure, span)) left.outside += 1;
      else days.closed.push({ ...closure, name });
    }
  }
  return { ...days, left };
}

interface Occurrence {
  /** The event, or the one that stands in its place on that day. */
  readonly item: ICAL.Event;
  readonly start: ICAL.Time;
  readonly end: ICAL.Time;
}

function* occurrences(text: string, to: string): Generator<Occurrence> {
  for (const root of rootsOf(text)) {
    const events = root.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    const masters = new Set(events.filter((event) => !event.isRecurrenceException()).map(({ uid }) => uid));
    for (const event of events) {
      if (event.startDate === null) throw new CannotImport(`${named(event)} has no DTSTART. Correct or remove it.`);
      if (event.isRecurrenceException() && masters.has(event.uid)) continue; // found through the event it belongs to
      if (event.isRecurring()) yield* repetitions(event, to);
      else yield { item: event, start: event.startDate, end: event.endDate };
    }
  }
}

function* repetitions(event: ICAL.Event, to: string): Generator<Occurrence> {
  const each = event.iterator();
  for (let seen = 0; ; seen += 1) {
    const next = nextOf(each, event);
    // A day more, since the zone of the event may be behind that of the desk.
    if (!next || dateOf(next) > dayAfter(to)) return;
    if (seen === MOST_OCCURRENCES) {
      throw new CannotImport(
        `${named(event)} repeats more than ${MOST_OCCURRENCES} times. Give it a later start or an end.`,
      );
    }
    const { item, startDate: start, endDate: end } = event.getOccurrenceDetails(next);
    yield { item, start, end };
  }
}

function nextOf(each: ReturnType<ICAL.Event['iterator']>, event: ICAL.Event): ICAL.Time | null {
  try {
    return each.next() ?? null;
  } catch (error) {
    const cause = error instanceof Error ? error.message : error;
    throw new CannotImport(`${named(event)} has a repetition that cannot be followed (${cause}). Correct its RRULE.`);
  }
}

function rootsOf(text: string): ICAL.Component[] {
  const roots = parse(text);
  if (roots.length > 0 && roots.every(({ name }) => name === 'vcalendar')) return roots;
  throw new CannotImport(`not an iCalendar file (no BEGIN:VCALENDAR). ${EXPORT_AGAIN}`);
}

/** One file may hold several calendars. */
function parse(text: string): ICAL.Component[] {
  try {
    const parsed = ICAL.parse(text);
    const roots = typeof parsed[0] === 'string' ? [parsed] : parsed;
    return (roots as unknown[][]).map((root) => new ICAL.Component(root));
  } catch (error) {
    const cause = error instanceof Error ? error.message : error;
    throw new CannotImport(`not an iCalendar file (${cause}). ${EXPORT_AGAIN}`);
  }
}

const EXPORT_AGAIN = 'Export it again as .ics, from BEGIN:VCALENDAR to END:VCALENDAR.';

/** The zone its property names, by the zone's own rules where it is an IANA one, else by those in the file. */
function instantOf(time: ICAL.Time, item: ICAL.Event, property: 'dtstart' | 'dtend', fallback: string): Instant {
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toUnixTime() * 1000;
  const at = item.component.getFirstProperty(property) ?? item.component.getFirstProperty('dtstart');
  const tzid = at?.getFirstParameter('tzid');
  if (tzid !== undefined && tzid !== '' && !isZone(tzid)) {
    if (time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
    throw new CannotImport(
      `${named(item)} is in the zone "${tzid}", which neither the file nor IANA knows. Add its VTIMEZONE, or write an IANA name.`,
    );
  }
  const { year, month, day, hour, minute, second } = time;
  const local = new Temporal.PlainDateTime(year, month, day, hour, minute, second);
  return local.toZonedDateTime(tzid || fallback).epochMilliseconds;
}

const named = (event: ICAL.Event): string => `The event "${event.summary ?? event.uid ?? '?'}"`;

const dateOf = ({ year, month, day }: ICAL.Time): string => new Temporal.PlainDate(year, month, day).toString();

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

const afterDay = (date: string, timezone: string): Instant =>
  startOfDay(Temporal.PlainDate.from(dayAfter(date)), timezone);

const meet = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;

/** From the first date up to, not with, the last. */
function datesIn(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date < last; date = dayAfter(date)) dates.push(date);
  return dates;
}
