import { ok, type Route, wrong } from './http.ts';

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const DAY = 86_400_000;

/** Not documented on Cloud, and so not to be relied on: this desk promises round the clock, without holidays. */
const CALENDAR = {
  id: 1,
  name: 'Default 24/7 calendar',
  description: '',
  timezone: 'Etc/UTC',
  workingTimes: DAYS.map((weekday) => ({ weekday, start: 0, end: DAY })),
  holidays: [],
};

export function workingHoursRoutes(): Route[] {
  const pattern = '/rest/workinghours/1/api/calendar';
  return [
    { method: 'GET', pattern, answer: () => ok([CALENDAR]) },
    {
      method: 'GET',
      pattern: `${pattern}/{id}`,
      answer: ({ params }) => {
        if (params['id'] !== String(CALENDAR.id)) throw wrong(404, 'The calendar does not exist.');
        return ok(CALENDAR);
      },
    },
  ];
}
