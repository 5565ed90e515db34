import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { freshSchema, hasPostgres, testDatabase } from '../../test/postgres/server.ts';
import { type ServerProcess, startServer } from '../parts/server-process.ts';
import { Sender } from './load.ts';
import { githubRequest, type SignedRequest, zendeskRequest } from './request.ts';

/** One server under load. */
export interface Contender {
  readonly id: 'express' | 'sqlite' | 'postgres' | 'octokit' | 'sqlite-all';
  readonly what: string;
  /** Where its store is, after it has stopped too; null: it keeps nothing. */
  readonly location: string | null;
  readonly server: ServerProcess;
  readonly sender: Sender;
}

/** All that can be started here, each in a process of its own, and what stops the database that was started for them. */
export async function startContenders(scratch: string): Promise<{ contenders: Contender[]; end: () => Promise<void> }> {
  const database = hasPostgres ? await testDatabase() : null;
  const [alone, all] = [await mkdtemp(join(scratch, 'api-')), await mkdtemp(join(scratch, 'all-'))];
  const contenders = [
    await contender('express', 'Express, verifies and parses only', ['verifying-server.ts']),
    await contender('sqlite', 'ours on SQLite, full sync', ['own-server.ts', alone, 'api']),
  ];
  if (database !== null) {
    const { url } = freshSchema(database);
    contenders.push(await contender('postgres', 'ours on PostgreSQL, fsync', ['own-server.ts', url, 'api']));
  }
  contenders.push(
    await contender('octokit', '@octokit/webhooks in Express, keeps nothing', ['octokit-server.ts'], githubRequest),
    await contender('sqlite-all', 'ours on SQLite, worked off meanwhile', ['own-server.ts', all, 'all']),
  );
  return { contenders, end: async () => database?.stop() };
}

async function contender(
  id: Contender['id'],
  what: string,
  [file, location, ...rest]: readonly [string, ...string[]],
  requestOf: (n: number) => SignedRequest = zendeskRequest,
): Promise<Contender> {
  const server = await startServer(
    join(import.meta.dirname, file),
    ...(location === undefined ? [] : [location]),
    ...rest,
  );
  return { id, what, location: location ?? null, server, sender: new Sender({ url: server.url, requestOf }) };
}
