import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import type { FoundCalendar } from '../../../src/connector/remote.ts';
import type { CalendarSpec } from '../../../src/domain/calendar-spec.ts';
import { idOrNull } from '../schema.ts';
import { asked, NOT_HERE, told } from './paging.ts';
import { ianaZone } from './rails-zones.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_MINUTES = 1_440;
const DAY_MS = 86_400_000;
const LONGEST_HOLIDAY_DAYS = 366;

const date = z.iso.date();
const schedulesAnswer = z.object({
  schedules: z.array(
    z.object({
      id: idOrNull,
      name: z.string(),
      time_zone: z.string(),
      intervals: z.array(z.object({ start_time: z.int(), end_time: z.int() })),
    }),
  ),
});
const holidaysAnswer = z.object({
  holidays: z.array(z.object({ name: z.string(), start_date: date, end_date: date })),
});
type Schedule = z.output<typeof schedulesAnswer>['schedules'][number];
type Holiday = z.output<typeof holidaysAnswer>['holidays'][number];

/** The account's schedules. None where the plan has none. */
export async function calendars(client: Client): Promise<FoundCalendar[]> {
  const path = '/api/v2/business_hours/schedules';
  const answer = await asked(client, { path, also: NOT_HERE, lane: 'live' }, schedulesAnswer);
  const found: FoundCalendar[] = [];
  for (const schedule of answer?.schedules ?? []) {
    const ask = { path: `${path}/${schedule.id}/holidays`, lane: 'live' } as const;
    const { holidays } = await told(client, ask, holidaysAnswer);
    found.push(calendarOf(schedule, holidays, new Set(found.map(({ spec }) => spec.id))));
  }
  return found;
}

function calendarOf(schedule: Schedule, holidays: readonly Holiday[], taken: ReadonlySet<string>): FoundCalendar {
  const slug = schedule.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const id = slug === '' || taken.has(slug) ? `schedule-${schedule.id}` : slug;
  const zone = ianaZone(schedule.time_zone);
  const long = holidays.filter((holiday) => lengthOf(holiday) > LONGEST_HOLIDAY_DAYS);
  const days = holidays.filter((holiday) => !long.includes(holiday)).flatMap(daysOf);
  const notes = [
    'Zendesk tells only the hours that hold now. If they were others before, write what changed as `versions`.',
    ...(zone === null ? [`Nobody knows which zone "${schedule.time_zone}" is. Write its IANA name for Etc/UTC.`] : []),
    ...long.map(({ name }) => `"${name}" is longer than a year, and was left out.`),
  ];
  const holds = { timezone: zone ?? 'Etc/UTC', weekly: weeklyOf(schedule), holidays: days.sort(), exceptions: {} };
  return { spec: { id, ...holds }, notes };
}

/** Intervals count minutes from Sunday 00:00, local. */
function weeklyOf({ intervals }: Schedule): CalendarSpec['weekly'] {
  const days = DAYS.map((day, i) => {
    const [start, end] = [i * DAY_MINUTES, (i + 1) * DAY_MINUTES];
    const spells = intervals
      .map((one) => [Math.max(one.start_time, start) - start, Math.min(one.end_time, end) - start] as const)
      .filter(([from, to]) => from < to)
      .sort(([a], [b]) => a - b)
      .map(([from, to]) => [clock(from), clock(to)] as const);
    return [day, spells] as const;
  });
  return Object.fromEntries(days.filter(([, spells]) => spells.length > 0));
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

const lengthOf = ({ start_date: start, end_date: end }: Holiday): number =>
  Math.floor((Date.parse(end) - Date.parse(start)) / DAY_MS) + 1;

/** Both ends are closed. */
function daysOf(holiday: Holiday): string[] {
  const first = Date.parse(holiday.start_date);
  return Array.from({ length: Math.max(0, lengthOf(holiday)) }, (_, i) => {
    const day = new Date(first + i * DAY_MS).toISOString().slice(0, 10);
    return `${day} ${holiday.name.replaceAll(/\s+/g, ' ')}`.trim();
  });
}
