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
  return asOf - first < YOUNG_MS ? asOf : firstOfPeriod(desk, asOf, 1);
}

/** While a desk is younger, what its outcomes tell about people is looked at whenever it is learned from. */
const UNPROVEN_MS = 182 * 86_400_000;

/** When the self-check that an expectation frozen at `frozenAt` carries was made: at the first evaluation of the quarter. */
export function checkedFor(desk: DeskSettings, frozenAt: Instant, first: Instant): Instant {
  return frozenAt - first < UNPROVEN_MS ? frozenAt : firstOfPeriod(desk, frozenAt, 3);
}

/** First evaluation of the period of so many months that `asOf` lies in, or of the one before where there is none yet. */
function firstOfPeriod(desk: DeskSettings, asOf: Instant, months: number): Instant {
  const { month } = Temporal.Instant.fromEpochMilliseconds(asOf).toZonedDateTimeISO(desk.timezone);
  const start = Temporal.Instant.fromEpochMilliseconds(asOf)
    .toZonedDateTimeISO(desk.timezone)
    .with({ day: 1 })
    .subtract({ months: (month - 1) % months })
    .startOfDay();
  for (const from of [start, start.subtract({ months })]) {
    const [found] = evaluationsBetween(desk, from.epochMilliseconds - 1, asOf);
    if (found !== undefined) return found;
  }
  return asOf;
}
