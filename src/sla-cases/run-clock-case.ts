import type { BusinessCalendar } from '../domain/calendar.ts';
import type { Fields } from './case-file.ts';
import { type Answer, CannotExpress } from './fields.ts';

/** Not connected to an engine of clocks yet, so every clock case is skipped. */
export function runClockCase(_fields: Fields, _calendar: BusinessCalendar): Answer {
  throw new CannotExpress('clock');
}
