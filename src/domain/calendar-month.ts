import { openWithin } from './calendar-open.ts';
import { type CalendarRules, type DayPlan, parseCalendar } from './calendar-rules.ts';
import { type CalendarSpec, WEEKDAYS } from './calendar-spec.ts';
import { type Interval, intersect } from './interval.ts';
import { localTime, type PlainDate, startOfDay, Temporal } from './temporal.ts';

/** Local times HH:MM, with seconds where they are not whole minutes; '24:00' is the end of the day. */
interface LocalSpan {
  readonly from: string;
  readonly to: string;
}

/** One local date as a calendar has it. */
export interface CalendarDay {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly weekday: (typeof WEEKDAYS)[number];
  readonly timezone: string;
  /** Where the hours come from: those of the weekday, a holiday, or an exception. */
  readonly because: DayPlan['because'];
  /** Of the holiday; '' where it has none. */
  readonly name: string;
  readonly open: readonly LocalSpan[];
  readonly openMs: number;
  /** What is cut out of the day whatever else is said. */
  readonly closures: readonly (LocalSpan & { readonly name: string })[];
  /** Length of the day, other than 24 hours where clocks change. */
  readonly dayMs: number;
  /** A new version of the calendar begins with this day. */
  readonly startsVersion: boolean;
}

/** The days of a month, by the versions in force. Throws CalendarError when the spec cannot be used. */
export function calendarMonth(spec: CalendarSpec, year: number, month: number): CalendarDay[] {
  const versions = parseCalendar(spec);
  const first = new Temporal.PlainDate(year, month, 1);
  return Array.from({ length: first.daysInMonth }, (_, i) => dayOf(versions, first.add({ days: i })));
}

function dayOf(versions: readonly CalendarRules[], date: PlainDate): CalendarDay {
  const inForce = (one: CalendarRules): boolean => startOfDay(date, one.timezone) < one.inForce.end;
  const rules = versions.find(inForce) as CalendarRules; // the last version has no end
  const { timezone } = rules;
  const day = { start: startOfDay(date, timezone), end: startOfDay(date.add({ days: 1 }), timezone) };
  const local = (span: Interval): LocalSpan => ({
    from: timeOf(span.start, timezone),
    to: endOf(span.end, day, timezone),
  });
  const open = openWithin(versions, day);
  const { because, name } = rules.planOf(date);
  return {
    date: date.toString(),
    weekday: WEEKDAYS[date.dayOfWeek - 1] as CalendarDay['weekday'],
    timezone,
    because,
    name,
    open: open.map(local),
    openMs: open.reduce((sum, { start, end }) => sum + end - start, 0),
    closures: rules.closed.flatMap((closure) => {
      const part = intersect(closure, day);
      return part === null ? [] : [{ ...local(part), name: closure.name }];
    }),
    dayMs: day.end - day.start,
    startsVersion: rules.inForce.start === day.start,
  };
}

function endOf(at: number, day: Interval, timezone: string): string {
  return at === day.end ? '24:00' : timeOf(at, timezone);
}

function timeOf(at: number, timezone: string): string {
  const time = localTime(at, timezone).toPlainTime();
  return time.second === 0 && time.millisecond === 0 ? time.toString({ smallestUnit: 'minute' }) : time.toString();
}
