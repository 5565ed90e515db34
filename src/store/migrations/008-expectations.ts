import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** What figures are set against is frozen for a month, and kept. */
export const expectations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { text } = columnTypes(db);
    await db.schema
      .createTable('expectation')
      .addColumn('frozen_at', 'bigint', (c) => c.notNull())
      .addColumn('rules_version', text, (c) => c.notNull())
      .addColumn('stale', 'integer', (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('expectation_key', ['frozen_at', 'rules_version'])
      .execute();
  },
};
