import { join } from 'node:path';
import type { Command } from 'commander';
import type { CalendarSpec } from '../domain/calendar.ts';
import { readCalendar } from '../rules/calendar-file.ts';
import { didYouMean } from '../rules/nearest-word.ts';
import { Problems } from '../rules/problems.ts';
import { readRuleFiles } from '../rules/rule-files.ts';
import { sortFiles } from '../rules/sort-files.ts';
import { PROGRAM } from './desk.ts';
import { WrongUse } from './failure.ts';

export const withRules = (command: Command): Command =>
  command.option('--rules <folder>', "the desk's rules", process.env['STEPLADDER_RULES'] ?? join(PROGRAM, 'rules'));

/** One calendar of a rules folder, whatever may be wrong in its other files. Throws InvalidSettings where it is wrong. */
export async function calendarNamed(name: string, folder: string): Promise<CalendarSpec> {
  const { calendars } = sortFiles(await readRuleFiles(folder), new Problems());
  const file = calendars.find((one) => one.name === name);
  if (file === undefined) {
    const known = calendars.map((one) => one.name);
    throw new WrongUse(`${folder} has no calendar "${name}". ${didYouMean(name, known)}It has: ${known.join(', ')}.`);
  }
  const problems = new Problems();
  const read = readCalendar(file, problems);
  if (read === null) throw problems.error();
  return read.spec;
}
