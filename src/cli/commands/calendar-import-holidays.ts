import { Command } from 'commander';
import { withClosedDays } from '../../calendar-import/closed-days.ts';
import { loadHolidays, publicHolidays } from '../../calendar-import/public-holidays.ts';
import { calendarNamed, withRules } from '../calendars.ts';
import { WrongUse } from '../failure.ts';
import { checkName, type WriteOptions, withOut, writeCalendar } from '../write-calendar.ts';

interface Options extends WriteOptions {
  readonly country: string;
  readonly state?: string;
  readonly years: string;
  readonly base: string;
  readonly name?: string;
  readonly rules: string;
}

export function importHolidaysCommand(): Command {
  const command = new Command('import-holidays')
    .description('Write a calendar with the public holidays of a country, from the package date-holidays.')
    .requiredOption('--country <code>', 'such as DE')
    .option('--state <code>', 'a part of the country, such as BY')
    .requiredOption('--years <years>', 'such as 2026,2027')
    .requiredOption('--base <name>', 'the calendar that gets them')
    .option('--name <name>', 'of the calendar to write; else that of the base');
  return withOut(withRules(command)).action(async (options: Options) => {
    const years = readYears(options.years);
    const base = await calendarNamed(options.base, options.rules);
    const id = checkName(options.name ?? options.base);
    const { country, state } = options;
    const days = publicHolidays(await loadHolidays(), { country, state, years });
    const place = state === undefined ? country : `${country}-${state}`;
    const comments = [`Public holidays of ${place} for ${years.join(', ')} from the package date-holidays.`];
    await writeCalendar(withClosedDays({ ...base, id }, days), comments, options);
    process.stderr.write(`Found ${days.holidays.length} holidays.\n`);
  });
}

function readYears(text: string): number[] {
  const years = text.split(',').map((year) => year.trim());
  const odd = years.find((year) => !/^(19|20|21)\d\d$/.test(year));
  if (odd === undefined) return years.map(Number);
  throw new WrongUse(`--years "${text}": "${odd}" is no year. Write them with commas between, such as 2026,2027.`);
}
