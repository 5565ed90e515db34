import { openWithin } from './calendar-open.ts';
import type { CalendarRules } from './calendar-rules.ts';
import { CalendarError } from './calendar-spec.ts';
import type { Instant, Interval } from './interval.ts';
import { OpenSegments } from './open-segments.ts';

// A date outside of these years is an error of the source (such as 9999-12-31 for "never"), not work to compile.
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
/** How far a search looks before it gives up. */
const SEARCH_YEARS = 50;
const YEAR_MS = 365.2425 * 86_400_000;

/** The open segments of a calendar, by years of UTC, compiled when first asked for. */
export class CalendarYears {
  readonly #id: string;
  readonly #versions: readonly CalendarRules[];
  /** Years compiled so far, without a hole, and the same as a table. */
  readonly #years = new Map<number, readonly Interval[]>();
  #table = new OpenSegments({ start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY }, []);

  constructor(id: string, versions: readonly CalendarRules[]) {
    this.#id = id;
    this.#versions = versions;
  }

  /** A table that knows both instants. */
  covering(from: Instant, to: Instant): OpenSegments {
    const { start, end } = this.#table.range;
    if (!(from >= start && to < end)) this.#grow(this.#yearOf(from), this.#yearOf(to));
    return this.#table;
  }

  /** What `find` finds in a table around `start` that grows until it does, one year at a time. */
  search(start: Instant, direction: 'later' | 'earlier', find: (table: OpenSegments) => Instant | undefined): Instant {
    let table = this.covering(start, start);
    for (;;) {
      const found = find(table);
      const edge = direction === 'later' ? table.range.end : table.range.start - 1;
      // What earlier questions compiled may reach further than a search would.
      if (Math.abs((found ?? edge) - start) > SEARCH_YEARS * YEAR_MS) throw this.#tooFar(start, direction);
      if (found !== undefined) return found;
      if (!isKnown(edge)) throw this.#tooFar(start, direction);
      table = this.covering(edge, edge);
    }
  }

  #grow(from: number, to: number): void {
    const first = Math.min(from, ...this.#years.keys());
    const last = Math.max(to, ...this.#years.keys());
    const segments: Interval[] = [];
    for (let year = first; year <= last; year += 1) {
      const open = this.#years.get(year) ?? openWithin(this.#versions, yearSpan(year, year));
      this.#years.set(year, open);
      segments.push(...open);
    }
    this.#table = new OpenSegments(yearSpan(first, last), segments);
  }

  #yearOf(at: Instant): number {
    if (isKnown(at)) return new Date(Math.floor(at)).getUTCFullYear();
    const problem = `the instant ${at} is not in milliseconds within ${FIRST_YEAR}-${LAST_YEAR}.`;
    throw new CalendarError(this.#id, [], `${problem} Correct or drop the date it came from.`);
  }

  #tooFar(start: Instant, direction: 'later' | 'earlier'): CalendarError {
    const side = direction === 'later' ? 'after' : 'before';
    const problem = `not enough open time within ${SEARCH_YEARS} years ${side} ${new Date(start).toISOString()}.`;
    return new CalendarError(this.#id, [], `${problem} Add opening hours to the calendar or shorten the target.`);
  }
}

function isKnown(at: Instant): boolean {
  const { start, end } = yearSpan(FIRST_YEAR, LAST_YEAR);
  return at >= start && at < end;
}

function yearSpan(first: number, last: number): Interval {
  return { start: Date.UTC(first), end: Date.UTC(last + 1) };
}
