import type { Instant } from '../domain/interval.ts';
import { Temporal } from '../domain/temporal.ts';
import type { DeskSettings } from './desk-file.ts';

/**
 * Weekly evaluations with after < t <= until, in order, by the desk's own clock: a time that the clock skips moves later
 * by the gap, of a time that it shows twice the first counts (RFC 5545, 3.3.5).
 */
export function evaluationsBetween(desk: DeskSettings, after: Instant, until: Instant): Instant[] {
  const { weekday, time } = desk.evaluation;
  const start = Temporal.Instant.fromEpochMilliseconds(Math.floor(after))
    .toZonedDateTimeISO(desk.timezone)
    .toPlainDate();
  let date = start.subtract({ days: (start.dayOfWeek - weekday + 7) % 7 });
  const found: Instant[] = [];
  for (;;) {
    const at = date.toZonedDateTime({ timeZone: desk.timezone, plainTime: time }).epochMilliseconds;
    if (at > until) return found;
    if (at > after) found.push(at);
    date = date.add({ weeks: 1 });
  }
}
