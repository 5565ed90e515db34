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

/** While a desk is younger, what is expected of it is learned anew at every evaluation. */
const YOUNG_MS = 28 * 86_400_000;

/**
 * When what an evaluation is set against was frozen: at the first evaluation of its month by the desk's own calendar, so
 * that nobody's figure moves within a month because the yardstick did. `first`: the first instant anything was known at.
 */
export function frozenFor(desk: DeskSettings, asOf: Instant, first: Instant): Instant {
  if (asOf - first < YOUNG_MS) return asOf;
  const ofMonth = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(desk.timezone);
  const start = ofMonth(asOf).with({ day: 1 }).startOfDay();
  for (const from of [start, start.subtract({ months: 1 })]) {
    const [frozen] = evaluationsBetween(desk, from.epochMilliseconds - 1, asOf);
    if (frozen !== undefined) return frozen;
  }
  return asOf;
}
