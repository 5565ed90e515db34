import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Unmapped } from '../connector/connector.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';
import { chunks } from './chunks.ts';
import type { Delivery, DeliveryOutcome, NewDelivery, SetAside, SourceConfig } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

export async function configureSource(db: Db, { source, connector, settings }: SourceConfig): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const before = await tx.selectFrom('source').selectAll().where('id', '=', source).executeTakeFirst();
    if (before?.connector === connector && before.settings === settings) return false;
    await tx
      .insertInto('source')
      .values({ id: source, connector, settings })
      .onConflict((c) => c.column('id').doUpdateSet({ connector, settings }))
      .execute();
    if (before === undefined) return false;
    await takeBack(tx, source);
    return true;
  });
}

/** Read by other settings, a source's deliveries may say other things: what they said is taken back, and they wait again. */
async function takeBack(tx: Tx, source: string): Promise<void> {
  await markAllTicketsStale(tx);
  const deliveries = tx.selectFrom('delivery').select('id').where('source', '=', source);
  const tickets = tx.selectFrom('ticket_event').select('ticket_id').where('delivery_id', 'in', deliveries);
  await tx.deleteFrom('sla_notice').where('ticket_id', 'in', tickets).execute();
  await tx.deleteFrom('ticket_event').where('delivery_id', 'in', deliveries).execute();
  await tx
    .updateTable('delivery')
    .set({ state: 'pending', reason: null, detail: null })
    .where('source', '=', source)
    .execute();
  await tx.deleteFrom('unmapped').where('source', '=', source).execute();
}

export async function sources(db: Db): Promise<SourceConfig[]> {
  const rows = await db.selectFrom('source').selectAll().orderBy('id').execute();
  return rows.map(({ id, ...rest }) => ({ source: id, ...rest }));
}

export async function addDeliveries(db: Db, deliveries: readonly NewDelivery[]): Promise<number> {
  return db.transaction().execute(async (tx) => {
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
  });
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

export async function deliveriesAfter(db: Db, id: number, limit: number): Promise<Delivery[]> {
  return readDeliveries(deliveries(db).where('delivery.id', '>', id).limit(limit));
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

const DERIVED = [
  'ticket_event',
  'contribution',
  'stale_ticket',
  'sla_due',
  'sla_notice',
  'sla_comparison',
  'agent',
  'unmapped',
] as const;

export async function forgetDerived(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of DERIVED) await tx.deleteFrom(table).execute();
    await tx.updateTable('delivery').set({ state: 'pending', reason: null, detail: null }).execute();
    await tx.updateTable('evaluation').set({ stale: 1 }).execute();
  });
}

export async function settlePending(
  db: Db,
  limit: number,
  read: (delivery: Delivery) => DeliveryOutcome,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const pending = await readDeliveries(deliveries(tx).where('state', '=', 'pending').limit(limit));
    await keepOutcomes(tx, pending.map(read));
    return pending.length;
  });
}

async function keepOutcomes(tx: Tx, outcomes: readonly DeliveryOutcome[]): Promise<void> {
  const understood = outcomes.flatMap((outcome) => ('setAside' in outcome ? [] : [outcome]));
  await insertEvents(
    tx,
    understood.flatMap((one) => one.events.map((event) => ({ event, delivery: one.delivery.id }))),
  );
  await saveAgents(
    tx,
    understood.flatMap((one) => one.agents),
  );
  for (const { delivery, unmapped } of understood) await countUnmapped(tx, delivery.source, unmapped);
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
  if (events.length === 0) return;
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
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('ticket_event')
      .values(chunk)
      .onConflict((c) => c.columns(['ticket_id', 'id']).doNothing())
      .execute();
  }
  const tickets = [...new Set(events.map(({ event }) => event.ticketId))].map((ticket_id) => ({ ticket_id }));
  for (const chunk of chunks(tickets)) {
    await tx
      .insertInto('stale_ticket')
      .values(chunk)
      .onConflict((c) => c.doNothing())
      .execute();
  }
  const earliest = events.reduce((least, { event }) => Math.min(least, event.knownAt), Number.MAX_SAFE_INTEGER);
  await tx.updateTable('evaluation').set({ stale: 1 }).where('as_of', '>=', earliest).where('stale', '=', 0).execute();
}

async function saveAgents(tx: Tx, agents: readonly { id: string; bot: boolean }[]): Promise<void> {
  for (const agent of agents) {
    const body = JSON.stringify(agent);
    await tx
      .insertInto('agent')
      .values({ id: agent.id, body })
      .onConflict((c) => c.column('id').doUpdateSet({ body }))
      .execute();
  }
  if (agents.some(({ bot }) => bot)) await markAllTicketsStale(tx);
}

/** Who is whom has changed: every ticket has to be folded again, and every evaluation settled again. */
export async function markAllTicketsStale(tx: Db): Promise<void> {
  await tx
    .insertInto('stale_ticket')
    .columns(['ticket_id'])
    .expression(tx.selectFrom('ticket_event').select('ticket_id').distinct().where(sql<boolean>`true`))
    .onConflict((c) => c.doNothing())
    .execute();
  await tx.updateTable('evaluation').set({ stale: 1 }).execute();
}

async function countUnmapped(tx: Tx, source: string, unmapped: readonly Unmapped[]): Promise<void> {
  for (const { what, word } of unmapped) {
    await tx
      .insertInto('unmapped')
      .values({ source, what, word, count: 1 })
      .onConflict((c) =>
        c.columns(['source', 'what', 'word']).doUpdateSet((eb) => ({ count: eb('unmapped.count', '+', 1) })),
      )
      .execute();
  }
}

export async function setAside(db: Db): Promise<SetAside[]> {
  const groups = await db
    .selectFrom('delivery')
    .select((eb) => ['reason', eb.fn.countAll<number>().as('count'), eb.fn.min('id').as('first')])
    .where('state', '=', 'set-aside')
    .groupBy('reason')
    .orderBy('reason')
    .execute();
  return Promise.all(
    groups.map(async ({ reason, count, first }) => {
      const { origin, position, detail } = await db
        .selectFrom('delivery')
        .select(['origin', 'position', 'detail'])
        .where('id', '=', Number(first))
        .executeTakeFirstOrThrow();
      return {
        reason: reason ?? '',
        count: Number(count),
        example: { origin, position: Number(position), detail: detail ?? '' },
      };
    }),
  );
}

export async function unmapped(db: Db): Promise<(Unmapped & { source: string; count: number })[]> {
  const rows = await db.selectFrom('unmapped').selectAll().orderBy('source').orderBy('what').orderBy('word').execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
