import type { BusinessCalendar } from '../calendar.ts';
import type { Instant, Interval } from '../interval.ts';

/**
 * When a calendar is open within [from, to): sorted, maximal, clipped to it. Null: there are more than `most` of them.
 * Asks the calendar only what every calendar answers, so it holds for one that is open around the clock too.
 */
export function openIntervals(calendar: BusinessCalendar, from: Instant, to: Instant, most: number): Interval[] | null {
  const open: Interval[] = [];
  let at = from;
  while (calendar.elapsed(at, to) > 0) {
    if (open.length === most) return null;
    const start = calendar.nextOpen(at);
    const end = closingAfter(calendar, start, to);
    open.push({ start, end });
    at = end;
  }
  return open;
}

/** The last instant up to which it is open without a break: found by halving, as every earlier one holds too. */
function closingAfter(calendar: BusinessCalendar, opening: Instant, to: Instant): Instant {
  const unbroken = (until: Instant) => calendar.elapsed(opening, until) === until - opening;
  if (unbroken(to)) return to;
  let [open, broken] = [opening, to];
  while (broken - open > 1) {
    const middle = Math.floor((open + broken) / 2);
    if (unbroken(middle)) open = middle;
    else broken = middle;
  }
  return open;
}
