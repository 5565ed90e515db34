import type { Boundary, BusinessCalendar } from './business-calendar.ts';
import { type CalendarRules, parseCalendar } from './calendar-rules.ts';
import { CalendarError, type CalendarSpec } from './calendar-spec.ts';
import { addWorkingDays } from './calendar-working-days.ts';
import { CalendarYears } from './calendar-years.ts';
import type { Instant } from './interval.ts';

export type { BusinessCalendar } from './business-calendar.ts';
export { CalendarError, type CalendarSpec } from './calendar-spec.ts';

/** Open around the clock, in no zone: what a ticket without a calendar counts by. Its days are those of UTC. */
export const ALWAYS_OPEN: BusinessCalendar = {
  id: '24x7',
  elapsed: (from, to) => Math.max(0, to - from),
  due: (start, ms) => start + ms,
  back: (start, ms) => start - ms,
  nextOpen: (at) => at,
  addWorkingDays: (start, days, { endOfDay = false } = {}) => addWorkingDays(ALWAYS_OPEN, 'UTC', start, days, endOfDay),
};

/** Throws CalendarError, naming the field and the remedy, when the spec cannot be used. Years are compiled when asked for. */
export function compileCalendar(spec: CalendarSpec): BusinessCalendar {
  return new CompiledCalendar(spec.id, parseCalendar(spec));
}

class CompiledCalendar implements BusinessCalendar {
  readonly id: string;
  readonly #versions: readonly CalendarRules[];
  readonly #years: CalendarYears;

  constructor(id: string, versions: readonly CalendarRules[]) {
    this.id = id;
    this.#versions = versions;
    this.#years = new CalendarYears(id, versions);
  }

  elapsed(from: Instant, to: Instant): number {
    if (to <= from) return 0;
    const table = this.#years.covering(from, to);
    return table.openUntil(to) - table.openUntil(from);
  }

  due(start: Instant, ms: number, boundary: Boundary = 'closing'): Instant {
    this.#check(ms >= 0, `due wants a duration of 0 ms or more, not ${ms}.`);
    const passed = ms === 0 ? start : this.#later(start, (table) => table.reach(table.openUntil(start) + ms));
    return boundary === 'closing' ? passed : this.nextOpen(passed);
  }

  back(start: Instant, ms: number): Instant {
    this.#check(ms >= 0, `back wants a duration of 0 ms or more, not ${ms}.`);
    if (ms === 0) return start;
    return this.#years.search(start, 'earlier', (table) => table.reachBack(table.openUntil(start) - ms));
  }

  nextOpen(at: Instant): Instant {
    return this.#later(at, (table) => table.nextOpen(at));
  }

  addWorkingDays(start: Instant, days: number, { endOfDay = false }: { readonly endOfDay?: boolean } = {}): Instant {
    this.#check(Number.isInteger(days) && days >= 0, `addWorkingDays wants a whole number of 0 or more, not ${days}.`);
    this.#years.covering(start, start); // refuses what is no instant
    return addWorkingDays(this, this.#timezoneAt(start), start, days, endOfDay);
  }

  #later(start: Instant, find: Parameters<CalendarYears['search']>[2]): Instant {
    return this.#years.search(start, 'later', find);
  }

  #timezoneAt(at: Instant): string {
    return this.#versions.find(({ inForce }) => at < inForce.end)?.timezone ?? 'UTC';
  }

  #check(sound: boolean, problem: string): void {
    if (!sound) throw new CalendarError(this.id, [], problem);
  }
}
