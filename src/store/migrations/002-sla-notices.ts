import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';
import { STILL } from './still.ts';

export const slaNotices: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    const { text } = columnTypes(db);
    await schema
      .createTable('sla_due')
      .addColumn('ticket_id', text, (c) => c.notNull())
      .addColumn('clock', text, (c) => c.notNull())
      .addColumn('cycle', 'integer', (c) => c.notNull())
      .addColumn('percent', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('sla_due_key', ['ticket_id', 'clock', 'cycle'])
      .execute();
    await schema.createIndex('sla_due_by_time').on('sla_due').column('due_at').execute();
    await schema
      .createTable('sla_notice')
      .addColumn('ticket_id', text, (c) => c.notNull())
      .addColumn('clock', text, (c) => c.notNull())
      .addColumn('cycle', 'integer', (c) => c.notNull())
      .addColumn('percent', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('holder', text)
      .addColumn('team', text)
      .addColumn('known_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('sla_notice_key', ['ticket_id', 'clock', 'cycle', 'percent'])
      .execute();
    await schema.createIndex('sla_notice_by_time').on('sla_notice').column('at').execute();
    await schema
      .createTable('sla_comparison')
      .addColumn('as_of', 'bigint', (c) => c.primaryKey())
      .addColumn('stale', 'integer', (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .execute();
    // What is open has to be folded again, to know what falls due; what is at rest owes nothing.
    await sql`insert into stale_ticket (ticket_id) select distinct ticket_id from contribution
      where holding = 1 and known_until = ${STILL} and ticket_id not in (select ticket_id from stale_ticket)`.execute(
      db,
    );
  },
};
