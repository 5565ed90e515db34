import { Command } from 'commander';
import { importHolidaysCommand } from './calendar-import-holidays.ts';
import { importIcsCommand } from './calendar-import-ics.ts';
import { importSourceCommand } from './calendar-import-source.ts';
import { showCalendarCommand } from './calendar-show.ts';

export function calendarCommand(): Command {
  return new Command('calendar')
    .description("The desk's opening hours: see a month, take in holidays and closures.")
    .addCommand(showCalendarCommand())
    .addCommand(importIcsCommand())
    .addCommand(importHolidaysCommand())
    .addCommand(importSourceCommand());
}
