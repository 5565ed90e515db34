import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { Unusable } from '../settings/unusable.ts';
import { isPostgres } from './dialect.ts';
import { firstTables } from './migrations/001-first-tables.ts';
import { slaNotices } from './migrations/002-sla-notices.ts';
import { manyProcesses } from './migrations/003-many-processes.ts';
import { failedFolds } from './migrations/004-failed-folds.ts';
import { readingSources } from './migrations/005-reading-sources.ts';
import { latestWebhook } from './migrations/006-latest-webhook.ts';
import { ticketOpenings } from './migrations/007-ticket-openings.ts';
import { expectations } from './migrations/008-expectations.ts';
import { mastery } from './migrations/009-mastery.ts';
import { qualityNotes } from './migrations/010-quality-notes.ts';
import { decisions } from './migrations/011-decisions.ts';
import { knownSpan } from './migrations/012-known-span.ts';
import { supersededContributions } from './migrations/013-superseded-contributions.ts';
import { offDays } from './migrations/014-off-days.ts';
import { packedContributions } from './migrations/015-packed-contributions.ts';
import { foundSooner } from './migrations/016-found-sooner.ts';
import type { Tables } from './tables.ts';

/**
 * In order, one list for both engines; a merged one is never edited, only followed.
 *
 * On PostgreSQL processes of two versions run on the same tables while they are replaced one by one. So a change comes
 * in two releases, expand and contract: the first only adds (tables, columns with a default, indexes), writes both the
 * old and the new, and reads the new; what is old is dropped by a migration of a later release, when no process that
 * reads it can be left. A database that has migrations this program does not know is refused: a program can be sure of
 * nothing there but that it is too old.
 */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-first-tables': firstTables,
  '002-sla-notices': slaNotices,
  '003-many-processes': manyProcesses,
  '004-failed-folds': failedFolds,
  '005-reading-sources': readingSources,
  '006-latest-webhook': latestWebhook,
  '007-ticket-openings': ticketOpenings,
  '008-expectations': expectations,
  '009-mastery': mastery,
  '010-quality-notes': qualityNotes,
  '011-decisions': decisions,
  '012-known-span': knownSpan,
  '013-superseded-contributions': supersededContributions,
  '014-off-days': offDays,
  '015-packed-contributions': packedContributions,
  '016-found-sooner': foundSooner,
};

/** Of this program, or of an older one. */
export const isKnownMigration = (name: string): boolean => Object.hasOwn(MIGRATIONS, name);

/**
 * Brings the database to this program's shape, one process at a time: the migrator holds a lock that dies with its
 * connection. Throws Unusable when it was written by a newer program. `schema`: of a PostgreSQL database, made when absent.
 */
export async function migrate(db: Kysely<Tables>, schema?: string): Promise<void> {
  if ((await done(db)) === Object.keys(MIGRATIONS).length) return;
  await refuseOtherEncodings(db);
  const provider = { getMigrations: async () => MIGRATIONS };
  const migrator = new Migrator({ db, provider, ...(schema !== undefined && { migrationTableSchema: schema }) });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  await done(db); // a newer program may have come in between
  throw error;
}

/** In another encoding characters would be refused one by one, and text would have another order. */
async function refuseOtherEncodings(db: Kysely<Tables>): Promise<void> {
  if (!isPostgres(db)) return;
  const { rows } = await sql<{ encoding: string }>`select current_setting('server_encoding') as encoding`.execute(db);
  const encoding = rows[0]?.encoding;
  if (encoding === 'UTF8') return;
  throw new Unusable(
    `This PostgreSQL database is in ${encoding}. Create one in UTF-8: create database NAME encoding 'UTF8' template template0.`,
  );
}

/** How many of our migrations the database has: asked before anything is locked, as nearly every start finds them all there. */
async function done(db: Kysely<Tables>): Promise<number> {
  const table = isPostgres(db)
    ? sql<{ name: string }>`select 'kysely_migration' as name where to_regclass('kysely_migration') is not null`
    : sql<{ name: string }>`select name from sqlite_master where name = 'kysely_migration'`;
  if ((await table.execute(db)).rows.length === 0) return 0;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  if (!rows.every(({ name }) => isKnownMigration(name))) {
    throw new Unusable(
      'This database was written by a newer Stepladder. Start that version, or give another --data folder.',
    );
  }
  return rows.length;
}
