import type { Kysely } from 'kysely';
import type { AccountId, EventId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { TicketEvent, TicketFact } from '../domain/ticket-event.ts';
import { chunks } from './chunks.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function ticketIds(db: Db, after: TicketId | null, limit: number): Promise<TicketId[]> {
  const rows = await db
    .selectFrom('ticket_event')
    .select('ticket_id')
    .distinct()
    .where('ticket_id', '>', after ?? '')
    .orderBy('ticket_id')
    .limit(limit)
    .execute();
  return rows.map(({ ticket_id }) => ticket_id as TicketId);
}

export async function eventsOf(db: Db, tickets: readonly TicketId[]): Promise<Map<TicketId, TicketEvent[]>> {
  const events = new Map<TicketId, TicketEvent[]>();
  for (const chunk of chunks(tickets.map((id) => ({ id })))) {
    const rows = await db
      .selectFrom('ticket_event')
      .select(['ticket_id', 'id', 'occurred_at', 'known_at', 'seq', 'actor', 'fact'])
      .where(
        'ticket_id',
        'in',
        chunk.map(({ id }) => id),
      )
      .orderBy('ticket_id')
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const ticketId = row.ticket_id as TicketId;
      const known = events.get(ticketId);
      if (known === undefined) events.set(ticketId, [asEvent(row)]);
      else known.push(asEvent(row));
    }
  }
  return events;
}

function asEvent(row: Omit<Tables['ticket_event'], 'delivery_id'>): TicketEvent {
  return {
    id: row.id as EventId,
    ticketId: row.ticket_id as TicketId,
    occurredAt: Number(row.occurred_at),
    knownAt: Number(row.known_at),
    seq: Number(row.seq),
    actor: row.actor as AccountId | null,
    fact: JSON.parse(row.fact) as TicketFact,
  };
}

/** Each end by itself, as SQLite reads only one end of an index a query. */
export async function knownSpan(db: Db): Promise<{ first: Instant; last: Instant } | null> {
  const row = await db
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('ticket_event')
        .select(({ fn }) => fn.min('known_at').as('known_at'))
        .as('first'),
      selectFrom('ticket_event')
        .select(({ fn }) => fn.max('known_at').as('known_at'))
        .as('last'),
    ])
    .executeTakeFirst();
  return row?.first == null ? null : { first: Number(row.first), last: Number(row.last) };
}
