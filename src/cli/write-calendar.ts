import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { CalendarSpec } from '../domain/calendar.ts';
import { readCalendar } from '../rules/calendar-file.ts';
import { calendarYaml } from '../rules/calendar-yaml.ts';
import { Problems } from '../rules/problems.ts';
import { Failed, WrongUse } from './failure.ts';

export interface WriteOptions {
  readonly out?: string;
  readonly force?: boolean;
}

export const withOut = (command: Command): Command =>
  command
    .option('--out <file>', 'where to write it, such as rules/calendars/NAME.yaml; else to standard output')
    .option('--force', 'replace that file if it is there');

/** Writes a calendar that `rules check` accepts, to the file or standard output; never over a file unless forced. */
export async function writeCalendar(
  spec: CalendarSpec,
  comments: readonly string[],
  { out, force }: WriteOptions,
): Promise<void> {
  const text = calendarYaml(spec, comments);
  const problems = new Problems();
  if (readCalendar({ path: out ?? `${spec.id}.yaml`, name: spec.id, text }, problems) === null) throw problems.error();
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new Failed(`${out} is there already. Add --force to replace it, or name another file.`);
    throw new Failed(`${out} cannot be written (${message}). Name a file in a folder that you may write to.`);
  }
  const wanted = `${spec.id}.yaml`;
  const hint = basename(out) === wanted ? '' : ` To use it, name it ${wanted}: a calendar is known by its file.`;
  process.stderr.write(`${out} written.${hint}\n`);
}

/** As the files in calendars/ may be named. */
export function checkName(name: string): string {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return name;
  throw new WrongUse(
    `--name "${name}" cannot be a calendar. Write lower case letters, digits and -, such as berlin-office.`,
  );
}

export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`${file} cannot be read (${(error as Error).message}). Check the path and its permissions.`);
  }
}
