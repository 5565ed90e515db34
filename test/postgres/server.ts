import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** Where tests may make and drop schemas. */
export interface TestDatabase {
  readonly url: string;
  /** Of a server of our own. */
  readonly stop: () => Promise<void>;
}

/** A server of our own that can be made to fail. */
export interface OwnServer extends TestDatabase {
  /** As where the machine loses power, but for what the operating system has taken and not written yet. */
  readonly kill: () => Promise<void>;
  /** Resolves when it answers again, at the same URL. */
  readonly startAgain: () => Promise<void>;
}

const GIVEN = process.env['TEST_DATABASE_URL'] ?? '';
/** Debian keeps the programs of each version apart and out of PATH. */
const FOLDER = globSync('/usr/lib/postgresql/*/bin')
  .sort((a, b) => version(b) - version(a))
  .find((folder) => existsSync(join(folder, 'initdb')));

export const hasPostgres = GIVEN !== '' || FOLDER !== undefined;
/** For what a server given by its URL is not to suffer. */
export const hasOwnPostgres = FOLDER !== undefined;
/** For the titles of suites that skip without it. */
export const unlessPostgres = hasPostgres
  ? ''
  : ' (skipped: no PostgreSQL; install postgresql, or set TEST_DATABASE_URL)';

export async function testDatabase(): Promise<TestDatabase> {
  if (GIVEN !== '') return { url: GIVEN, stop: async () => {} };
  return ownServer();
}

export async function ownServer(): Promise<OwnServer> {
  if (FOLDER === undefined) throw new Error('Ask hasPostgres or hasOwnPostgres first.');
  return startServer(FOLDER);
}

/** The same database with a schema that nobody else uses. */
export function freshSchema(database: TestDatabase): { url: string; schema: string; drop: () => Promise<void> } {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(database.url);
  url.searchParams.set('schema', schema);
  return { url: url.href, schema, drop: () => inDatabase(database.url, `drop schema if exists ${schema} cascade`) };
}

export async function inDatabase(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A server of our own in a folder of its own, with every write on disk as in earnest, gone with this process. */
async function startServer(programs: string): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'stepladder-pg-'));
  const user = unprivileged();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const password = randomBytes(8).toString('hex');
  writeFileSync(join(folder, 'password'), password, { mode: 0o644 });
  // Words in the order of a language, so that a test fails where bytes are not asked for.
  const order = version(programs) >= 15 ? ['--locale-provider=icu', '--icu-locale=en-US'] : [];
  execFileSync(
    join(programs, 'initdb'),
    ['-D', join(folder, 'data'), '-U', 'test', '-A', 'scram-sha-256', '--pwfile', join(folder, 'password')].concat(
      ['-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
      order,
    ),
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const port = await freePort();
  const start = () => spawnServer(programs, folder, port, user);
  let server = start();
  const url = `postgres://test:${password}@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  return {
    url,
    async kill() {
      process.kill(Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10), 'SIGKILL');
      await ended(server);
    },
    async startAgain() {
      server = start();
      await untilItAnswers(url);
    },
    async stop() {
      await ended(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The shell ends the server when this process, which holds its input open, has ended in whatever way. */
function spawnServer(
  programs: string,
  folder: string,
  port: number,
  user: ReturnType<typeof unprivileged>,
): ChildProcess {
  return spawn(
    '/bin/sh',
    [
      '-c',
      `"$@" >"$0" 2>&1 & read -r _; kill -INT $! 2>&-; wait`,
      join(folder, 'log'),
      join(programs, 'postgres'),
      ...['-D', join(folder, 'data'), '-k', folder, '-h', '127.0.0.1', '-p', String(port), '-c', 'shared_buffers=64MB'],
    ],
    { ...user, cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] },
  );
}

async function ended(server: ChildProcess): Promise<void> {
  const exit = once(server, 'exit');
  server.stdin?.end();
  await exit;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inDatabase(url, 'select 1');
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(100);
    }
  }
}

function version(folder: string): number {
  return Number(/postgresql\/(\d+)/.exec(folder)?.[1] ?? 0);
}
