import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { columnTypes, isPostgres } from '../dialect.ts';

export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db;
    const { text, id } = columnTypes(db);
    await schema
      .createTable('source')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('connector', text, (c) => c.notNull())
      .addColumn('settings', text)
      .execute();
    await schema
      .createTable('sheet')
      .addColumn('id', text, (c) => c.primaryKey())
      .addColumn('columns', text, (c) => c.notNull())
      .execute();
    await schema
      .createTable('delivery')
      .addColumn('id', id, (c) =>
        isPostgres(db) ? c.primaryKey().generatedByDefaultAsIdentity() : c.primaryKey().autoIncrement(),
      )
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('key', text, (c) => c.notNull())
      .addColumn('about', text, (c) => c.notNull())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('position', 'bigint', (c) => c.notNull())
      .addColumn('sheet', text)
      .addColumn('body', text, (c) => c.notNull())
      .addColumn('state', text, (c) => c.notNull())
      .addColumn('reason', text)
      .addColumn('detail', text)
      .addUniqueConstraint('delivery_once', ['source', 'key'])
      .execute();
    await schema.createIndex('delivery_by_state').on('delivery').columns(['state', 'id']).execute();
    await schema
      .createTable('unmapped')
      .addColumn('source', text, (c) => c.notNull())
      .addColumn('what', text, (c) => c.notNull())
      .addColumn('word', text, (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('unmapped_key', ['source', 'what', 'word'])
      .execute();
    await createDerived(db);
    await createPeople(db);
  },
};

async function createDerived(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  const { text } = columnTypes(db);
  await schema
    .createTable('ticket_event')
    .addColumn('ticket_id', text, (c) => c.notNull())
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('occurred_at', 'bigint', (c) => c.notNull())
    .addColumn('known_at', 'bigint', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('actor', text)
    .addColumn('fact', text, (c) => c.notNull())
    .addColumn('delivery_id', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('ticket_event_key', ['ticket_id', 'id'])
    .execute();
  await schema
    .createTable('stale_ticket')
    .addColumn('ticket_id', text, (c) => c.primaryKey())
    .execute();
  await schema
    .createTable('contribution')
    .addColumn('ticket_id', text, (c) => c.notNull())
    .addColumn('agent_id', text, (c) => c.notNull())
    .addColumn('known_from', 'bigint', (c) => c.notNull())
    .addColumn('known_until', 'bigint', (c) => c.notNull())
    .addColumn('team', text)
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .addColumn('holding', 'integer', (c) => c.notNull())
    .addColumn('body', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('contribution_key', ['ticket_id', 'agent_id', 'known_from'])
    .execute();
  await schema.createIndex('contribution_by_agent').on('contribution').columns(['agent_id', 'known_until']).execute();
  await schema
    .createTable('rules')
    .addColumn('version', text, (c) => c.primaryKey())
    .addColumn('files', text, (c) => c.notNull())
    .execute();
  await schema
    .createTable('evaluation')
    .addColumn('as_of', 'bigint', (c) => c.primaryKey())
    .addColumn('rules_version', text, (c) => c.notNull())
    .addColumn('stale', 'integer', (c) => c.notNull())
    .execute();
  await schema
    .createTable('figure')
    .addColumn('as_of', 'bigint', (c) => c.notNull())
    .addColumn('subject_kind', text, (c) => c.notNull())
    .addColumn('subject_id', text, (c) => c.notNull())
    .addColumn('metric', text, (c) => c.notNull())
    .addColumn('weeks', 'integer', (c) => c.notNull())
    .addColumn('estimate', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('figure_key', ['as_of', 'subject_kind', 'subject_id', 'metric', 'weeks'])
    .execute();
  await schema
    .createTable('judgement')
    .addColumn('as_of', 'bigint', (c) => c.notNull())
    .addColumn('rule_id', text, (c) => c.notNull())
    .addColumn('subject_kind', text, (c) => c.notNull())
    .addColumn('subject_id', text, (c) => c.notNull())
    .addColumn('verdict', text, (c) => c.notNull())
    .addColumn('raised_at', 'bigint')
    .addColumn('withdrawn_at', 'bigint')
    .addColumn('body', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('judgement_key', ['as_of', 'rule_id', 'subject_kind', 'subject_id'])
    .execute();
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  const { text } = columnTypes(db);
  await schema
    .createTable('agent')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('body', text, (c) => c.notNull())
    .execute();
  await schema
    .createTable('alias')
    .addColumn('account_id', text, (c) => c.primaryKey())
    .addColumn('agent_id', text, (c) => c.notNull())
    .addColumn('confirmed_by', text, (c) => c.notNull())
    .addColumn('confirmed_at', 'bigint', (c) => c.notNull())
    .execute();
}
