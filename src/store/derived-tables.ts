import { type Kysely, sql } from 'kysely';
import type { Contribution, KnownContribution } from '../domain/contribution.ts';
import type { AgentId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { chunks, idChunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { claimed } from './dialect.ts';
import { eventsOf } from './event-table.ts';
import { neighboursOf } from './neighbour-queries.ts';
import { noteOpenings } from './opening-tables.ts';
import { agents, aliases } from './people-tables.ts';
import { blamingOne } from './poisoned.ts';
import { replaceDue } from './sla-tables.ts';
import { sources } from './source-tables.ts';
import type { Contributor, Fold } from './store.ts';
import { STILL, type Tables } from './tables.ts';

type Db = Kysely<Tables>;

/**
 * The marks are claimed first, and events and people read after: whatever adds an event, or says who is whom, has to wait
 * for the mark's row (stale.ts) and puts the mark back when this has ended. Read first, what comes in between would be
 * lost with its mark.
 */
export async function foldStale(db: Db, limit: number, fold: Fold): Promise<number> {
  await noteAhead(db, limit);
  return blamingOne((alone) =>
    inTransaction(db, async (tx) => {
      const noted = tx.selectFrom('stale_ticket').select('ticket_id').where('noted', '=', 1);
      const stale = noted.where('failed', 'is', null);
      const rows = await claimed(tx, stale.orderBy('ticket_id').limit(limit), 'stale_ticket').execute();
      const tickets = rows.map(({ ticket_id }) => ticket_id as TicketId);
      const [first] = tickets;
      if (first === undefined) return 0;
      if (limit === 1) alone({ ticket: first });
      const events = await eventsOf(tx, tickets);
      const people = { aliases: await aliases(tx), agents: await agents(tx), sources: await sources(tx) };
      const neighbours = await neighboursOf(tx, tickets);
      const folded = [...events].map(([ticket, ofOne]) => fold(ofOne, people, neighbours.get(ticket) ?? []));
      await replaceContributions(
        tx,
        tickets,
        folded.flatMap(({ contributions }) => contributions),
      );
      await replaceDue(
        tx,
        tickets,
        folded.flatMap(({ due }) => due),
      );
      return tickets.length;
    }),
  );
}

/** Batches: where openings are noted well before tickets are folded, few tickets have to be folded again for them. */
const AHEAD = 4;

/** One alone keeps to itself, so that it can be blamed. */
async function noteAhead(db: Db, limit: number): Promise<void> {
  for (let i = 0; i < (limit === 1 ? 1 : AHEAD); i += 1) {
    if ((await noteOpenings(db, limit)) < limit) return;
  }
}

async function replaceContributions(
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
  for (const ids of idChunks(tickets)) {
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

export async function contributors(db: Db, id?: AgentId): Promise<Contributor[]> {
  const rows = await db
    .selectFrom('contribution')
    .select((eb) => ['agent_id', 'team', eb.fn.countAll<number>().as('tickets')])
    .where((eb) => (id === undefined ? eb('agent_id', '<>', '') : eb('agent_id', '=', id)))
    .where('known_until', '=', STILL)
    .groupBy(['agent_id', 'team'])
    .orderBy('agent_id')
    .orderBy('tickets', 'desc')
    .orderBy('team')
    .execute();
  const first = rows.filter((row, i) => row.agent_id !== rows[i - 1]?.agent_id);
  return first.map(({ agent_id, team }) => ({ agent: agent_id as AgentId, team }));
}
