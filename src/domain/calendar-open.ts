import type { CalendarRules } from './calendar-rules.ts';
import { type Instant, type Interval, intersect, subtract } from './interval.ts';
import { localTime, type PlainDate, startOfDay } from './temporal.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** Open intervals within `span`, in order, never empty; each by the version in force. Days may be cut at its ends. */
export function openWithin(versions: readonly CalendarRules[], span: Interval): Interval[] {
  return versions.flatMap((rules) => {
    const part = intersect(rules.inForce, span);
    return part === null ? [] : openByRules(rules, part);
  });
}

function openByRules(rules: CalendarRules, span: Interval): Interval[] {
  const { timezone } = rules;
  const open: Interval[] = [];
  let date: PlainDate = localTime(span.start, timezone).toPlainDate();
  let dawn = startOfDay(date, timezone);
  while (dawn < span.end) {
    const next = date.add({ days: 1 });
    const dusk = startOfDay(next, timezone);
    open.push(...openInDay(rules, date, { start: dawn, end: dusk }));
    date = next;
    dawn = dusk;
  }
  return open.flatMap((interval) => {
    const part = intersect(interval, span);
    return part === null ? [] : subtract(part, rules.closed);
  });
}

/**
 * Open intervals of one local date, closures left aside, each within its own local day.
 * One that a time change leaves nothing of is empty, or ends before it starts.
 *
 * Where the clocks change, a spell stays one stretch. A repeated time means its first occurrence. A skipped opening
 * moves later by the width of the gap (both as RFC 5545, 3.3.5); a skipped closing is the instant of the jump; so a
 * spell inside the gap vanishes. Midnight is the first instant of its day, whatever the clock then shows.
 */
function openInDay(rules: CalendarRules, date: PlainDate, day: Interval): Interval[] {
  // A day of 24 hours has no time change, so plain arithmetic holds; Temporal's answer costs several microseconds.
  const plain = day.end - day.start === DAY_MS;
  const at = (minute: number, skipped: 'later' | 'jump'): Instant => {
    if (minute === 0) return day.start;
    if (minute === 1440) return day.end;
    return plain ? day.start + minute * MINUTE_MS : localInstant(date, minute, rules.timezone, skipped);
  };
  return rules.planOf(date).spells.map(({ from, to }) => ({ start: at(from, 'later'), end: at(to, 'jump') }));
}

function localInstant(date: PlainDate, minute: number, timezone: string, skipped: 'later' | 'jump'): Instant {
  const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const zoned = local.toZonedDateTime(timezone); // repeated: the earlier; skipped: later by the gap
  if (skipped === 'later' || zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  const beforeJump = local.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  return (beforeJump.getTimeZoneTransition('next') ?? zoned).epochMilliseconds;
}
