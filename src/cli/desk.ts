import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { CONNECTORS } from '../../connectors/index.ts';
import { instantOf } from '../api/as-of.ts';
import type { Desk } from '../api/desk.ts';
import type { Instant } from '../domain/interval.ts';
import { type Line, whoIsWho } from '../pipeline.ts';
import { readingNow } from '../reading/reading-now.ts';
import { loadRules } from '../rules/load-rules.ts';
import { readRuleFiles } from '../rules/rule-files.ts';
import { openStore } from '../store/open-store.ts';
import { WrongUse } from './failure.ts';
import { dataOption } from './store-location.ts';

/** The folder of the program itself: rules, mappings and the built web app lie in it. */
export const PROGRAM = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const WEB_FOLDER = join(PROGRAM, 'dist', 'web');

export interface DeskOptions {
  /** A folder, or the URL of a PostgreSQL database. */
  readonly data: string;
  readonly rules: string;
}

/** Options of every command that reads or writes a desk. */
export function withDesk(command: Command): Command {
  return command
    .addOption(dataOption())
    .option('--rules <folder>', "the desk's rules", process.env['STEPLADDER_RULES'] ?? join(PROGRAM, 'rules'));
}

export const withJson = (command: Command): Command => command.option('--json', 'print JSON');

export const withAsOf = (command: Command): Command =>
  command.option('--as-of <date>', 'as known then: a date, or an instant such as 2026-05-04T08:00:00Z');

/** Opens the desk, does the work, and closes it whatever happens. */
export async function atDesk<T>(
  options: DeskOptions & { readonly serving?: boolean },
  work: (line: Line, desk: Desk) => Promise<T>,
): Promise<T> {
  const rules = loadRules(await readRuleFiles(options.rules));
  const store = await openStore(options.data, options);
  try {
    const line: Line = { store, connectors: CONNECTORS, rules };
    return await work(line, deskOf(line));
  } finally {
    await store.close();
  }
}

function deskOf(line: Line): Desk {
  const ids = line.rules.sources.map(({ id }) => id);
  return { ...line, whoIsWho: () => whoIsWho(line), readingNow: () => readingNow(line.store, ids, Date.now()) };
}

export const readAsOf = (text: string | undefined, line: Line): Instant | undefined => readDate('--as-of', text, line);

/** A date means its midnight in the desk's zone. Undefined where nothing was given. */
export function readDate(option: string, text: string | undefined, { rules }: Line): Instant | undefined {
  if (text === undefined) return undefined;
  const at = instantOf(text, rules.desk.timezone);
  if (at !== null) return at;
  throw new WrongUse(`${option} "${text}" is no date. Write 2026-05-04, or 2026-05-04T08:00:00Z.`);
}
