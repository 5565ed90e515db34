import type { CalendarSpec } from '../domain/calendar.ts';
import type { Interval } from '../domain/interval.ts';
import { Temporal } from '../domain/temporal.ts';

/** When a desk is closed, as read from elsewhere. */
export interface ClosedDays {
  /** Whole local dates, YYYY-MM-DD. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly closed: readonly (Interval & { readonly name: string })[];
}

/** The source cannot be read, or not to the end; the message says what to do. */
export class CannotImport extends Error {
  override readonly name = 'CannotImport';
}

/**
 * The calendar with these days closed too. Dates it has as a holiday already, in that year or every year, keep what it
 * says of them. Every version that lists holidays or closures gets them; those before its date do not matter to it.
 */
export function withClosedDays(spec: CalendarSpec, days: ClosedDays): CalendarSpec {
  const closed = (had: CalendarSpec['closed'] = []) => withClosures(had, days.closed, spec.timezone);
  return {
    ...spec,
    holidays: withHolidays(spec.holidays, days.holidays),
    closed: closed(spec.closed),
    versions: (spec.versions ?? []).map((version) => ({
      ...version,
      ...(version.holidays === undefined ? {} : { holidays: withHolidays(version.holidays, days.holidays) }),
      ...(version.closed === undefined ? {} : { closed: closed(version.closed) }),
    })),
  };
}

function withHolidays(had: readonly string[], more: ClosedDays['holidays']): string[] {
  const dates = new Set(had.map((entry) => entry.split(/\s/, 1)[0]));
  const namesByDate = new Map<string, Set<string>>();
  for (const { date, name } of more) {
    if (dates.has(date) || dates.has(`*${date.slice(4)}`)) continue;
    const names = namesByDate.get(date) ?? new Set();
    namesByDate.set(date, names.add(oneLine(name)));
  }
  const entries = [...namesByDate].map(([date, names]) => `${date} ${[...names].filter(Boolean).join(', ')}`.trim());
  return [...had, ...entries.sort()];
}

function withClosures(
  had: NonNullable<CalendarSpec['closed']>,
  more: ClosedDays['closed'],
  timezone: string,
): NonNullable<CalendarSpec['closed']> {
  const text = (at: number): string =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never' });
  const keyOf = (from: string, to: string): string => `${Date.parse(from)} ${Date.parse(to)}`;
  const known = new Set(had.map(([from, to]) => keyOf(from, to)));
  const added = more
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .flatMap(({ start, end, name }) => {
      const pair = [text(start), text(end)] as const;
      if (known.has(keyOf(...pair))) return [];
      known.add(keyOf(...pair));
      return [oneLine(name) === '' ? pair : ([...pair, oneLine(name)] as const)];
    });
  return [...had, ...added];
}

function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ').trim();
}
