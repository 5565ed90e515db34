import { type Expression, type Kysely, sql } from 'kysely';
import type { Contribution, KnownContribution } from '../domain/contribution.ts';
import type { AgentId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import { idChunks } from './chunks.ts';
import { notLookedUpBy } from './dialect.ts';
import { insertRows } from './insert-rows.ts';
import { packContribution, unpackContribution } from './packed-contribution.ts';
import type { Contributor } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Of these tickets, all that was there, by all that there is now. */
export async function replaceContributions(
  tx: Db,
  tickets: readonly TicketId[],
  contributions: readonly KnownContribution[],
): Promise<void> {
  const hold = contributions.filter(({ knownUntil }) => knownUntil === null).map(rowOf);
  const superseded = contributions.flatMap((one) =>
    one.knownUntil === null ? [] : [{ ...rowOf(one), known_until: one.knownUntil }],
  );
  for (const ids of idChunks(tickets)) {
    await tx.deleteFrom('contribution').where('ticket_id', 'in', ids).execute();
    await tx.deleteFrom('superseded_contribution').where('ticket_id', 'in', ids).execute();
  }
  await insertRows(tx, 'contribution', hold);
  await insertRows(tx, 'superseded_contribution', superseded);
}

function rowOf({ contribution, knownFrom }: KnownContribution): Tables['contribution'] {
  return {
    ticket_id: contribution.ticketId,
    agent_id: contribution.agentId ?? '',
    known_from: knownFrom,
    team: contribution.team,
    last_at: contribution.lastAt,
    holding: contribution.holdingSince === null ? 0 : 1,
    body: packContribution(contribution),
  };
}

const unpacked = (row: Pick<Tables['contribution'], 'ticket_id' | 'agent_id' | 'body'>): Contribution =>
  unpackContribution(row.ticket_id, row.agent_id, row.body);

const ROWS_AT_ONCE = 500;
/** So few that each is done with before the garbage collector could take it for something that stays: a quarter of the time. */
const UNPACKED_AT_ONCE = 25;
/** So few that all of them are gone through for each page sooner than all that a page's tickets ever had. */
const FEW_SUPERSEDED = 5_000;

/**
 * By ticket and agent, so that sums are rounded alike whenever they are made; some tickets at a time, so that no query
 * stays open while its rows are worked on. Of each ticket in one query: a row may be superseded between two of them.
 */
export async function* contributions(db: Db, asOf: Instant, since: Instant): AsyncIterable<readonly Contribution[]> {
  const few = await areFewSuperseded(db, asOf);
  for (let after: string | null = ''; after !== null; ) {
    const upTo: string | null = await someTicketsOn(db, after);
    const ticket = few ? notLookedUpBy(db, 'ticket_id') : sql.ref<string>('ticket_id');
    const superseded = known(db, 'superseded_contribution', asOf, since).where('known_until', '>', asOf);
    const rows = await between(known(db, 'contribution', asOf, since), sql.ref('ticket_id'), after, upTo)
      .unionAll(between(superseded, ticket, after, upTo))
      .execute();
    rows.sort(byTicketAndAgent);
    for (let i = 0; i < rows.length; i += UNPACKED_AT_ONCE) yield rows.slice(i, i + UNPACKED_AT_ONCE).map(unpacked);
    after = upTo;
  }
}

/** Most evaluations are made soon after their instant: hardly a row has been superseded since, of the millions there are. */
async function areFewSuperseded(db: Db, asOf: Instant): Promise<boolean> {
  const since = db.selectFrom('superseded_contribution').select('ticket_id').where('known_until', '>', asOf);
  const next = since.orderBy('known_until').offset(FEW_SUPERSEDED).limit(1);
  return (await next.executeTakeFirst()) === undefined;
}

/** The last of the next few tickets; null: there are not so many more. */
async function someTicketsOn(db: Db, after: string): Promise<string | null> {
  const tickets = db.selectFrom('contribution').select('ticket_id').where('ticket_id', '>', after).orderBy('ticket_id');
  return (await tickets.offset(ROWS_AT_ONCE).limit(1).executeTakeFirst())?.ticket_id ?? null;
}

type Both = 'contribution' | 'superseded_contribution';

function known(db: Db, table: Both, asOf: Instant, since: Instant) {
  const rows = db.selectFrom<Both>(table).select(['ticket_id', 'agent_id', 'body']).where('known_from', '<=', asOf);
  return rows.where((eb) => eb.or([eb('last_at', '>=', since), eb('holding', '=', 1)]));
}

type Known = ReturnType<typeof known>;

function between(rows: Known, ticket: Expression<string>, after: string, upTo: string | null): Known {
  const from = rows.where(ticket, '>', after);
  return upTo === null ? from : from.where(ticket, '<=', upTo);
}

type Key = Pick<Tables['contribution'], 'ticket_id' | 'agent_id'>;

const byTicketAndAgent = (a: Key, b: Key): number => byText(a.ticket_id, b.ticket_id) || byText(a.agent_id, b.agent_id);

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function contributionsOf(db: Db, agent: AgentId, asOf: Instant): Promise<Contribution[]> {
  const holds = db.selectFrom('contribution').select(['ticket_id', 'body']);
  const superseded = db.selectFrom('superseded_contribution').select(['ticket_id', 'body']);
  const rows = await holds
    .where('agent_id', '=', agent)
    .where('known_from', '<=', asOf)
    .unionAll(superseded.where('agent_id', '=', agent).where('known_until', '>', asOf).where('known_from', '<=', asOf))
    .orderBy('ticket_id')
    .execute();
  return rows.map((row) => unpacked({ ...row, agent_id: agent }));
}

export async function contributors(db: Db, id?: AgentId): Promise<Contributor[]> {
  const rows = await db
    .selectFrom('contribution')
    .select((eb) => ['agent_id', 'team', eb.fn.countAll<number>().as('tickets')])
    .where((eb) => (id === undefined ? eb('agent_id', '<>', '') : eb('agent_id', '=', id)))
    .groupBy(['agent_id', 'team'])
    .orderBy('agent_id')
    .orderBy('tickets', 'desc')
    .orderBy('team')
    .execute();
  const first = rows.filter((row, i) => row.agent_id !== rows[i - 1]?.agent_id);
  return first.map(({ agent_id, team }) => ({ agent: agent_id as AgentId, team }));
}
