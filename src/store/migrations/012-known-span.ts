import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When the first and the last fact became known is asked at every evaluation: without it, all events are gone through. */
export const knownSpan: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('ticket_event_known').on('ticket_event').column('known_at').execute();
  },
};
