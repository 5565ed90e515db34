import type { BusinessCalendar } from './business-calendar.ts';
import type { Instant } from './interval.ts';
import { localTime, type PlainDate, startOfDay } from './temporal.ts';

type Hours = Pick<BusinessCalendar, 'elapsed' | 'due' | 'nextOpen'>;

/** See BusinessCalendar.addWorkingDays. `days` is a whole number of 0 or more. */
export function addWorkingDays(hours: Hours, timezone: string, start: Instant, days: number, endOfDay: boolean) {
  const dateOf = (at: Instant): PlainDate => localTime(at, timezone).toPlainDate();
  const tomorrow = (date: PlainDate): Instant => startOfDay(date.add({ days: 1 }), timezone);
  let date = dateOf(days === 0 && endOfDay ? hours.nextOpen(start) : start);
  for (let left = days; left > 0; left -= 1) date = dateOf(hours.nextOpen(tomorrow(date)));
  if (endOfDay) return lastClosing(hours, startOfDay(date, timezone), tomorrow(date));
  const plainTime = localTime(start, timezone).toPlainTime();
  return date.toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds;
}

/** Of a day that has open time: where the last of it has passed. */
function lastClosing(hours: Hours, dawn: Instant, dusk: Instant): Instant {
  return hours.due(dawn, hours.elapsed(dawn, dusk));
}
