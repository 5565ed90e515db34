import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Unmapped } from '../connector/connector.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';
import { chunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import type { NewDelivery } from './delivery.ts';
import { claimed, lockTables } from './dialect.ts';
import { withoutForgotten } from './forgotten.ts';
import { saveAgents } from './people-tables.ts';
import { blamingOne } from './poisoned.ts';
import { sourcesInUse } from './source-tables.ts';
import { markAllTicketsStale, markStale } from './stale.ts';
import type { Delivery, DeliveryOutcome, ReadDelivery } from './store.ts';
import type { Tables } from './tables.ts';
import { want } from './wanted-tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

/**
 * Of two processes that bring the same delivery the later one waits for the earlier and then adds nothing. Rows keep the
 * order they came in, as the ids they get are their order; two that bring the same ones in another order may have to
 * begin again.
 */
export async function addDeliveries(db: Db, deliveries: readonly NewDelivery[]): Promise<number> {
  return inTransaction(db, (tx) => insertDeliveries(tx, deliveries));
}

export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<number> {
  const sheets = await saveSheets(tx, deliveries);
  const rows = deliveries.map((delivery) => ({
    source: delivery.source,
    key: delivery.key,
    about: delivery.about,
    received_at: delivery.receivedAt,
    origin: delivery.origin,
    position: delivery.position,
    sheet: delivery.columns === null ? null : (sheets.get(delivery.columns) ?? null),
    body: delivery.body,
    state: 'pending' as const,
  }));
  let added = 0;
  for (const chunk of chunks(rows)) {
    const result = await tx
      .insertInto('delivery')
      .values(chunk)
      .onConflict((c) => c.columns(['source', 'key']).doNothing())
      .executeTakeFirst();
    added += Number(result.numInsertedOrUpdatedRows ?? 0);
  }
  return added;
}

async function saveSheets(tx: Tx, deliveries: readonly NewDelivery[]): Promise<Map<readonly string[], string>> {
  const ids = new Map<readonly string[], string>();
  for (const { columns } of deliveries) {
    if (columns === null || ids.has(columns)) continue;
    const text = JSON.stringify(columns);
    const id = createHash('sha256').update(text).digest('base64url').slice(0, 16);
    ids.set(columns, id);
    await tx
      .insertInto('sheet')
      .values({ id, columns: text })
      .onConflict((c) => c.doNothing())
      .execute();
  }
  return ids;
}

/**
 * On PostgreSQL an id is taken before its row is committed, and rows may be committed in another order: a reader going
 * up by id would pass over one for ever. So it first waits for all who are adding; whoever comes after them gets higher
 * ids. Work on deliveries goes by their state, not by their ids, and misses none.
 */
export async function deliveriesAfter(db: Db, id: number, limit: number): Promise<Delivery[]> {
  return inTransaction(db, async (tx) => {
    await lockTables(tx, 'delivery');
    return readDeliveries(deliveries(tx).where('delivery.id', '>', id).limit(limit));
  });
}

function deliveries(db: Db) {
  return db
    .selectFrom('delivery')
    .leftJoin('sheet', 'sheet.id', 'delivery.sheet')
    .select(['delivery.id', 'source', 'key', 'about', 'received_at', 'origin', 'position', 'body'])
    .select(['sheet.id as sheet', 'columns'])
    .orderBy('delivery.id');
}

async function readDeliveries(query: ReturnType<typeof deliveries>): Promise<Delivery[]> {
  const sheets = new Map<string, readonly string[]>();
  const rows = await query.execute();
  return rows.map(({ received_at, sheet, columns, ...row }) => {
    if (sheet !== null && columns !== null && !sheets.has(sheet)) sheets.set(sheet, JSON.parse(columns) as string[]);
    return { ...row, receivedAt: Number(received_at), columns: sheets.get(sheet ?? '') ?? null };
  });
}

/** Locked in this order: tickets' openings before their marks, as where they are noted (opening-tables.ts). */
const DERIVED = [
  'ticket_event',
  'contribution',
  'superseded_contribution',
  'ticket_opening',
  'ticket_rest',
  'stale_ticket',
  'sla_due',
  'sla_notice',
  'sla_comparison',
  'evaluation_begun',
  'agent',
  'unmapped',
] as const;

export async function forgetDerived(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockTables(tx, 'delivery', ...DERIVED);
    for (const table of DERIVED) await withoutForgotten(tx, table).execute();
    await tx.updateTable('delivery').set({ state: 'pending', reason: null, detail: null }).execute();
    await markAllTicketsStale(tx);
  });
}

/** Rows are claimed and locked in the order of their keys, table by table, the same in every process. */
export function settlePending(db: Db, limit: number, read: ReadDelivery): Promise<number> {
  return blamingOne((alone) =>
    inTransaction(db, async (tx) => {
      const sources = await sourcesInUse(tx);
      const pending = deliveries(tx).where('state', '=', 'pending').limit(limit);
      const taken = await readDeliveries(claimed(tx, pending, 'delivery'));
      const [first] = taken;
      if (limit === 1 && first !== undefined) alone({ delivery: first.id });
      await keepOutcomes(
        tx,
        taken.map((delivery) => read(delivery, sources)),
      );
      return taken.length;
    }),
  );
}

async function keepOutcomes(tx: Tx, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  const understood = outcomes.flatMap((outcome) => ('setAside' in outcome ? [] : [outcome]));
  // Before the events: it may have to keep everybody from tickets' marks, while holding none of them.
  await saveAgents(
    tx,
    understood.flatMap((one) => one.agents.map((agent) => ({ agent, delivery: one.delivery.id }))),
  );
  await insertEvents(
    tx,
    understood.flatMap((one) => one.events.map((event) => ({ event, delivery: one.delivery.id }))),
  );
  await want(
    tx,
    understood.flatMap(({ delivery: { source, receivedAt }, reread = [] }) =>
      reread.map((ticket) => ({ source, ticket, at: receivedAt, lane: 'live' as const })),
    ),
  );
  await countUnmapped(
    tx,
    understood.flatMap((one) => one.unmapped.map((unmapped) => ({ ...unmapped, source: one.delivery.source }))),
  );
  await markDone(
    tx,
    understood.map(({ delivery }) => delivery.id),
  );
  for (const outcome of outcomes) {
    if ('setAside' in outcome) await markSetAside(tx, outcome.delivery.id, outcome.setAside);
  }
}

async function markDone(tx: Tx, deliveries: readonly number[]): Promise<void> {
  for (const chunk of chunks(deliveries.map((id) => ({ id })))) {
    const ids = chunk.map(({ id }) => id);
    await tx
      .updateTable('delivery')
      .set({ state: 'done', reason: null, detail: null })
      .where('id', 'in', ids)
      .execute();
  }
}

async function markSetAside(tx: Tx, id: number, why: { reason: string; detail: string }): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ state: 'set-aside', ...why })
    .where('id', '=', id)
    .execute();
}

async function insertEvents(tx: Tx, events: readonly { event: TicketEvent; delivery: number }[]): Promise<void> {
  const rows = events.map(({ event, delivery }) => ({
    ticket_id: event.ticketId,
    id: event.id,
    occurred_at: event.occurredAt,
    known_at: event.knownAt,
    seq: event.seq,
    actor: event.actor,
    fact: JSON.stringify(event.fact),
    delivery_id: delivery,
  }));
  rows.sort((a, b) => compare(a.ticket_id, b.ticket_id) || compare(a.id, b.id) || a.delivery_id - b.delivery_id);
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('ticket_event')
      .values(chunk)
      .onConflict((c) => c.columns(['ticket_id', 'id']).doNothing())
      .execute();
  }
  await markStale(
    tx,
    events.map(({ event }) => event),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Once for each word and batch, in one order: a word that all processes meet is a row that all of them wait for. */
async function countUnmapped(tx: Tx, unmapped: readonly (Unmapped & { source: string })[]): Promise<void> {
  const words = Map.groupBy(unmapped, ({ source, what, word }) => JSON.stringify([source, what, word]));
  for (const [, same] of [...words].sort(([a], [b]) => compare(a, b))) {
    const [first] = same;
    if (first === undefined) continue;
    const { source, what, word } = first;
    await tx
      .insertInto('unmapped')
      .values({ source, what, word, count: same.length })
      .onConflict((c) =>
        c.columns(['source', 'what', 'word']).doUpdateSet((eb) => ({ count: eb('unmapped.count', '+', same.length) })),
      )
      .execute();
  }
}

export async function unmapped(db: Db): Promise<(Unmapped & { source: string; count: number })[]> {
  const rows = await db.selectFrom('unmapped').selectAll().orderBy('source').orderBy('what').orderBy('word').execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
