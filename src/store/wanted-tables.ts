import { type Kysely, sql, type Transaction } from 'kysely';
import type { Lane } from '../connector/lane.ts';
import type { Instant } from '../domain/interval.ts';
import { chunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { claimed } from './dialect.ts';
import type { WantedRead } from './reading-store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

/** So long after the first sign of a change its ticket is read: a burst of webhooks then costs one read. Milliseconds. */
export const GATHER_MS = 2_000;

interface Bell {
  readonly source: string;
  readonly ticket: string;
  readonly at: Instant;
  readonly lane: Lane;
}

interface Rung extends Bell {
  readonly since: Instant;
}

/** Wants these tickets read, but for those that were since it rang. In one order, as others do the same. */
export async function want(tx: Tx, bells: readonly Bell[]): Promise<void> {
  const rows = (await unanswered(tx, gathered(bells))).map(({ source, ticket, since, at, lane }) => ({
    source,
    ticket,
    lane,
    rung_at: at,
    not_before: lane === 'live' ? since + GATHER_MS : since,
  }));
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('wanted_read')
      .values(chunk)
      .onConflict((c) =>
        c.columns(['source', 'ticket']).doUpdateSet({
          rung_at: sql<number>`case when excluded.rung_at > wanted_read.rung_at then excluded.rung_at else wanted_read.rung_at end`,
          lane: sql<Lane>`case when excluded.lane = 'live' then 'live' else wanted_read.lane end`,
          // What failed and waits to be tried again is not hurried by more of the same.
          not_before: sql<number>`case when wanted_read.attempts > 0 or wanted_read.not_before < excluded.not_before
            then wanted_read.not_before else excluded.not_before end`,
        }),
      )
      .execute();
  }
}

const keyOf = ({ source, ticket }: { source: string; ticket: string }): string => JSON.stringify([source, ticket]);

/** One for each ticket, with its first and its last bell. */
function gathered(bells: readonly Bell[]): Rung[] {
  const byTicket = new Map<string, Rung>();
  for (const bell of bells) {
    const { since, at } = byTicket.get(keyOf(bell)) ?? { since: bell.at, at: bell.at };
    byTicket.set(keyOf(bell), { ...bell, since: Math.min(since, bell.at), at: Math.max(at, bell.at) });
  }
  return [...byTicket].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rung]) => rung);
}

async function unanswered(tx: Tx, bells: readonly Rung[]): Promise<Rung[]> {
  const readAt = new Map<string, number>();
  for (const [source, of] of Map.groupBy(bells, (bell) => bell.source)) {
    for (const row of await known(
      tx,
      source,
      of.map(({ ticket }) => ticket),
    ))
      readAt.set(keyOf({ source, ticket: row.ticket }), Number(row.read_at));
  }
  return bells.filter((bell) => (readAt.get(keyOf(bell)) ?? Number.NEGATIVE_INFINITY) <= bell.at);
}

/** What is known of these tickets. */
export async function known(tx: Tx, source: string, tickets: readonly string[]): Promise<Tables['source_ticket'][]> {
  const found: Tables['source_ticket'][] = [];
  for (const chunk of chunks(tickets.map((ticket) => ({ ticket })))) {
    const ids = chunk.map(({ ticket }) => ticket);
    const rows = tx.selectFrom('source_ticket').selectAll().where('source', '=', source).where('ticket', 'in', ids);
    found.push(...(await rows.execute()));
  }
  return found;
}

const LANES: readonly Lane[] = ['live', 'backfill'];

export async function takeWanted(
  db: Db,
  source: string,
  { now, limit, leaseMs, lanes = LANES }: { now: Instant; limit: number; leaseMs: number; lanes?: readonly Lane[] },
): Promise<WantedRead[]> {
  return inTransaction(db, async (tx) => {
    const due = (lane: Lane, most: number) =>
      claimed(
        tx,
        tx
          .selectFrom('wanted_read')
          .select(['ticket', 'lane', 'attempts'])
          .where('source', '=', source)
          .where('lane', '=', lane)
          .where('not_before', '<=', now)
          .orderBy('not_before')
          .orderBy('ticket')
          .limit(most),
        'wanted_read',
      ).execute();
    const taken: Awaited<ReturnType<typeof due>> = [];
    for (const lane of lanes) if (taken.length < limit) taken.push(...(await due(lane, limit - taken.length)));
    const tickets = taken.map(({ ticket }) => ticket);
    await putOff(tx, source, tickets, { not_before: now + leaseMs });
    const gone = new Set(
      (await known(tx, source, tickets)).filter(({ version }) => version === null).map(({ ticket }) => ticket),
    );
    return taken.map((row) => ({ ...row, attempts: Number(row.attempts), wasGone: gone.has(row.ticket) }));
  });
}

/** Of those wanted. `failed`: counts it. */
export async function putOff(
  tx: Tx,
  source: string,
  tickets: readonly string[],
  set: { not_before: number; trouble?: string | null },
  failed = false,
): Promise<void> {
  for (const chunk of chunks([...tickets].sort().map((ticket) => ({ ticket })))) {
    await tx
      .updateTable('wanted_read')
      .set((eb) => ({ ...set, ...(failed && { attempts: eb('attempts', '+', 1) }) }))
      .where('source', '=', source)
      .where(
        'ticket',
        'in',
        chunk.map(({ ticket }) => ticket),
      )
      .execute();
  }
}

export async function putOffReads(
  db: Db,
  source: string,
  tickets: readonly string[],
  { notBefore, trouble }: { notBefore: Instant; trouble: string },
): Promise<void> {
  await inTransaction(db, (tx) => putOff(tx, source, tickets, { not_before: notBefore, trouble }, true));
}

export async function wantReads(
  db: Db,
  source: string,
  tickets: readonly string[],
  about: { at: Instant; lane: Lane },
): Promise<void> {
  await inTransaction(db, (tx) =>
    want(
      tx,
      tickets.map((ticket) => ({ source, ticket, ...about })),
    ),
  );
}
