import { type Kysely, sql } from 'kysely';
import type { TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';
import { chunks } from './chunks.ts';
import { lockWholly } from './dialect.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Earlier than anything can become known. */
const EVER = 0;

/**
 * Marks what is derived from these events. Each mark is written even where the ticket is marked already: that takes its
 * row's lock. Without it a process that is folding the ticket, and has not seen these events, would take away a mark
 * that is meant for them; so it ends first, and its mark is put back. In order of their keys, so that no two processes
 * wait for each other.
 */
export async function markStale(tx: Db, events: readonly TicketEvent[]): Promise<void> {
  const since = new Map<TicketId, Instant>();
  for (const { ticketId, knownAt } of events) since.set(ticketId, Math.min(knownAt, since.get(ticketId) ?? knownAt));
  const rows = [...since].map(([ticket_id, known_from]) => ({ ticket_id, known_from }));
  rows.sort((a, b) => (a.ticket_id < b.ticket_id ? -1 : 1));
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('stale_ticket')
      .values(chunk)
      .onConflict((c) => c.column('ticket_id').doUpdateSet({ known_from: earlier, failed: null, noted: 0 }))
      .execute();
  }
  if (rows.length > 0) await staleEvaluations(tx, Math.min(...since.values()));
}

const earlier = sql<number>`case when excluded.known_from < stale_ticket.known_from then excluded.known_from
  else stale_ticket.known_from end`;

/**
 * Marks tickets to which the opening of another one matters, since when that is known. Their own openings are noted. No
 * evaluation has to be told: the other's events have told them all, and none is begun while a mark of before it stands.
 */
export async function markNeighbours(tx: Db, since: ReadonlyMap<string, Instant>): Promise<void> {
  const rows = [...since].map(([ticket_id, known_from]) => ({ ticket_id, known_from, noted: 1 }));
  rows.sort((a, b) => (a.ticket_id < b.ticket_id ? -1 : 1));
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('stale_ticket')
      .values(chunk)
      .onConflict((c) => c.column('ticket_id').doUpdateSet({ known_from: earlier, failed: null }))
      .execute();
  }
}

/**
 * Who is whom has changed: every ticket has to be folded again, and every evaluation settled again. Nobody adds a ticket
 * or folds one until this has ended: a ticket that cannot be seen here yet would else be folded as before, and not again.
 */
export async function markAllTicketsStale(tx: Db): Promise<void> {
  await lockWholly(tx, 'stale_ticket');
  await tx
    .insertInto('stale_ticket')
    .columns(['ticket_id', 'known_from'])
    .expression((eb) =>
      eb
        .selectFrom('ticket_event')
        .select((of) => ['ticket_id', of.lit(EVER).as('known_from')])
        .distinct()
        .where(sql<boolean>`true`)
        .orderBy('ticket_id'),
    )
    .onConflict((c) => c.column('ticket_id').doUpdateSet({ known_from: EVER, failed: null }))
    .execute();
  await staleEvaluations(tx, null);
}

/**
 * Those at or after this instant; null: all. One that is being settled may have read before these facts came, so it is
 * told too, by taking away that it had begun. See beginEvaluation.
 */
async function staleEvaluations(tx: Db, from: Instant | null): Promise<void> {
  let begun = tx.deleteFrom('evaluation_begun');
  let settled = tx.updateTable('evaluation').set({ stale: 1 }).where('stale', '=', 0);
  let learned = tx.updateTable('expectation').set({ stale: 1 }).where('stale', '=', 0);
  if (from !== null) {
    begun = begun.where('as_of', '>=', from);
    settled = settled.where('as_of', '>=', from);
    learned = learned.where('frozen_at', '>=', from);
  }
  await begun.execute();
  await settled.execute();
  await learned.execute();
}
