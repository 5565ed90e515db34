import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import { Unusable } from '../settings/unusable.ts';
import { migrate } from './migrate.ts';
import { isPostgresUrl, postgresLocation, withSchema } from './postgres/location.ts';
import { postgresDialect } from './postgres/pool.ts';
import { FileDialect } from './sqlite/database.ts';
import { lockForServing } from './sqlite/serving-lock.ts';
import type { Store } from './store.ts';
import { storeOn } from './store-on.ts';
import type { Tables } from './tables.ts';

/**
 * The desk at `location`, made when it is not there: a folder that holds one SQLite file, `:memory:` for one that leaves
 * nothing behind, or a URL such as postgres://user:password@host/database?schema=name. Throws Unusable.
 * `serving`: for as long as it is open no other process can open the same folder so; a database takes any number.
 */
export async function openStore(location: string, { serving = false } = {}): Promise<Store> {
  if (!serving || isPostgresUrl(location) || location === ':memory:') return storeOn(await openTables(location));
  fileIn(location);
  const release = lockForServing(location);
  try {
    const store = storeOn(await openTables(location));
    return { ...store, close: () => store.close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

/** The same, for work on all tables alike. */
export async function openTables(location: string): Promise<Kysely<Tables>> {
  if (!isPostgresUrl(location)) return opened(new FileDialect(fileIn(location)));
  const found = postgresLocation(location);
  return opened(postgresDialect(found), found.schema);
}

/** An empty store beside the one at `location`, where there is room for as much, and what takes it away again. */
export async function openScratch(location: string): Promise<{ store: Store; remove: () => Promise<void> }> {
  if (!isPostgresUrl(location)) {
    const folder = await mkdtemp(join(location, 'verify-'));
    return { store: await openStore(folder), remove: () => rm(folder, { recursive: true, force: true }) };
  }
  const schema = `verify_${randomBytes(6).toString('hex')}`;
  return { store: await openStore(withSchema(location, schema)), remove: () => dropSchema(location, schema) };
}

async function opened(dialect: Dialect, schema?: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, schema);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

/** Of the desk kept in a folder. */
export const databaseFile = (folder: string): string => join(folder, 'stepladder.db');

async function dropSchema(location: string, schema: string): Promise<void> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(postgresLocation(location)) });
  try {
    await sql`drop schema ${sql.ref(schema)} cascade`.execute(db);
  } finally {
    await db.destroy();
  }
}

function fileIn(folder: string): string {
  if (folder === ':memory:') return folder;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Unusable(
      `${folder} cannot be the folder of a desk: it is a file, or this user may not make it. Name another --data folder.`,
      { cause },
    );
  }
  return databaseFile(folder);
}
