import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import type { Lane } from '../connector/lane.ts';
import type { Listed } from '../connector/remote.ts';
import type { Instant } from '../domain/interval.ts';
import { inTransaction } from './conflict.ts';
import { insertDeliveries } from './inbox-tables.ts';
import type { KeptPage, KeptRead, ReadingCounts, SourceNote } from './reading-store.ts';
import type { Tables } from './tables.ts';
import { GATHER_MS, known, putOff, want } from './wanted-tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

/** A read that shows an older version than one before came from a copy that lags behind. Milliseconds. */
const LAG_MS = 30_000;

export async function keepReads(
  db: Db,
  source: string,
  reads: readonly KeptRead[],
): Promise<{ kept: number; outdated: number }> {
  return inTransaction(db, async (tx) => {
    const versions = new Map(
      (
        await known(
          tx,
          source,
          reads.map(({ ticket }) => ticket),
        )
      ).map((row) => [row.ticket, row.version]),
    );
    const isOutdated = ({ ticket, version }: KeptRead) => {
      const kept = versions.get(ticket) ?? null;
      return version !== null && kept !== null && version < Number(kept);
    };
    const sorted = [...reads].sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    const [outdated, kept] = [sorted.filter(isOutdated), sorted.filter((read) => !isOutdated(read))];
    await insertDeliveries(
      tx,
      kept.flatMap(({ deliveries }) => deliveries),
    );
    for (const { ticket, version, updatedAt, begunAt } of kept) {
      const row = { version, updated_at: updatedAt, read_at: begunAt };
      await tx
        .insertInto('source_ticket')
        .values({ source, ticket, ...row })
        .onConflict((c) => c.columns(['source', 'ticket']).doUpdateSet(row))
        .execute();
    }
    for (const { ticket, begunAt, againAt } of kept) await answered(tx, source, ticket, begunAt, againAt);
    for (const { ticket, begunAt } of outdated) await putOff(tx, source, [ticket], { not_before: begunAt + LAG_MS });
    return { kept: kept.length, outdated: outdated.length };
  });
}

/** What rang since the read began is read again, after the usual moment. */
async function answered(tx: Tx, source: string, ticket: string, begunAt: Instant, againAt: Instant | null) {
  const mine = (eb: ExpressionBuilder<Tables, 'wanted_read'>) => eb.and({ source, ticket });
  if (againAt === null) {
    await tx.deleteFrom('wanted_read').where(mine).where('rung_at', '<=', begunAt).execute();
  }
  const not_before = againAt ?? begunAt + GATHER_MS;
  await tx.updateTable('wanted_read').set({ not_before, attempts: 0, trouble: null }).where(mine).execute();
}

export async function keepPage(db: Db, source: string, page: KeptPage): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { note: name, cursor, at, lane, listed, deliveries } = page;
    await insertDeliveries(tx, deliveries);
    const kept = new Map(
      (
        await known(
          tx,
          source,
          listed.map(({ ticket }) => ticket),
        )
      ).map((row) => [row.ticket, row.version]),
    );
    const isKnown = ({ ticket, version }: Listed) =>
      version !== null && kept.has(ticket) && Number(kept.get(ticket) ?? Number.NaN) >= version;
    const news = [...new Set(listed.filter((one) => !isKnown(one)).map(({ ticket }) => ticket))];
    await want(
      tx,
      news.map((ticket) => ({ source, ticket, at, lane })),
    );
    await keepNote(tx, { source, name, value: cursor, at });
    return news.length;
  });
}

export async function sourceTickets(
  db: Db,
  source: string,
  since: Instant,
  after: string | null,
  limit: number,
): Promise<Listed[]> {
  let query = db
    .selectFrom('source_ticket')
    .select(['ticket', 'version', 'updated_at'])
    .where('source', '=', source)
    .where('updated_at', '>=', since)
    .where('version', 'is not', null)
    .orderBy('ticket')
    .limit(limit);
  if (after !== null) query = query.where('ticket', '>', after);
  return (await query.execute()).map(({ ticket, version, updated_at }) => ({
    ticket,
    version: version === null ? null : Number(version),
    updatedAt: updated_at === null ? null : Number(updated_at),
  }));
}

export async function notes(db: Db, source: string): Promise<Map<string, SourceNote>> {
  const rows = await db.selectFrom('source_note').selectAll().where('source', '=', source).orderBy('name').execute();
  return new Map(rows.map(({ name, value, at }) => [name, { value, at: Number(at) }]));
}

export async function note(db: Db, source: string, name: string, value: string | null, at: Instant): Promise<void> {
  if (value !== null) return keepNote(db, { source, name, value, at });
  await db.deleteFrom('source_note').where('source', '=', source).where('name', '=', name).execute();
}

async function keepNote(db: Db, { source, name, value, at }: Tables['source_note']): Promise<void> {
  await db
    .insertInto('source_note')
    .values({ source, name, value, at })
    .onConflict((c) => c.columns(['source', 'name']).doUpdateSet({ value, at }))
    .execute();
}

export async function readingCounts(db: Db, source: string): Promise<ReadingCounts> {
  const wanted = await db
    .selectFrom('wanted_read')
    .select((eb) => ['lane', eb.fn.countAll<number>().as('n'), eb.fn.min('rung_at').as('oldest')])
    .where('source', '=', source)
    .groupBy('lane')
    .execute();
  const failing = await db
    .selectFrom('wanted_read')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.max('trouble').as('example')])
    .where('source', '=', source)
    .where('attempts', '>', 0)
    .executeTakeFirstOrThrow();
  const tickets = await db
    .selectFrom('source_ticket')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.count<number>('version').as('there')])
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('delivery')
    .select((eb) => eb.fn.max('received_at').as('at'))
    .where('source', '=', source)
    .where('origin', '=', 'webhook')
    .executeTakeFirst();
  const of = (lane: Lane) => wanted.find((row) => row.lane === lane);
  const oldest = of('live')?.oldest ?? null;
  return {
    wanted: { live: Number(of('live')?.n ?? 0), backfill: Number(of('backfill')?.n ?? 0) },
    oldestWanted: oldest === null ? null : Number(oldest),
    failing: { tickets: Number(failing.n), example: failing.example },
    tickets: Number(tickets.n),
    gone: Number(tickets.n) - Number(tickets.there),
    lastWebhook: last?.at == null ? null : Number(last.at),
  };
}
