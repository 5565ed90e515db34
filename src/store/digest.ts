import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { pagesOf } from './pages-of.ts';
import type { Digest } from './store.ts';
import type { Tables } from './tables.ts';

/** Columns that make a derived row, and the key that orders its table. Delivery ids and times of receipt are not facts. */
const EVENTS = {
  table: 'ticket_event',
  columns: ['ticket_id', 'id', 'occurred_at', 'known_at', 'seq', 'actor', 'fact'],
  key: ['ticket_id', 'id'],
} as const;
const CONTRIBUTIONS = {
  table: 'contribution',
  columns: ['ticket_id', 'agent_id', 'known_from', 'body'],
  key: ['ticket_id', 'agent_id'],
} as const;
const SUPERSEDED = {
  table: 'superseded_contribution',
  columns: ['ticket_id', 'agent_id', 'known_from', 'known_until', 'body'],
  key: ['ticket_id', 'agent_id', 'known_from'],
} as const;
const FIGURES = {
  table: 'figure',
  columns: ['as_of', 'subject_kind', 'subject_id', 'metric', 'weeks', 'estimate'],
  key: ['as_of', 'subject_kind', 'subject_id', 'metric', 'weeks'],
} as const;
const JUDGEMENTS = {
  table: 'judgement',
  columns: ['as_of', 'rule_id', 'subject_kind', 'subject_id', 'body'],
  key: ['as_of', 'rule_id', 'subject_kind', 'subject_id'],
} as const;
const MASTERIES = {
  table: 'mastery',
  columns: ['as_of', 'agent_id', 'work_type', 'body'],
  key: ['as_of', 'agent_id', 'work_type'],
} as const;
const OFF_DAYS = {
  table: 'off_day',
  columns: ['as_of', 'day', 'team', 'body'],
  key: ['as_of', 'day', 'team'],
} as const;
const NOTES = {
  table: 'quality_note',
  columns: ['as_of', 'signal', 'subject_kind', 'subject_id', 'body'],
  key: ['as_of', 'signal', 'subject_kind', 'subject_id'],
} as const;
type Part = { readonly table: string; readonly columns: readonly string[]; readonly key: readonly string[] };

export async function digest(db: Kysely<Tables>): Promise<Digest> {
  return {
    events: await digestOf(db, [EVENTS]),
    contributions: await digestOf(db, [CONTRIBUTIONS, SUPERSEDED]),
    evaluations: await digestOf(db, [FIGURES, JUDGEMENTS, MASTERIES, NOTES, OFF_DAYS]),
  };
}

async function digestOf(db: Kysely<Tables>, parts: readonly Part[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { table, columns, key } of parts) {
    for await (const rows of pagesOf(db, { table, key, columns })) {
      for (const row of rows) hash.update(`${JSON.stringify(columns.map((name) => row[name]))}\n`);
    }
  }
  return hash.digest('hex');
}
