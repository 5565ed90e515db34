import { createRequire } from 'node:module';
import { compileCalendar } from '../../src/domain/calendar.ts';
import { specOf, type Week } from './questions.ts';

/** One way to count business time. Both answers in milliseconds. */
export interface Contender {
  readonly name: string;
  /** Readies it for a week; the libraries keep theirs globally, so only the last one set holds. */
  set(week: Week): Answers;
}

export interface Answers {
  elapsed(start: number, end: number): number;
  due(start: number, ms: number): number;
}

export const OURS: Contender = { name: 'stepladder', set: (week) => compileCalendar(specOf(week)) };

const MINUTE_MS = 60_000;
const require = createRequire(import.meta.url);

/** The parts of the libraries that are used here; the first has no types, the second is told by a plugin's. */
interface Moment {
  (at: number): Moment;
  readonly updateLocale: (locale: string, data: object) => void;
  readonly workingDiff: (from: Moment, unit: 'minutes') => number;
  readonly addWorkingTime: (count: number, unit: 'minutes') => Moment;
}

interface Dayjs {
  (at: number): Dayjs;
  readonly extend: (plugin: unknown) => void;
  readonly setBusinessTime: (hours: object) => void;
  readonly setHolidays: (dates: readonly string[]) => void;
  readonly businessMinutesDiff: (to: Dayjs) => number;
  readonly addBusinessMinutes: (count: number) => Dayjs;
}

export function momentBusinessTime(): Contender {
  const of = createRequire(require.resolve('moment-business-time'));
  require('moment-business-time');
  const moment = of('moment') as Moment; // the copy the plugin extends
  return {
    name: 'moment-business-time',
    set: ({ days, holidays }) => {
      // It counts from Sunday.
      const workinghours = Object.fromEntries(days.map((spell, i) => [(i + 1) % 7, spell]));
      moment.updateLocale('en', { workinghours, holidays });
      return {
        elapsed: (start, end) => moment(end).workingDiff(moment(start), 'minutes') * MINUTE_MS,
        due: (start, ms) => +moment(start).addWorkingTime(ms / MINUTE_MS, 'minutes'),
      };
    },
  };
}

const DAYJS_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export function dayjsBusinessTime(): Contender {
  const of = createRequire(require.resolve('dayjs-business-time'));
  const dayjs = of('dayjs') as Dayjs; // the copy the plugin is made for
  dayjs.extend(require('dayjs-business-time'));
  return {
    name: 'dayjs-business-time',
    set: ({ days, holidays }) => {
      const spells = days.map((spell) =>
        spell === null ? null : [{ start: `${spell[0]}:00`, end: `${spell[1]}:00` }],
      );
      dayjs.setBusinessTime(Object.fromEntries(DAYJS_DAYS.map((name, i) => [name, spells[i]])));
      dayjs.setHolidays(holidays);
      return {
        elapsed: (start, end) => dayjs(start).businessMinutesDiff(dayjs(end)) * MINUTE_MS,
        due: (start, ms) => +dayjs(start).addBusinessMinutes(ms / MINUTE_MS),
      };
    },
  };
}
