import type { Kysely, Transaction } from 'kysely';
import type { AgentId, TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { SlaDue, SlaNotice } from '../domain/sla/due.ts';
import type { ClockName } from '../domain/sla/policy.ts';
import type { WarningPercent } from '../domain/sla/warnings.ts';
import { chunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { claimed, isPostgres, lockTables } from './dialect.ts';
import { eventsOf } from './event-table.ts';
import type { Raise, SlaComparisonCounts, SlaCounts } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

export async function slaDue(db: Db, limit: number): Promise<SlaDue[]> {
  return readDue(dueBy(db, Number.MAX_SAFE_INTEGER, limit));
}

function dueBy(db: Db, until: Instant, limit: number) {
  return db
    .selectFrom('sla_due')
    .select(['ticket_id', 'clock', 'cycle', 'percent', 'due_at'])
    .where('due_at', '<=', until)
    .orderBy('due_at')
    .orderBy('ticket_id')
    .orderBy('clock')
    .orderBy('cycle')
    .limit(limit);
}

async function readDue(query: ReturnType<typeof dueBy>): Promise<SlaDue[]> {
  return (await query.execute()).map((row) => ({
    ticketId: row.ticket_id as TicketId,
    clock: row.clock as ClockName,
    cycle: Number(row.cycle),
    percent: Number(row.percent) as WarningPercent,
    dueAt: Number(row.due_at),
  }));
}

export async function raiseDue(
  db: Db,
  now: Instant,
  limit: number,
  raise: Raise,
): Promise<{ taken: number; raised: SlaNotice[] }> {
  return inTransaction(db, async (tx) => {
    const due = await readDue(claimed(tx, dueBy(tx, now, limit), 'sla_due'));
    const events = await eventsOf(tx, [...new Set(due.map(({ ticketId }) => ticketId))]);
    const { notices, next } = raise(due, events);
    for (const { ticketId, clock, cycle } of due) {
      await tx
        .deleteFrom('sla_due')
        .where('ticket_id', '=', ticketId)
        .where('clock', '=', clock)
        .where('cycle', '=', cycle)
        .execute();
    }
    await insertDue(tx, next);
    return { taken: due.length, raised: await keepNotices(tx, notices) };
  });
}

/**
 * In place of what was due of these tickets. A process that is raising warnings of theirs ends first, so that what it
 * puts in place of them is taken away here too.
 */
export async function replaceDue(tx: Db, tickets: readonly TicketId[], due: readonly SlaDue[]): Promise<void> {
  for (const chunk of chunks(tickets.map((id) => ({ id })))) {
    const ids = chunk.map(({ id }) => id);
    const there = tx.selectFrom('sla_due').select('ticket_id').where('ticket_id', 'in', ids);
    if (isPostgres(tx)) await there.orderBy('ticket_id').orderBy('clock').orderBy('cycle').forUpdate().execute();
    await tx.deleteFrom('sla_due').where('ticket_id', 'in', ids).execute();
  }
  await insertDue(tx, due);
}

async function insertDue(tx: Db, due: readonly SlaDue[]): Promise<void> {
  const rows = due.map(({ ticketId, clock, cycle, percent, dueAt }) => ({
    ticket_id: ticketId,
    clock,
    cycle,
    percent,
    due_at: dueAt,
  }));
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('sla_due')
      .values(chunk)
      .onConflict((c) =>
        c
          .columns(['ticket_id', 'clock', 'cycle'])
          .doUpdateSet((eb) => ({ percent: eb.ref('excluded.percent'), due_at: eb.ref('excluded.due_at') })),
      )
      .execute();
  }
}

/** Those that are new. One raised before is raised again only where it has moved on, as by an easier target. */
async function keepNotices(tx: Tx, notices: readonly SlaNotice[]): Promise<SlaNotice[]> {
  const raised: SlaNotice[] = [];
  for (const notice of notices) {
    const { ticketId, knownAt, ...rest } = notice;
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('sla_notice')
      .values({ ticket_id: ticketId, known_at: knownAt, ...rest })
      .onConflict((c) =>
        c
          .columns(['ticket_id', 'clock', 'cycle', 'percent'])
          .doUpdateSet({ at: rest.at, holder: rest.holder, team: rest.team, known_at: knownAt })
          .whereRef('excluded.at', '>', 'sla_notice.at'),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) raised.push(notice);
  }
  return raised;
}

export async function slaNotices(db: Db, limit: number): Promise<SlaNotice[]> {
  const rows = await db
    .selectFrom('sla_notice')
    .select(['ticket_id', 'clock', 'cycle', 'percent', 'at', 'holder', 'team', 'known_at'])
    .orderBy('at', 'desc')
    .orderBy('ticket_id', 'desc')
    .orderBy('percent', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ticketId: row.ticket_id as TicketId,
    clock: row.clock as ClockName,
    cycle: Number(row.cycle),
    percent: Number(row.percent) as WarningPercent,
    at: Number(row.at),
    holder: row.holder as AgentId | null,
    team: row.team,
    knownAt: Number(row.known_at),
  }));
}

export async function slaCounts(db: Db): Promise<SlaCounts> {
  const due = await db
    .selectFrom('sla_due')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const notices = await db
    .selectFrom('sla_notice')
    .select((eb) => ['clock', 'percent', eb.fn.countAll<number>().as('n')])
    .groupBy(['clock', 'percent'])
    .orderBy('clock')
    .orderBy('percent')
    .execute();
  return {
    due: Number(due.n),
    notices: notices.map(({ clock, percent, n }) => ({
      clock: clock as ClockName,
      percent: Number(percent) as WarningPercent,
      count: Number(n),
    })),
  };
}

export async function slaComparison(db: Db): Promise<(SlaComparisonCounts & { stale: boolean }) | null> {
  const row = await db.selectFrom('sla_comparison').select(['as_of', 'stale', 'body']).executeTakeFirst();
  if (row === undefined) return null;
  const counts = JSON.parse(row.body) as SlaComparisonCounts['counts'];
  return { asOf: Number(row.as_of), stale: row.stale === 1, counts };
}

export async function saveSlaComparison(db: Db, { asOf, counts }: SlaComparisonCounts): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockTables(tx, 'sla_comparison');
    await tx.deleteFrom('sla_comparison').execute();
    await tx
      .insertInto('sla_comparison')
      .values({ as_of: asOf, stale: 0, body: JSON.stringify(counts) })
      .execute();
  });
}
