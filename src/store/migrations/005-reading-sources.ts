import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** What is to be read from sources, and how far each has been read (reading-tables.ts). */
export const readingSources: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    const { text } = columnTypes(db);
    await schema
      .createTable('wanted_read')
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('ticket', text, (c) => c.notNull())
      .addColumn('lane', text, (c) => c.notNull())
      .addColumn('rung_at', 'bigint', (c) => c.notNull())
      .addColumn('not_before', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('trouble', text)
      .addPrimaryKeyConstraint('wanted_read_key', ['source', 'ticket'])
      .execute();
    await schema.createIndex('wanted_read_due').on('wanted_read').columns(['source', 'lane', 'not_before']).execute();
    await schema
      .createTable('source_ticket')
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('ticket', text, (c) => c.notNull())
      .addColumn('version', 'bigint')
      .addColumn('updated_at', 'bigint')
      .addColumn('read_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('source_ticket_key', ['source', 'ticket'])
      .execute();
    await schema.createIndex('source_ticket_updated').on('source_ticket').columns(['source', 'updated_at']).execute();
    await schema
      .createTable('source_note')
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('name', text, (c) => c.notNull())
      .addColumn('value', text, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('source_note_key', ['source', 'name'])
      .execute();
  },
};
