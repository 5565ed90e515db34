import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When the latest webhook of a source came is asked every few seconds by whoever looks at it. */
export const latestWebhook: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index delivery_webhook on delivery (source, received_at) where origin = 'webhook'`.execute(db);
  },
};
