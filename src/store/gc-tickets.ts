import { type Kysely, sql, type Transaction } from 'kysely';
import type { TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';
import type { Tally } from './deleted.ts';
import { lockTables } from './dialect.ts';
import { eventsOf } from './event-table.ts';
import { deliveriesAfter } from './inbox-tables.ts';
import { openingsMatterTo } from './neighbour-queries.ts';
import { sources } from './source-tables.ts';
import { markNeighbours } from './stale.ts';
import type { ReadDelivery } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

export interface TicketReading {
  readonly read: ReadDelivery;
  /** The last instant that a ticket at rest speaks of; null: it is not at rest. */
  readonly restedAt: (events: readonly TicketEvent[]) => Instant | null;
}

interface Asked {
  readonly before: Instant;
  /** Deliveries received before this are counted already. */
  readonly counted: Instant | null;
  readonly dryRun: boolean;
  readonly count: Tally;
}

const TICKETS_AT_ONCE = 200;
const DELIVERIES_AT_ONCE = 1_000;
const OF_TICKETS = [
  'ticket_event',
  'contribution',
  'superseded_contribution',
  'ticket_opening',
  'ticket_rest',
  'sla_due',
  'sla_notice',
] as const;

/**
 * Tickets at rest of which nothing is known since `before`, with all that is made of them and every delivery that tells
 * of them, so that a replay cannot bring a part of one back. A ticket stays whose delivery tells of another that stays,
 * or of an agent.
 */
export async function deleteOldTickets(db: Db, asked: Asked, reading: TicketReading): Promise<void> {
  const old = await restingTickets(db, asked.before, reading.restedAt);
  if (old.size === 0) return;
  const told = await deliveriesTelling(db, old, reading.read);
  const going = [...old];
  for (let i = 0; i < going.length; i += TICKETS_AT_ONCE) {
    await deleteTickets(db, going.slice(i, i + TICKETS_AT_ONCE), old, told, asked);
  }
}

async function restingTickets(db: Db, before: Instant, restedAt: TicketReading['restedAt']): Promise<Set<TicketId>> {
  const found = new Set<TicketId>();
  for (let after = ''; ; ) {
    const page = quiet(db, before).where('ticket_id', '>', after).limit(TICKETS_AT_ONCE);
    const tickets = (await page.execute()).map(({ ticket_id }) => ticket_id as TicketId);
    for (const [ticket, events] of await eventsOf(db, tickets)) {
      const rested = restedAt(events);
      if (rested !== null && rested < before) found.add(ticket);
    }
    if (tickets.length < TICKETS_AT_ONCE) return found;
    after = tickets.at(-1) ?? after;
  }
}

/** Of which nothing is known since, nothing waits to be folded, and nothing falls due. */
function quiet(db: Db, before: Instant) {
  return db
    .selectFrom('ticket_event')
    .select('ticket_id')
    .where('ticket_id', 'not in', db.selectFrom('stale_ticket').select('ticket_id'))
    .where('ticket_id', 'not in', db.selectFrom('sla_due').select('ticket_id'))
    .groupBy('ticket_id')
    .having((eb) => eb(eb.fn.max('known_at'), '<', before))
    .having((eb) => eb(eb.fn.max('occurred_at'), '<', before))
    .orderBy('ticket_id');
}

interface Told {
  readonly id: number;
  readonly receivedAt: Instant;
}

/** By ticket. Takes out of `old` what has to stay. */
async function deliveriesTelling(db: Db, old: Set<TicketId>, read: ReadDelivery): Promise<Map<TicketId, Told[]>> {
  const configs = await sources(db);
  const shared: TicketId[][] = [];
  const told = new Map<TicketId, Told[]>();
  for (let after = 0; ; ) {
    const page = await deliveriesAfter(db, after, DELIVERIES_AT_ONCE);
    for (const delivery of page) {
      const outcome = read(delivery, configs);
      if ('setAside' in outcome) continue;
      const tickets = [...new Set(outcome.events.map(({ ticketId }) => ticketId))];
      if (!tickets.some((ticket) => old.has(ticket))) continue;
      if (tickets.length > 1 || outcome.agents.length > 0) shared.push(tickets);
      if (outcome.agents.length > 0) for (const ticket of tickets) old.delete(ticket);
      for (const ticket of tickets) told.set(ticket, [...(told.get(ticket) ?? []), delivery].map(named));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < DELIVERIES_AT_ONCE) break;
    after = last.id;
  }
  spare(old, shared);
  return told;
}

const named = ({ id, receivedAt }: Told): Told => ({ id, receivedAt });

/** Until every delivery tells only of what goes, or only of what stays. */
function spare(old: Set<TicketId>, shared: readonly (readonly TicketId[])[]): void {
  for (let before = -1; before !== old.size; ) {
    before = old.size;
    for (const tickets of shared) {
      if (tickets.some((ticket) => !old.has(ticket))) for (const ticket of tickets) old.delete(ticket);
    }
  }
}

async function deleteTickets(
  db: Db,
  tickets: readonly TicketId[],
  old: ReadonlySet<string>,
  told: ReadonlyMap<TicketId, readonly Told[]>,
  { before, counted, dryRun, count }: Asked,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Whoever is adding an event to one of them ends first, and then it stays.
    if (!dryRun) await lockTables(tx, 'ticket_event', 'ticket_opening');
    const still = await quiet(tx, before).where('ticket_id', 'in', tickets).execute();
    const going = still.map(({ ticket_id }) => ticket_id as TicketId);
    if (going.length === 0) return;
    if (!dryRun) await markWhoStays(tx, going, old);
    for (const table of OF_TICKETS) count.add(table, await rowsOfTickets(tx, table, going, dryRun));
    const deliveries = new Map(going.flatMap((ticket) => (told.get(ticket) ?? []).map((one) => [one.id, one])));
    const fresh = [...deliveries.values()].filter(({ receivedAt }) => counted === null || receivedAt >= counted);
    count.add('delivery', fresh.length);
    count.add('ticket', going.length);
    if (dryRun || fresh.length === 0) return;
    for (let i = 0; i < fresh.length; i += DELIVERIES_AT_ONCE) {
      const ids = fresh.slice(i, i + DELIVERIES_AT_ONCE).map(({ id }) => id);
      await tx.deleteFrom('delivery').where('id', 'in', ids).execute();
    }
  });
}

/** What they were to tickets that stay is forgotten there too, as a replay would not know it. */
async function markWhoStays(tx: Tx, going: readonly TicketId[], old: ReadonlySet<string>): Promise<void> {
  const matters = await openingsMatterTo(tx, going);
  await markNeighbours(tx, new Map([...matters].filter(([ticket]) => !old.has(ticket))));
}

async function rowsOfTickets(
  tx: Tx,
  table: (typeof OF_TICKETS)[number],
  tickets: readonly TicketId[],
  dryRun: boolean,
): Promise<number> {
  const which = sql`from ${sql.table(table)} where ticket_id in (${sql.join(tickets)})`;
  if (!dryRun) return Number((await sql`delete ${which}`.execute(tx)).numAffectedRows ?? 0);
  const { rows } = await sql<{ n: number }>`select count(*) as n ${which}`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}
