import { randomBytes } from 'node:crypto';
import { Kysely, sql } from 'kysely';
import { Unusable } from '../../settings/unusable.ts';
import { type BackupOptions, checkMigrations, mayReplace, rowsAt } from '../backup-file.ts';
import { type RowCounts, rowCounts, tablesThere } from '../kept-tables.ts';
import type { Tables } from '../tables.ts';
import { loadDump, readDump } from './dump.ts';
import { applicationName, type PostgresLocation, postgresLocation } from './location.ts';
import { postgresDialect } from './pool.ts';

/** Loaded in one transaction; the schema that was there is set aside before, and dropped after. See restore.ts. */
export async function restoreDump(location: string, file: string, { force }: BackupOptions): Promise<RowCounts> {
  const at = postgresLocation(location);
  const { migrations, schema } = await readDump(file);
  checkMigrations(file, migrations);
  if (schema !== at.schema) {
    throw new Unusable(
      `${file} holds the schema ${schema}, and STORE_URL names ${at.schema}. Let STORE_URL end in ?schema=${schema} to restore it; \`stepladder move\` brings it into another.`,
    );
  }
  const aside = await setAside(at, force);
  try {
    await loadDump(location, file);
    const rows = await rowsAt(location);
    if (aside !== null) await inDatabase(at, (db) => drop(db, aside));
    return rows;
  } catch (error) {
    if (aside !== null) await inDatabase(at, (db) => putBack(db, aside, schema));
    throw error;
  }
}

/** Under a name that nobody else has; null: there was none. */
async function setAside(at: PostgresLocation, force: boolean): Promise<string | null> {
  return inDatabase(at, async (db) => {
    const { rows } = await sql`select from pg_namespace where nspname = ${at.schema}`.execute(db);
    if (rows.length === 0) return null;
    mayReplace(at.where, await rowCounts(db, await tablesThere(db)), force);
    await refuseInUse(db, at);
    const aside = `replaced_${randomBytes(6).toString('hex')}`;
    await rename(db, at.schema, aside);
    return aside;
  });
}

async function refuseInUse(db: Kysely<Tables>, { schema, where }: PostgresLocation): Promise<void> {
  const { rows } = await sql`select from pg_stat_activity where datname = current_database()
    and pid <> pg_backend_pid() and application_name = ${applicationName(schema)}`.execute(db);
  if (rows.length === 0) return;
  throw new Unusable(
    `Other processes are at ${where}. Stop them (\`stepladder serve\`, imports), and run this again.`,
    { kind: 'retry' },
  );
}

const rename = (db: Kysely<Tables>, from: string, to: string) =>
  sql`alter schema ${sql.ref(from)} rename to ${sql.ref(to)}`.execute(db);

const drop = (db: Kysely<Tables>, schema: string) => sql`drop schema if exists ${sql.ref(schema)} cascade`.execute(db);

async function putBack(db: Kysely<Tables>, aside: string, schema: string): Promise<void> {
  await drop(db, schema);
  await rename(db, aside, schema);
}

/** Without making anything there. */
async function inDatabase<T>(at: PostgresLocation, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(at) });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
