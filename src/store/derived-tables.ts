import { type Kysely, sql } from 'kysely';
import type { Contribution, KnownContribution } from '../domain/contribution.ts';
import type { AccountId, AgentId, EventId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { TicketEvent, TicketFact } from '../domain/ticket-event.ts';
import { chunks } from './chunks.ts';
import type { Contributor } from './store.ts';
import { STILL, type Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function staleTickets(db: Db, limit: number): Promise<TicketId[]> {
  const rows = await db.selectFrom('stale_ticket').select('ticket_id').orderBy('ticket_id').limit(limit).execute();
  return rows.map(({ ticket_id }) => ticket_id as TicketId);
}

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

export async function replaceContributions(
  tx: Db,
  tickets: readonly TicketId[],
  contributions: readonly KnownContribution[],
): Promise<void> {
  const rows = contributions.map(({ contribution, knownFrom, knownUntil }) => ({
    ticket_id: contribution.ticketId,
    agent_id: contribution.agentId ?? '',
    known_from: knownFrom,
    known_until: knownUntil ?? STILL,
    team: contribution.team,
    last_at: contribution.lastAt,
    holding: contribution.holdingSince === null ? 0 : 1,
    body: JSON.stringify(contribution),
  }));
  for (const chunk of chunks(tickets.map((id) => ({ id })))) {
    const ids = chunk.map(({ id }) => id);
    await tx.deleteFrom('contribution').where('ticket_id', 'in', ids).execute();
    await tx.deleteFrom('stale_ticket').where('ticket_id', 'in', ids).execute();
  }
  for (const chunk of chunks(rows)) await tx.insertInto('contribution').values(chunk).execute();
}

const PAGE = 500;

/** Page by page in key order, so that no query stays open while its rows are worked on. */
export async function* contributions(db: Db, asOf: Instant, since: Instant): AsyncIterable<Contribution> {
  let last = { ticket_id: '', agent_id: '' };
  for (;;) {
    const rows = await db
      .selectFrom('contribution')
      .select(['ticket_id', 'agent_id', 'body'])
      .where(sql<boolean>`(ticket_id, agent_id) > (${last.ticket_id}, ${last.agent_id})`)
      .where('known_from', '<=', asOf)
      .where('known_until', '>', asOf)
      .where((eb) => eb.or([eb('last_at', '>=', since), eb('holding', '=', 1)]))
      .orderBy('ticket_id')
      .orderBy('agent_id')
      .limit(PAGE)
      .execute();
    for (const { body } of rows) yield JSON.parse(body) as Contribution;
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) return;
    last = end;
  }
}

export async function contributionsOf(db: Db, agent: AgentId, asOf: Instant): Promise<Contribution[]> {
  const rows = await db
    .selectFrom('contribution')
    .select('body')
    .where('agent_id', '=', agent)
    .where('known_from', '<=', asOf)
    .where('known_until', '>', asOf)
    .orderBy('ticket_id')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Contribution);
}

export async function knownSpan(db: Db): Promise<{ first: Instant; last: Instant } | null> {
  const row = await db
    .selectFrom('ticket_event')
    .select((eb) => [eb.fn.min('known_at').as('first'), eb.fn.max('known_at').as('last')])
    .executeTakeFirst();
  return row?.first == null ? null : { first: Number(row.first), last: Number(row.last) };
}

export async function contributors(db: Db): Promise<Contributor[]> {
  const rows = await db
    .selectFrom('contribution')
    .select((eb) => ['agent_id', 'team', eb.fn.countAll<number>().as('tickets')])
    .where('agent_id', '<>', '')
    .where('known_until', '=', STILL)
    .groupBy(['agent_id', 'team'])
    .orderBy('agent_id')
    .orderBy('tickets', 'desc')
    .orderBy('team')
    .execute();
  const first = rows.filter((row, i) => row.agent_id !== rows[i - 1]?.agent_id);
  return first.map(({ agent_id, team }) => ({ agent: agent_id as AgentId, team }));
}
