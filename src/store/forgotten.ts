import type { Kysely } from 'kysely';
import { SEALED, type Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Retention may take away what something here was made of (gc.ts). */
export async function forgotten(db: Db): Promise<boolean> {
  const sealed = db.selectFrom('evaluation').select('as_of').where('stale', '=', SEALED).limit(1);
  if ((await sealed.executeTakeFirst()) !== undefined) return true;
  const orphan = db
    .selectFrom('ticket_event')
    .leftJoin('delivery', 'delivery.id', 'ticket_event.delivery_id')
    .select('ticket_event.id')
    .where('delivery.id', 'is', null)
    .limit(1);
  return (await orphan.executeTakeFirst()) !== undefined;
}

/** Deletes from a derived table what can be made again: not the events whose deliveries are gone. */
export function withoutForgotten(db: Db, table: keyof Tables) {
  if (table !== 'ticket_event') return db.deleteFrom(table);
  return db.deleteFrom('ticket_event').where('delivery_id', 'in', db.selectFrom('delivery').select('id'));
}
