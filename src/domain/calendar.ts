import { CalendarError, type CalendarRules, type CalendarSpec, parseCalendar } from './calendar-spec.ts';
import { openInYear, yearSpan } from './calendar-year.ts';
import type { Instant, Interval } from './interval.ts';
import { OpenSegments } from './open-segments.ts';
import { Temporal } from './temporal.ts';

export { CalendarError, type CalendarSpec } from './calendar-spec.ts';

/** When a desk works. Pure: the same question has the same answer, whatever was asked before. */
export interface BusinessCalendar {
  readonly id: string;
  /** Open milliseconds in [from, to); 0 when to <= from. */
  elapsed(from: Instant, to: Instant): number;
  /** Earliest instant at which `ms` of open time have passed since `start`: exactly at closing, the closing instant. */
  due(start: Instant, ms: number): Instant;
  /** First open instant at or after `at`. */
  nextOpen(at: Instant): Instant;
}

/** Open around the clock, in no zone: what a ticket without a calendar counts by. */
export const ALWAYS_OPEN: BusinessCalendar = {
  id: '24x7',
  elapsed: (from, to) => Math.max(0, to - from),
  due: (start, ms) => start + ms,
  nextOpen: (at) => at,
};

/** Throws CalendarError, naming the field and the remedy, when the spec cannot be used. Years are compiled when asked for. */
export function compileCalendar(spec: CalendarSpec): BusinessCalendar {
  return new CompiledCalendar(spec.id, parseCalendar(spec));
}

// A date outside of these years is an error of the source (such as 9999-12-31 for "never"), not work to compile.
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
/** How far `due` and `nextOpen` look ahead before they give up. */
const SEARCH_YEARS = 50;
const YEAR_MS = 365.2425 * 86_400_000;

class CompiledCalendar implements BusinessCalendar {
  readonly id: string;
  readonly #rules: CalendarRules;
  /** Years compiled so far, without a hole, and the same as a table. */
  readonly #years = new Map<number, readonly Interval[]>();
  #table = new OpenSegments({ start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY }, []);

  constructor(id: string, rules: CalendarRules) {
    this.id = id;
    this.#rules = rules;
  }

  elapsed(from: Instant, to: Instant): number {
    if (to <= from) return 0;
    const table = this.#covering(from, to);
    return table.openUntil(to) - table.openUntil(from);
  }

  due(start: Instant, ms: number): Instant {
    if (!(ms >= 0)) throw new CalendarError(this.id, [], `due wants a duration of 0 ms or more, not ${ms}.`);
    if (ms === 0) return start;
    return this.#search(start, (table) => table.reach(table.openUntil(start) + ms));
  }

  nextOpen(at: Instant): Instant {
    return this.#search(at, (table) => table.nextOpen(at));
  }

  #search(start: Instant, find: (table: OpenSegments) => Instant | undefined): Instant {
    let table = this.#covering(start, start);
    for (;;) {
      const found = find(table);
      if (found !== undefined) return found;
      if (table.range.end - start > SEARCH_YEARS * YEAR_MS) throw this.#tooFar(start);
      table = this.#covering(start, table.range.end);
    }
  }

  #covering(from: Instant, to: Instant): OpenSegments {
    const { start, end } = this.#table.range;
    if (!(from >= start && to < end)) this.#grow(this.#yearOf(from), this.#yearOf(to));
    return this.#table;
  }

  #grow(from: number, to: number): void {
    const first = Math.min(from, ...this.#years.keys());
    const last = Math.max(to, ...this.#years.keys());
    const segments: Interval[] = [];
    for (let year = first; year <= last; year += 1) {
      const open = this.#years.get(year) ?? openInYear(this.#rules, year);
      this.#years.set(year, open);
      segments.push(...open);
    }
    const { timezone } = this.#rules;
    this.#table = new OpenSegments(
      { start: yearSpan(timezone, first).start, end: yearSpan(timezone, last).end },
      segments,
    );
  }

  #yearOf(at: Instant): number {
    if (!(at >= Date.UTC(FIRST_YEAR) && at < Date.UTC(LAST_YEAR + 1))) throw this.#outOfRange(at);
    return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(this.#rules.timezone).year;
  }

  #outOfRange(at: Instant): CalendarError {
    const problem = `the instant ${at} is not in milliseconds within ${FIRST_YEAR}-${LAST_YEAR}.`;
    return new CalendarError(this.id, [], `${problem} Correct or drop the date it came from.`);
  }

  #tooFar(start: Instant): CalendarError {
    const from = new Date(start).toISOString();
    const problem = `not enough open time within ${SEARCH_YEARS} years of ${from}.`;
    return new CalendarError(this.id, [], `${problem} Add opening hours to the calendar or shorten the target.`);
  }
}
