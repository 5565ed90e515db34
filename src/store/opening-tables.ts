import { createHash } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { openingOf, type TicketOpening } from '../domain/opening.ts';
import { chunks, idChunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { claimed, lockTables } from './dialect.ts';
import { eventsOf } from './event-table.ts';
import { earliest, openingsMatterTo } from './neighbour-queries.ts';
import { blamingOne } from './poisoned.ts';
import { markNeighbours } from './stale.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;
type Row = Tables['ticket_opening'];

/**
 * Keeps what other tickets have to know of stale ones, at most `limit` of those of which it is not kept yet, and marks
 * the tickets to which it matters. One process at a time: of two tickets that matter to each other, noted at once by two
 * processes, neither would see the other. It holds the marks it claims while it makes others, so whoever adds events may
 * have to begin again, rarely (conflict.ts); whoever folds is only waited for.
 */
export async function noteOpenings(db: Db, limit: number): Promise<number> {
  if ((await unnoted(db).limit(1).executeTakeFirst()) === undefined) return 0;
  return blamingOne((alone) =>
    inTransaction(db, async (tx) => {
      await lockTables(tx, 'ticket_opening');
      const rows = await claimed(tx, unnoted(tx).orderBy('ticket_id').limit(limit), 'stale_ticket').execute();
      const tickets = rows.map(({ ticket_id }) => ticket_id as TicketId);
      const [first] = tickets;
      if (limit === 1 && first !== undefined) alone({ ticket: first });
      const events = await eventsOf(tx, tickets);
      const openings = [...events.values()].flatMap((ofOne) => openingOf(ofOne) ?? []);
      await markNeighbours(tx, await replaceOpenings(tx, tickets, openings));
      for (const ids of idChunks(tickets)) {
        await tx.updateTable('stale_ticket').set({ noted: 1 }).where('ticket_id', 'in', ids).execute();
      }
      return tickets.length;
    }),
  );
}

/** The number stands in the text, or no index would be used that is of such rows only. */
function unnoted(db: Db) {
  const stale = db.selectFrom('stale_ticket').select('ticket_id').where('failed', 'is', null);
  return stale.where(sql<boolean>`noted = 0`);
}

/** Returns the tickets to which that matters, and the earliest instant at which it did. */
async function replaceOpenings(
  tx: Tx,
  tickets: readonly TicketId[],
  openings: readonly TicketOpening[],
): Promise<Map<string, Instant>> {
  const before = await openingsOf(tx, tickets);
  const after = new Map(openings.map((opening) => [opening.ticketId as string, rowOf(opening)]));
  const changed = tickets.filter((id) => !isSame(before.get(id), after.get(id)));
  const went = changed.filter((id) => before.has(id));
  const mattered = await openingsMatterTo(tx, went);
  for (const ids of idChunks(went)) await tx.deleteFrom('ticket_opening').where('ticket_id', 'in', ids).execute();
  const known = tickets.filter((id) => before.has(id));
  for (const ids of idChunks(known)) await tx.deleteFrom('ticket_rest').where('ticket_id', 'in', ids).execute();
  const came = changed.flatMap((id) => after.get(id) ?? []);
  for (const chunk of chunks(came)) await tx.insertInto('ticket_opening').values(chunk).execute();
  for (const chunk of chunks(openings.flatMap(restsOf))) await tx.insertInto('ticket_rest').values(chunk).execute();
  const matters = await openingsMatterTo(
    tx,
    came.map(({ ticket_id }) => ticket_id),
  );
  return earliest([...mattered, ...matters]);
}

async function openingsOf(tx: Tx, tickets: readonly string[]): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for (const ids of idChunks(tickets)) {
    const rows = await tx.selectFrom('ticket_opening').selectAll().where('ticket_id', 'in', ids).execute();
    for (const row of rows) found.set(row.ticket_id, row);
  }
  return found;
}

function rowOf({ ticketId, openedAt, requester, workType, knownAt, follows, followsKnownAt }: TicketOpening): Row {
  return {
    ticket_id: ticketId,
    opened_at: openedAt,
    requester: requester === null ? null : digestOf(ticketId, requester),
    work_type: workType,
    known_at: knownAt,
    follows,
    follows_known_at: followsKnownAt,
  };
}

/** Enough to tell a desk's requesters apart; nobody has to read who it was. */
function digestOf(ticket: TicketId, requester: string): string {
  const source = ticket.slice(0, ticket.indexOf(':'));
  return createHash('sha256')
    .update(JSON.stringify([source, requester]))
    .digest('base64url')
    .slice(0, 16);
}

function restsOf(opening: TicketOpening): Tables['ticket_rest'][] {
  const { ticket_id, requester, work_type } = rowOf(opening);
  if (requester === null || work_type === null) return [];
  return opening.restedAt.map((at) => ({ ticket_id, at, requester, work_type }));
}

const COLUMNS = [
  'opened_at',
  'requester',
  'work_type',
  'known_at',
  'follows',
  'follows_known_at',
] as const satisfies readonly (keyof Row)[];

/** Numbers come as text from one of the engines. */
function isSame(a: Row | undefined, b: Row | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return COLUMNS.every((name) => String(a[name]) === String(b[name]));
}
