import type { ExpressionBuilder, Kysely } from 'kysely';
import type { TicketId } from '../domain/ids.ts';
import { inTransaction } from './conflict.ts';
import type { Poisoned } from './poisoned.ts';
import type { SetAside, SetAsideDelivery, SetAsideFilter, SetAsideTicket } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** By reason, with the first of each. */
export async function setAside(db: Db): Promise<SetAside[]> {
  const groups = await db
    .selectFrom('delivery')
    .select((eb) => ['reason', eb.fn.countAll<number>().as('count'), eb.fn.min('id').as('first')])
    .where('state', '=', 'set-aside')
    .groupBy('reason')
    .orderBy('reason')
    .execute();
  return Promise.all(
    groups.map(async ({ reason, count, first }) => {
      const { origin, position, detail } = await db
        .selectFrom('delivery')
        .select(['origin', 'position', 'detail'])
        .where('id', '=', Number(first))
        .executeTakeFirstOrThrow();
      return {
        reason: reason ?? '',
        count: Number(count),
        example: { origin, position: Number(position), detail: detail ?? '' },
      };
    }),
  );
}

export async function setAsideDeliveries(db: Db, filter: SetAsideFilter, limit: number): Promise<SetAsideDelivery[]> {
  const rows = await aside(db, filter)
    .select(['id', 'source', 'received_at', 'origin', 'position', 'reason', 'detail', 'body'])
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ received_at, reason, detail, position, ...row }) => ({
    ...row,
    position: Number(position),
    receivedAt: Number(received_at),
    reason: reason ?? '',
    detail: detail ?? '',
  }));
}

function aside(db: Db, filter: SetAsideFilter) {
  return db.selectFrom('delivery').where(isMeant(filter));
}

const isMeant =
  ({ ids, reason }: SetAsideFilter) =>
  (eb: ExpressionBuilder<Tables, 'delivery'>) =>
    eb.and([
      eb('state', '=', 'set-aside'),
      ...(ids === undefined ? [] : [eb('id', 'in', [...ids])]),
      ...(reason === undefined ? [] : [eb('reason', '=', reason)]),
    ]);

export async function retrySetAside(db: Db, filter: SetAsideFilter): Promise<number> {
  return inTransaction(db, async (tx) => {
    const again = { state: 'pending', reason: null, detail: null } as const;
    const result = await tx.updateTable('delivery').set(again).where(isMeant(filter)).executeTakeFirst();
    return Number(result.numUpdatedRows);
  });
}

export async function dropSetAside(db: Db, filter: SetAsideFilter): Promise<number> {
  return inTransaction(db, async (tx) => {
    const result = await tx.deleteFrom('delivery').where(isMeant(filter)).executeTakeFirst();
    return Number(result.numDeletedRows);
  });
}

export async function setAsideTickets(db: Db, limit: number): Promise<SetAsideTicket[]> {
  const rows = await db
    .selectFrom('stale_ticket')
    .select(['ticket_id', 'failed'])
    .where('failed', 'is not', null)
    .orderBy('ticket_id')
    .limit(limit)
    .execute();
  return rows.map(({ ticket_id, failed }) => ({ ticketId: ticket_id as TicketId, detail: failed ?? '' }));
}

export async function retryTickets(db: Db): Promise<number> {
  const result = await db
    .updateTable('stale_ticket')
    .set({ failed: null })
    .where('failed', 'is not', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** A delivery no longer pending, or a ticket folded meanwhile, was mended by somebody else and stays so. */
export async function setAsidePoisoned(db: Db, { poison, message }: Poisoned): Promise<void> {
  if ('ticket' in poison) {
    await db.updateTable('stale_ticket').set({ failed: message }).where('ticket_id', '=', poison.ticket).execute();
    return;
  }
  const detail = `${message}\nReport it, with this delivery.`;
  await db
    .updateTable('delivery')
    .set({ state: 'set-aside', reason: 'a mistake of this program', detail })
    .where('id', '=', poison.delivery)
    .where('state', '=', 'pending')
    .execute();
}
