import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** The days an evaluation made an allowance for are kept with it. Weeks settled before made none, and stand as they are. */
export const offDays: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { text } = columnTypes(db);
    await db.schema
      .createTable('off_day')
      .addColumn('as_of', 'bigint', (c) => c.notNull())
      .addColumn('day', 'bigint', (c) => c.notNull())
      .addColumn('team', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('off_day_key', ['as_of', 'day', 'team'])
      .execute();
  },
};
