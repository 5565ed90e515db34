import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** What tickets have to know of each other (opening-tables.ts). Every ticket is to be folded again, and every evaluation settled. */
export const ticketOpenings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    const { text } = columnTypes(db);
    await schema
      .createTable('ticket_opening')
      .addColumn('ticket_id', text, (c) => c.primaryKey())
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('requester', text)
      .addColumn('work_type', text)
      .addColumn('known_at', 'bigint')
      .addColumn('follows', text)
      .addColumn('follows_known_at', 'bigint')
      .execute();
    const byRequester = schema.createIndex('ticket_opening_by_requester').on('ticket_opening');
    await byRequester.columns(['requester', 'opened_at', 'ticket_id']).execute();
    await sql`create index ticket_opening_follows on ticket_opening (follows) where follows is not null`.execute(db);
    await schema
      .createTable('ticket_rest')
      .addColumn('ticket_id', text, (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('requester', text, (c) => c.notNull())
      .addColumn('work_type', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('ticket_rest_key', ['ticket_id', 'at'])
      .execute();
    await schema.createIndex('ticket_rest_by_requester').on('ticket_rest').columns(['requester', 'at']).execute();
    await schema
      .alterTable('stale_ticket')
      .addColumn('noted', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await sql`create index stale_ticket_unnoted on stale_ticket (ticket_id) where noted = 0`.execute(db);
    await sql`insert into stale_ticket (ticket_id, known_from) select distinct ticket_id, 0 from ticket_event where true
      on conflict (ticket_id) do update set known_from = 0, failed = null`.execute(db);
    await sql`delete from evaluation_begun`.execute(db);
    await sql`update evaluation set stale = 1 where stale = 0`.execute(db);
  },
};
