import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Unusable } from '../settings/unusable.ts';
import { firstTables } from './migrations/001-first-tables.ts';
import { slaNotices } from './migrations/002-sla-notices.ts';
import type { Tables } from './tables.ts';

/** In order; a merged one is never edited, only followed. */
const MIGRATIONS = { '001-first-tables': firstTables, '002-sla-notices': slaNotices };

/** Brings the database to this program's shape. Throws Unusable when it was written by a newer program. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const message = error instanceof Error ? error.message : String(error);
  if (/missing/.test(message)) {
    throw new Unusable(
      'This database was written by a newer Stepladder. Start that version, or give another --data folder.',
      { cause: error },
    );
  }
  throw error;
}
