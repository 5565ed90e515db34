import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Unusable } from '../../settings/unusable.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Name = 'pg_dump' | 'pg_restore';

/** In PG_BIN, or on PATH, or where Debian keeps those of each version: the newest, which can talk to all older servers. */
function programPath(name: Name, env: Env): string {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => version(b) - version(a));
  const given = env['PG_BIN'] ?? '';
  const folders = given === '' ? [...(env['PATH'] ?? '').split(delimiter), ...debian] : [given];
  const found = folders.map((folder) => join(folder, name)).find(isProgram);
  if (found !== undefined) return found;
  const where = given === '' ? 'on PATH' : `in PG_BIN (${given})`;
  throw new Unusable(
    `${name} is not ${where}: a desk in PostgreSQL is backed up by PostgreSQL's own programs. Install them (Debian: postgresql-client), or let PG_BIN name their folder.`,
  );
}

const version = (folder: string): number => Number(/postgresql\/(\d+)/.exec(folder)?.[1] ?? 0);

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs it to its end, and gives each piece of what it prints to `onText`. The password goes by the environment, which
 * others on this machine cannot read. Throws Unusable with its words when it fails.
 */
export async function runProgram(
  name: Name,
  args: readonly string[],
  { password = null, onText = () => {}, env = process.env }: RunOptions = {},
): Promise<void> {
  const secret = password === null ? {} : { PGPASSWORD: password };
  const child = spawn(programPath(name, env), args, {
    env: { ...env, ...secret, LC_MESSAGES: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words = text(child.stderr);
  const ended = once(child, 'close');
  child.stdout.setEncoding('utf8').on('data', onText);
  const [code] = await ended;
  if (code === 0) return;
  throw new Unusable(`${name} failed: ${firstLines(await words)}${remedyFor(await words)}`);
}

export interface RunOptions {
  readonly password?: string | null;
  readonly onText?: (text: string) => void;
  readonly env?: Env;
}

const firstLines = (words: string): string => words.trim().split('\n').slice(0, 3).join('\n');

function remedyFor(words: string): string {
  if (/version mismatch|unsupported version/.test(words)) {
    return '\nInstall the PostgreSQL programs of at least the version of the server, or let PG_BIN name their folder.';
  }
  if (/No space left|could not write/.test(words)) return '\nFree some space, and run this again.';
  if (/permission denied|must be owner/.test(words)) return '\nUse the user in STORE_URL that owns the schema.';
  return '';
}
