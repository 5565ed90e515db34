import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** Mastery is kept with each evaluation, and hand-overs tell their kind of work: all tickets are to be folded again. */
export const mastery: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { text } = columnTypes(db);
    await db.schema
      .createTable('mastery')
      .addColumn('as_of', 'bigint', (c) => c.notNull())
      .addColumn('agent_id', text, (c) => c.notNull())
      .addColumn('work_type', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('mastery_key', ['as_of', 'agent_id', 'work_type'])
      .execute();
    await sql`insert into stale_ticket (ticket_id, known_from) select distinct ticket_id, 0 from ticket_event where true
      on conflict (ticket_id) do update set known_from = 0, failed = null`.execute(db);
    await sql`delete from evaluation_begun`.execute(db);
    await sql`update evaluation set stale = 1 where stale = 0`.execute(db);
  },
};
