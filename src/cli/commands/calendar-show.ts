import { Command } from 'commander';
import { type CalendarDay, calendarMonth } from '../../domain/calendar-month.ts';
import { calendarNamed, withRules } from '../calendars.ts';
import { withJson } from '../desk.ts';
import { WrongUse } from '../failure.ts';
import { bold, print, printJson, printTable } from '../output.ts';

interface Options {
  readonly month: string;
  readonly rules: string;
  readonly json?: boolean;
}

export function showCalendarCommand(): Command {
  const command = new Command('show')
    .description('A month of a calendar, day by day, with its opening hours and where they come from.')
    .argument('<name>', 'as its file in calendars/ is named')
    .requiredOption('--month <month>', 'such as 2026-12');
  return withJson(withRules(command)).action(async (name: string, { month, rules, json }: Options) => {
    const { year, monthOfYear } = readMonth(month);
    const days = calendarMonth(await calendarNamed(name, rules), year, monthOfYear);
    const workingDays = days.filter(({ openMs }) => openMs > 0).length;
    const openMs = days.reduce((sum, day) => sum + day.openMs, 0);
    if (json) printJson({ calendar: name, month, workingDays, openMs, days });
    else {
      const zones = [...new Set(days.map(({ timezone }) => timezone))];
      print(`${bold(`${name}, ${month}`)} (${zones.join(', then ')})\n`);
      printTable(['date', 'day', 'open', 'hours', 'because'], days.map(rowOf));
      print(`\n${workingDays} working days, ${hours(openMs)} hours open`);
    }
  });
}

function readMonth(text: string): { year: number; monthOfYear: number } {
  const [, year, monthOfYear] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (year === undefined) throw new WrongUse(`--month "${text}" is no month. Write year and month, such as 2026-12.`);
  return { year: Number(year), monthOfYear: Number(monthOfYear) };
}

function rowOf(day: CalendarDay): string[] {
  const open = day.open.map(({ from, to }) => `${from}-${to}`).join(' ');
  return [day.date, day.weekday, open === '' ? 'closed' : open, hours(day.openMs), reasonsOf(day).join('; ')];
}

/** Nothing for an ordinary day of its week. */
function reasonsOf({ because, name, closures, dayMs, startsVersion }: CalendarDay): string[] {
  const named = (what: string, name: string): string => (name === '' ? what : `${what}: ${name}`);
  return [
    ...(because === 'weekday' ? [] : [named(because, name)]),
    ...closures.map(({ from, to, name }) => named(`closed ${from}-${to}`, name)),
    ...(hours(dayMs) === '24' ? [] : [`clocks change: a day of ${hours(dayMs)} hours`]),
    ...(startsVersion ? ['a new version of the calendar begins'] : []),
  ];
}

/** With at most two decimals. */
function hours(ms: number): string {
  return String(Math.round(ms / 36_000) / 100);
}
