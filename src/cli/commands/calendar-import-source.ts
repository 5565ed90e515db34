import { join } from 'node:path';
import { Command } from 'commander';
import { atDesk, type DeskOptions, withDesk } from '../desk.ts';
import { Failed } from '../failure.ts';
import { print } from '../output.ts';
import { readingAt, sourceNamed } from '../sources.ts';
import { type WriteOptions, writeCalendar } from '../write-calendar.ts';

interface Options extends DeskOptions, WriteOptions {
  readonly into?: string;
}

export function importSourceCommand(): Command {
  const command = new Command('import-source')
    .description(
      'Write the calendars that a source keeps (schedules, business hours, holidays) as calendars of the desk.',
    )
    .argument('<source>', 'its id in sources.yaml')
    .option('--into <folder>', 'where to write each as NAME.yaml, such as rules/calendars; else to standard output')
    .option('--force', 'replace files that are there');
  return withDesk(command).action((id: string, options: Options) =>
    atDesk(options, async (line) => {
      const { source } = await readingAt(line, sourceNamed(line, id));
      const { calendars } = source.remote;
      if (calendars === null)
        throw new Failed(`${id} has no way to tell its calendars. Write them by hand (docs/calendars.md).`);
      const found = await calendars();
      if (found.length === 0) print(`${id} keeps no calendar that the account may read.`);
      for (const { spec, notes } of found) {
        const out = options.into === undefined ? {} : { out: join(options.into, `${spec.id}.yaml`) };
        await writeCalendar(spec, [`Read from ${id}.`, ...notes], { ...out, ...(options.force && { force: true }) });
      }
    }),
  );
}
