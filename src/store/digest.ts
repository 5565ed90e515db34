import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
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
type Part = { readonly table: string; readonly columns: readonly string[]; readonly key: readonly string[] };

export async function digest(db: Kysely<Tables>): Promise<Digest> {
  return {
    events: await digestOf(db, [EVENTS]),
    contributions: await digestOf(db, [CONTRIBUTIONS]),
    evaluations: await digestOf(db, [FIGURES, JUDGEMENTS]),
  };
}

const PAGE = 5_000;

async function digestOf(db: Kysely<Tables>, parts: readonly Part[]): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) for await (const row of rowsOf(db, part)) hash.update(`${row}\n`);
  return hash.digest('hex');
}

/** Each row as one JSON array, in key order, page by page. */
async function* rowsOf(db: Kysely<Tables>, { table, columns, key }: Part): AsyncIterable<string> {
  const list = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
  let after: unknown[] | null = null;
  for (;;) {
    const where: ReturnType<typeof sql> = after === null ? sql`true` : sql`(${list(key)}) > (${sql.join(after)})`;
    const { rows } = await sql<Record<string, unknown>>`
      select ${list(columns)} from ${sql.table(table)} where ${where} order by ${list(key)} limit ${sql.lit(PAGE)}`.execute(
      db,
    );
    for (const row of rows) yield JSON.stringify(columns.map((name) => row[name]));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = key.map((name) => last[name]);
  }
}
