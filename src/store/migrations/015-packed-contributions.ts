import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { chunks } from '../chunks.ts';
import { pagesOf } from '../pages-of.ts';
import type { Tables } from '../tables.ts';

/**
 * Bodies of contributions lose the names of their fields, and the ids that stand beside them (decision 018). Written before
 * the first release, so nobody reads the old shape beside the new one (see migrate.ts). Rows stay where they are.
 */
export const packedContributions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await repacked(db, 'contribution', ['ticket_id', 'agent_id']);
    await repacked(db, 'superseded_contribution', ['ticket_id', 'agent_id', 'known_from', 'known_until']);
  },
};

async function repacked(db: Kysely<unknown>, table: string, key: readonly string[]): Promise<void> {
  const tables = db as Kysely<Record<string, Fields>>;
  for await (const page of pagesOf(db as Kysely<Tables>, { table, key })) {
    for (const rows of chunks(page.map(packedRow)))
      await tables
        .insertInto(table)
        .values(rows)
        .onConflict((c) => c.columns([...key]).doUpdateSet({ body: sql.ref('excluded.body') }))
        .execute();
  }
}

const ROW = ['team', 'kind', 'openedAt', 'lastAt', 'heldMs', 'holdingSince', 'replies', 'notes'];
const PARTS = {
  taken: ['at', 'team', 'handedOver', 'selfPicked', 'own'],
  resolutions: [
    ...['at', 'team', 'cell', 'businessMs', 'holders', 'handovers', 'before', 'cycle', 'usedBefore', 'oneOwner'],
    ...['reopenedAt', 'repeatedAt', 'episodeOf', 'sla', 'sourceSlaMet'],
  ],
  slaShares: ['at', 'team', 'cell', 'result', 'ownMs', 'atBreach'],
  responses: ['at', 'team', 'clock', 'result', 'ownMs'],
  warnings: ['at', 'team', 'percent', 'actedAt', 'saved'],
  handoffs: ['at', 'team', 'workType', 'to', 'cameBackAt', 'outcome'],
  acts: null,
  edits: ['at', 'what', 'easier'],
  pauses: ['at', 'usedShare', 'explained', 'openMs'],
  articles: null,
  ratings: ['at', 'score', 'critical'],
  reviews: ['at', 'score', 'critical'],
} as const;
const RESULT = ['policy', 'targetMs', 'elapsedMs', 'met', 'unexplainedPauseMs'];
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  cell: ['workType', 'priority', 'channel', 'shift'],
  own: RESULT,
  sla: RESULT,
  result: RESULT,
};

type Fields = Readonly<Record<string, unknown>>;

function packedRow(row: Fields): Fields {
  const body = JSON.parse(String(row['body'])) as Fields & Record<keyof typeof PARTS, readonly Fields[]>;
  const lists = Object.entries(PARTS).map(([name, fields]) => {
    const parts = body[name as keyof typeof PARTS];
    return fields === null ? parts : parts.map((part) => values(part, fields));
  });
  return { ...row, body: JSON.stringify([values(body, ROW), ...lists]) };
}

function values(of: Fields, fields: readonly string[]): unknown[] {
  return fields.map((field) => {
    const [value, within] = [of[field] ?? null, WITHIN[field]];
    return within === undefined || value === null ? value : values(value as Fields, within);
  });
}
