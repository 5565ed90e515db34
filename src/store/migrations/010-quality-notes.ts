import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';

/** What people should ask about before they trust figures is kept with each evaluation; those there are settled again for it. */
export const qualityNotes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { text } = columnTypes(db);
    await db.schema
      .createTable('quality_note')
      .addColumn('as_of', 'bigint', (c) => c.notNull())
      .addColumn('signal', text, (c) => c.notNull())
      .addColumn('subject_kind', text, (c) => c.notNull())
      .addColumn('subject_id', text, (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('quality_note_key', ['as_of', 'signal', 'subject_kind', 'subject_id'])
      .execute();
    await sql`delete from evaluation_begun`.execute(db);
    await sql`update evaluation set stale = 1 where stale = 0`.execute(db);
  },
};
