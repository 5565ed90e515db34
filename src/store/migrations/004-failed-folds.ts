import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** Why a ticket cannot be folded, until something new is known of it or somebody asks for it again. */
export const failedFolds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('stale_ticket').addColumn('failed', columnTypes(db).text).execute();
  },
};
