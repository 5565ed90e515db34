import { z } from 'zod';
import type { FoundCalendar } from '../../../src/connector/remote.ts';
import { text } from '../schema.ts';
import { readAs } from './answers.ts';
import type { Site } from './site.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const PATH = '/rest/workinghours/1/api/calendar';

const holiday = z.object({ isoDate: text, date: text, name: text, recurring: z.boolean().nullish() });
const calendar = z.object({
  id: z.union([z.string(), z.number()]),
  name: z.string(),
  timezone: text,
  workingTimes: z.array(z.object({ weekday: z.string(), start: z.number(), end: z.number() })),
  holidays: z.array(holiday).nullish(),
});
type Calendar = z.output<typeof calendar>;
const calendarIds = z.array(z.object({ id: z.union([z.string(), z.number()]) }));

/** By what Data Center's own pages use: there is no public API for calendars. */
export async function calendarsOf(site: Site): Promise<readonly FoundCalendar[]> {
  const { data } = await site.ask({ path: PATH, lane: 'backfill' });
  return Promise.all(
    readAs('list of calendars', calendarIds, data).map(async ({ id }) => {
      const answer = await site.ask({ path: `${PATH}/${encodeURIComponent(id)}`, lane: 'backfill' });
      return written(readAs('calendar', calendar, answer.data));
    }),
  );
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function written({ name, timezone, workingTimes, holidays }: Calendar): FoundCalendar {
  const weekly = WEEKDAYS.map((day) => [day, spellsOn(day, workingTimes)] as const).filter(
    ([, { length }]) => length > 0,
  );
  const dates = (holidays ?? []).map((one) => ({ called: one.name, on: dateOf(one) }));
  const notes = [
    timezone === null && 'Jira names no time zone for it: UTC is written.',
    workingTimes.some(({ start, end }) => start % MINUTE_MS !== 0 || end % MINUTE_MS !== 0) &&
      'Its hours are rounded to minutes.',
    ...dates.map(({ on, called }) => on === null && `The date of ${called ?? 'a holiday'} cannot be read.`),
  ];
  const spec = {
    id: idOf(name),
    timezone: timezone ?? 'UTC',
    weekly: Object.fromEntries(weekly),
    holidays: dates.flatMap(({ on, called }) => (on === null ? [] : [`${on} ${called ?? ''}`.trim()])),
    exceptions: {},
  };
  return { spec, notes: notes.filter((note) => note !== false) };
}

const spellsOn = (day: string, times: Calendar['workingTimes']) =>
  times
    .filter(({ weekday, start, end }) => weekday.toLowerCase().startsWith(day) && start < end)
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => [clock(start), clock(end)] as const);

const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'calendar';

/** Milliseconds since midnight as `HH:MM`; the end of the day is 24:00. */
function clock(ms: number): string {
  const minutes = Math.round(Math.min(Math.max(ms, 0), DAY_MS) / MINUTE_MS);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `2026-12-25`, every year `*-12-25`; null: no date. */
function dateOf({ isoDate, date, recurring }: z.output<typeof holiday>): string | null {
  const said = /^\d{4}-\d{2}-\d{2}/.exec(isoDate ?? date ?? '')?.[0];
  return said === undefined ? null : recurring === true ? `*${said.slice(4)}` : said;
}
