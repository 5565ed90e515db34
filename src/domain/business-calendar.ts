import type { Instant } from './interval.ts';

/** Where a target that is reached exactly at closing falls: on that closing, or on the opening after it. */
export type Boundary = 'closing' | 'next-opening';

/** When a desk works. Pure: the same question has the same answer, whatever was asked before. */
export interface BusinessCalendar {
  readonly id: string;
  /** Open milliseconds in [from, to); 0 when to <= from. */
  elapsed(from: Instant, to: Instant): number;
  /**
   * Earliest instant at which `ms` of open time have passed since `start`: exactly at closing, the closing instant.
   * With 'next-opening', the first open instant at or after that.
   */
  due(start: Instant, ms: number, boundary?: Boundary): Instant;
  /** Latest instant from which `ms` of open time pass until `start`: exactly at opening, the opening instant. */
  back(start: Instant, ms: number): Instant;
  /** First open instant at or after `at`. */
  nextOpen(at: Instant): Instant;
  /**
   * The same local time of day, `days` working days later, open or not at that time. A working day is a local date with
   * any open time; the day of `start` itself is not counted. With `endOfDay`, the last closing of that date; and 0 days
   * then mean the day of the next opening.
   */
  addWorkingDays(start: Instant, days: number, options?: { readonly endOfDay?: boolean }): Instant;
}
