import type { Kysely, Transaction } from 'kysely';
import { inTransaction } from './conflict.ts';
import { isPostgres, lockTables } from './dialect.ts';
import { markAllTicketsStale } from './stale.ts';
import type { SourceConfig } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Tx = Transaction<Tables>;

/** One process at a time: of two that set up a source at once, the later one sees what the earlier has set. */
export async function configureSource(db: Db, { source, connector, settings }: SourceConfig): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await lockTables(tx, 'source');
    const before = await tx
      .selectFrom('source')
      .select(['connector', 'settings'])
      .where('id', '=', source)
      .executeTakeFirst();
    if (before?.connector === connector && before.settings === settings) return false;
    await tx
      .insertInto('source')
      .values({ id: source, connector, settings })
      .onConflict((c) => c.column('id').doUpdateSet({ connector, settings }))
      .execute();
    if (before === undefined) return false;
    await takeBack(tx, source);
    return true;
  });
}

/**
 * Read by other settings, a source's deliveries may say other things: what they said is taken back, and they wait again.
 * The source's row, which every batch of readings shares (sourcesInUse), is changed before: so no batch that was read
 * by the old settings is still on its way to add what is taken back here.
 */
async function takeBack(tx: Tx, source: string): Promise<void> {
  await markAllTicketsStale(tx);
  const deliveries = tx.selectFrom('delivery').select('id').where('source', '=', source);
  const tickets = tx.selectFrom('ticket_event').select('ticket_id').where('delivery_id', 'in', deliveries);
  await tx.deleteFrom('sla_notice').where('ticket_id', 'in', tickets).execute();
  await tx.deleteFrom('ticket_event').where('delivery_id', 'in', deliveries).execute();
  await tx
    .updateTable('delivery')
    .set({ state: 'pending', reason: null, detail: null })
    .where('source', '=', source)
    .execute();
  await tx.deleteFrom('unmapped').where('source', '=', source).execute();
}

export async function sources(db: Db): Promise<SourceConfig[]> {
  return named(await all(db).execute());
}

/** None of them changes until the transaction ends. */
export async function sourcesInUse(tx: Tx): Promise<SourceConfig[]> {
  return named(await (isPostgres(tx) ? all(tx).forShare() : all(tx)).execute());
}

const all = (db: Db) => db.selectFrom('source').select(['id', 'connector', 'settings']).orderBy('id');

const named = (rows: readonly Tables['source'][]): SourceConfig[] =>
  rows.map(({ id, connector, settings }) => ({ source: id, connector, settings }));
