import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes } from '../dialect.ts';
import { STILL } from './still.ts';

/**
 * Three of four contributions have been superseded, and a weekly evaluation reads hardly any of those: between the others
 * they made it read four times as much from the disk. Written before the first release, so nobody reads the old shape beside
 * the new one (see migrate.ts).
 */
export const supersededContributions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    const { text } = columnTypes(db);
    const table = (name: string) =>
      schema
        .createTable(name)
        .addColumn('ticket_id', text, (c) => c.notNull())
        .addColumn('agent_id', text, (c) => c.notNull())
        .addColumn('known_from', 'bigint', (c) => c.notNull());
    await table('superseded_contribution')
      .addColumn('known_until', 'bigint', (c) => c.notNull())
      .addColumn('team', text)
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addColumn('holding', 'integer', (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      // All that tells whether a row is to be read: none that is not has to be opened.
      .addPrimaryKeyConstraint('superseded_contribution_key', ['ticket_id', 'agent_id', 'known_from', 'known_until'])
      .execute();
    await table('contribution_that_holds')
      .addColumn('team', text)
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addColumn('holding', 'integer', (c) => c.notNull())
      .addColumn('body', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('contribution_that_holds_key', ['ticket_id', 'agent_id'])
      .execute();
    const columns = sql.raw('ticket_id, agent_id, known_from, team, last_at, holding, body');
    await sql`insert into contribution_that_holds (${columns}) select ${columns} from contribution
      where known_until = ${STILL} order by ticket_id, agent_id`.execute(db);
    await sql`insert into superseded_contribution (${columns}, known_until) select ${columns}, known_until from contribution
      where known_until <> ${STILL} order by ticket_id, agent_id, known_from`.execute(db);
    await schema.dropTable('contribution').execute();
    await schema.alterTable('contribution_that_holds').renameTo('contribution').execute();
    await schema.createIndex('contribution_by_agent').on('contribution').column('agent_id').execute();
    const byAgent = schema.createIndex('superseded_contribution_by_agent').on('superseded_contribution');
    await byAgent.columns(['agent_id', 'known_until']).execute();
  },
};
