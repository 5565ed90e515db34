import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** What several processes at one desk need to know of each other (event-table.ts, evaluation-tables.ts, people-tables.ts). */
export const manyProcesses: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    const { text } = columnTypes(db);
    await schema
      .alterTable('stale_ticket')
      .addColumn('known_from', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable('evaluation_begun')
      .addColumn('as_of', 'bigint', (c) => c.primaryKey())
      .addColumn('token', text, (c) => c.notNull())
      .execute();
    await schema
      .alterTable('agent')
      .addColumn('delivery_id', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};
