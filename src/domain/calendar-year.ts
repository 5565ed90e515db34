import type { CalendarRules } from './calendar-spec.ts';
import { type Instant, type Interval, intersect, subtract } from './interval.ts';
import { type PlainDate, Temporal } from './temporal.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** From the first instant of a local year to the first of the next. */
export function yearSpan(timezone: string, year: number): Interval {
  const start = startOfDay(new Temporal.PlainDate(year, 1, 1), timezone);
  return { start, end: startOfDay(new Temporal.PlainDate(year + 1, 1, 1), timezone) };
}

/**
 * Open intervals of one local year, in order. Each lies within its own local day.
 *
 * Where the clocks change, a spell stays one stretch. A repeated time means its first occurrence. A skipped opening
 * moves later by the width of the gap (both as RFC 5545, 3.3.5); a skipped closing is the instant of the jump; so a
 * spell inside the gap vanishes. Midnight is the first instant of its day, whatever the clock then shows.
 */
export function openInYear(rules: CalendarRules, year: number): Interval[] {
  const span = yearSpan(rules.timezone, year);
  const cuts = rules.closed.filter((closed) => intersect(closed, span) !== null);
  const open: Interval[] = [];
  let date: PlainDate = new Temporal.PlainDate(year, 1, 1);
  let dawn = span.start;
  while (dawn < span.end) {
    const next = date.add({ days: 1 });
    const dusk = startOfDay(next, rules.timezone);
    open.push(...openInDay(rules, date, { start: dawn, end: dusk }));
    date = next;
    dawn = dusk;
  }
  return cuts.length === 0 ? open : open.flatMap((interval) => subtract(interval, cuts));
}

function openInDay(rules: CalendarRules, date: PlainDate, day: Interval): Interval[] {
  // A day of 24 hours has no time change, so plain arithmetic holds; Temporal's answer costs several microseconds.
  const plain = day.end - day.start === DAY_MS;
  const at = (minute: number, skipped: 'later' | 'jump'): Instant => {
    if (minute === 0) return day.start;
    if (minute === 1440) return day.end;
    return plain ? day.start + minute * MINUTE_MS : localInstant(date, minute, rules.timezone, skipped);
  };
  return rules
    .spellsOn(date)
    .map(({ from, to }) => ({ start: at(from, 'later'), end: at(to, 'jump') }))
    .filter(({ start, end }) => start < end);
}

function localInstant(date: PlainDate, minute: number, timezone: string, skipped: 'later' | 'jump'): Instant {
  const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const zoned = local.toZonedDateTime(timezone); // repeated: the earlier; skipped: later by the gap
  if (skipped === 'later' || zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  const beforeJump = local.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  return (beforeJump.getTimeZoneTransition('next') ?? zoned).epochMilliseconds;
}

/** First instant of a local date: not always 00:00 where clocks change at midnight. */
function startOfDay(date: PlainDate, timezone: string): Instant {
  return date.toZonedDateTime(timezone).epochMilliseconds;
}
