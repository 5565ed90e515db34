import { basename } from 'node:path';
import { Command } from 'commander';
import { withClosedDays } from '../../calendar-import/closed-days.ts';
import { type IcsDays, readIcs } from '../../calendar-import/read-ics.ts';
import type { CalendarSpec } from '../../domain/calendar.ts';
import { parseDate } from '../../domain/calendar-fields.ts';
import { isZone } from '../../domain/temporal.ts';
import { calendarNamed, withRules } from '../calendars.ts';
import { WrongUse } from '../failure.ts';
import { checkName, readText, type WriteOptions, withOut, writeCalendar } from '../write-calendar.ts';

interface Options extends WriteOptions {
  readonly name: string;
  readonly base?: string;
  readonly timezone?: string;
  readonly from: string;
  readonly to: string;
  readonly rules: string;
}

export function importIcsCommand(): Command {
  const year = new Date().getFullYear();
  const command = new Command('import-ics')
    .description(
      'Write a calendar that is closed at the events of an iCalendar file: whole days, or the times they have.',
    )
    .argument('<file>', 'an .ics file')
    .requiredOption('--name <name>', 'of the calendar to write')
    .option('--base <name>', 'the calendar whose hours it has')
    .option('--timezone <zone>', 'instead of --base: open around the clock in this zone, such as Europe/Berlin')
    .option('--from <date>', 'first date to take in', `${year}-01-01`)
    .option('--to <date>', 'last date to take in', `${year + 1}-12-31`);
  return withOut(withRules(command)).action(async (file: string, options: Options) => {
    const base = await baseOf(options);
    const [from, to] = [readDate('--from', options.from), readDate('--to', options.to)];
    if (from > to) throw new WrongUse(`--from ${from} is after --to ${to}. Write the earlier date first.`);
    const days = readIcs(await readText(file), { timezone: base.timezone, from, to });
    const comments = [`Closed days from ${basename(file)}, ${from} to ${to}.`];
    await writeCalendar(withClosedDays(base, days), [...comments, ...hoursComment(options)], options);
    process.stderr.write(`${summary(days)}\n`);
  });
}

async function baseOf({ name, base, timezone, rules }: Options): Promise<CalendarSpec> {
  const id = checkName(name);
  if (base !== undefined && timezone === undefined) return { ...(await calendarNamed(base, rules)), id };
  if (base === undefined && timezone !== undefined) return { ...AROUND_THE_CLOCK, id, timezone: checkZone(timezone) };
  throw new WrongUse('Give either --base, a calendar whose hours to take, or --timezone, to be open around the clock.');
}

function checkZone(timezone: string): string {
  if (isZone(timezone)) return timezone;
  throw new WrongUse(`--timezone "${timezone}" is not known. Write an IANA name, such as Europe/Berlin or UTC.`);
}

const DAY = [['00:00', '24:00']] as const;
const AROUND_THE_CLOCK: Omit<CalendarSpec, 'id' | 'timezone'> = {
  weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY },
  holidays: [],
  exceptions: {},
};

function hoursComment({ timezone }: Options): string[] {
  return timezone === undefined ? [] : ['Open around the clock otherwise: write your hours into weekly.'];
}

function readDate(option: string, text: string): string {
  if (parseDate(text) === null) throw new WrongUse(`${option} "${text}" is no date. Write YYYY-MM-DD.`);
  return text;
}

function summary({ holidays, closed, left }: IcsDays): string {
  const counts = [
    [left.outside, 'outside --from and --to'],
    [left.cancelled, 'cancelled'],
    [left.free, 'shown as free'],
    [left.empty, 'without length'],
  ] as const;
  const leftOut = counts.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  const tail = leftOut.length === 0 ? '' : `; left out: ${leftOut.join(', ')}`;
  return `Found ${holidays.length} holidays and ${closed.length} closures${tail}.`;
}
