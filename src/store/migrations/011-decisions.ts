import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** What people decided and said, line by line. Kept like deliveries: nothing can make it again. */
export const decisions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { text } = columnTypes(db);
    await db.schema
      .createTable('decision')
      .addColumn('number', 'bigint', (c) => c.primaryKey())
      .addColumn('id', text, (c) => c.notNull().unique())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('agent_id', text)
      .addColumn('flag_id', text)
      .addColumn('body', text, (c) => c.notNull())
      .execute();
    await db.schema.createIndex('decision_agent').on('decision').columns(['agent_id', 'number']).execute();
    await db.schema.createIndex('decision_flag').on('decision').columns(['flag_id', 'number']).execute();
  },
};
