import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Tables } from './tables.ts';

export type TableName = keyof Tables;

/** Every table of a desk, with the key that orders its rows. Whoever makes a table lists it here, or it would not move along. */
export const KEPT_TABLES = {
  source: ['id'],
  sheet: ['id'],
  delivery: ['id'],
  wanted_read: ['source', 'ticket'],
  source_ticket: ['source', 'ticket'],
  source_note: ['source', 'name'],
  unmapped: ['source', 'what', 'word'],
  ticket_event: ['ticket_id', 'id'],
  ticket_opening: ['ticket_id'],
  ticket_rest: ['ticket_id', 'at'],
  stale_ticket: ['ticket_id'],
  contribution: ['ticket_id', 'agent_id'],
  superseded_contribution: ['ticket_id', 'agent_id', 'known_from'],
  sla_due: ['ticket_id', 'clock', 'cycle'],
  sla_notice: ['ticket_id', 'clock', 'cycle', 'percent'],
  sla_comparison: ['as_of'],
  agent: ['id'],
  alias: ['account_id'],
  rules: ['version'],
  evaluation: ['as_of'],
  evaluation_begun: ['as_of'],
  expectation: ['frozen_at', 'rules_version'],
  figure: ['as_of', 'subject_kind', 'subject_id', 'metric', 'weeks'],
  mastery: ['as_of', 'agent_id', 'work_type'],
  judgement: ['as_of', 'rule_id', 'subject_kind', 'subject_id'],
  off_day: ['as_of', 'day', 'team'],
  quality_note: ['as_of', 'signal', 'subject_kind', 'subject_id'],
  decision: ['number'],
} as const satisfies { readonly [T in TableName]: readonly (keyof Tables[T])[] };

export const TABLE_NAMES = Object.keys(KEPT_TABLES) as TableName[];

/** Rows of each table. */
export type RowCounts = Readonly<Record<string, number>>;

export async function rowCounts(db: Kysely<Tables>, tables: readonly string[] = TABLE_NAMES): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
    counts[table] = Number(rows[0]?.n ?? 0);
  }
  return counts;
}

export const isEmpty = (counts: RowCounts): boolean => Object.values(counts).every((count) => count === 0);

/** What is there, by its names in the database; what the migrator and the engine keep for themselves is left out. */
export async function tablesThere(db: Kysely<Tables>): Promise<string[]> {
  const names = isPostgres(db)
    ? sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema()`
    : sql<{ name: string }>`select name from sqlite_master where type = 'table'`;
  const { rows } = await names.execute(db);
  return rows
    .map(({ name }) => name)
    .filter((name) => !/^(kysely|sqlite)_/.test(name))
    .sort();
}
