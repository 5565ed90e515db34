import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { type Kysely, sql, type Transaction } from 'kysely';
import { Unusable } from '../settings/unusable.ts';
import { chunks } from './chunks.ts';
import { isPostgres, lockTables } from './dialect.ts';
import { digest } from './digest.ts';
import { isEmpty, KEPT_TABLES, rowCounts, TABLE_NAMES, type TableName } from './kept-tables.ts';
import { openTables } from './open-store.ts';
import { pagesOf, type StoredRow } from './pages-of.ts';
import { isPostgresUrl, postgresLocation } from './postgres/location.ts';
import type { Digest } from './store.ts';
import type { Tables } from './tables.ts';

type Tx = Transaction<Tables>;

export interface MoveOptions {
  /** Whether what the target holds may be deleted. */
  readonly force: boolean;
  readonly onRows: (table: string, done: number, total: number) => void;
}

export interface Moved {
  readonly same: boolean;
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly same: boolean }>>;
  readonly from: Digest;
  readonly to: Digest;
}

/** Rows of raw bodies may be large. */
const ROWS_AT_ONCE = 500;

/**
 * Copies a desk with all it keeps into another store, of whichever engine, in one transaction on either side: nobody writes
 * to the source meanwhile, and the target holds all of it or, when anything fails or differs, what it held before.
 * Throws Unusable.
 */
export async function move(from: string, to: string, options: MoveOptions): Promise<Moved> {
  if (nameOf(from) === nameOf(to)) throw new Unusable('The desk is there already. Let --to name another place.');
  const source = await openTables(from);
  try {
    const target = await openTables(to);
    try {
      return await source.transaction().execute((read) => keepingSame(target, (write) => copy(read, write, options)));
    } finally {
      await target.destroy();
    }
  } finally {
    await source.destroy();
  }
}

const nameOf = (location: string): string =>
  isPostgresUrl(location) ? postgresLocation(location).where : resolve(location);

/** What differs is undone. */
async function keepingSame(db: Kysely<Tables>, work: (tx: Tx) => Promise<Moved>): Promise<Moved> {
  let differs: Moved | undefined;
  try {
    return await db.transaction().execute(async (tx) => {
      const moved = await work(tx);
      if (moved.same) return moved;
      differs = moved;
      throw new Error('undone');
    });
  } catch (error) {
    if (differs !== undefined) return differs;
    throw error;
  }
}

async function copy(read: Tx, write: Tx, { force, onRows }: MoveOptions): Promise<Moved> {
  for (const tx of [read, write]) await holdStill(tx);
  await makeRoom(write, force);
  const totals = await rowCounts(read);
  const total = Object.values(totals).reduce((sum, rows) => sum + rows, 0);
  const tables: Record<string, { rows: number; same: boolean }> = {};
  let done = 0;
  for (const table of TABLE_NAMES) {
    const hash = createHash('sha256');
    for await (const rows of pagesOf(read, { table, key: KEPT_TABLES[table], rowsAtOnce: ROWS_AT_ONCE })) {
      hashRows(hash, rows);
      await insert(write, table, rows);
      done += rows.length;
      onRows(table, done, total);
    }
    tables[table] = { rows: totals[table] ?? 0, same: hash.digest('hex') === (await tableDigest(write, table)) };
  }
  await goOnAfter(write, await lastDelivery(read));
  const digests = { from: await digest(read), to: await digest(write) };
  const equal = JSON.stringify(digests.from) === JSON.stringify(digests.to);
  return { same: equal && Object.values(tables).every(({ same }) => same), tables, ...digests };
}

/** Nobody else writes until the transaction ends, which may take longer than a session may otherwise be silent. */
async function holdStill(tx: Tx): Promise<void> {
  if (!isPostgres(tx)) return;
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
  await sql`set local statement_timeout = 0`.execute(tx);
  await lockTables(tx, ...TABLE_NAMES);
}

async function makeRoom(tx: Tx, force: boolean): Promise<void> {
  const held = await rowCounts(tx);
  if (isEmpty(held)) return;
  if (!force) {
    const what = Object.entries(held).filter(([, rows]) => rows > 0);
    throw new Unusable(
      `The target is not empty (${what.map(([table, rows]) => `${table}: ${rows}`).join(', ')}). Let --to name an empty place, or have all of that deleted with --force.`,
    );
  }
  for (const table of TABLE_NAMES) await tx.deleteFrom(table).execute();
}

async function insert(tx: Tx, table: TableName, rows: readonly StoredRow[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (const chunk of chunks(rows)) {
    const values = chunk.map((row) => sql`(${sql.join(columns.map((name) => row[name]))})`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
      values ${sql.join(values)}`.execute(tx);
  }
}

async function tableDigest(tx: Tx, table: TableName): Promise<string> {
  const hash = createHash('sha256');
  const pages = pagesOf(tx, { table, key: KEPT_TABLES[table], rowsAtOnce: ROWS_AT_ONCE });
  for await (const rows of pages) hashRows(hash, rows);
  return hash.digest('hex');
}

function hashRows(hash: ReturnType<typeof createHash>, rows: readonly StoredRow[]): void {
  for (const row of rows) hash.update(`${JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))}\n`);
}

/** The highest id a delivery ever had, even one that is gone: events and agents still name it. */
async function lastDelivery(tx: Tx): Promise<number> {
  const query = isPostgres(tx)
    ? sql<{ last: number }>`select case when is_called then last_value else 0 end as last from delivery_id_seq`
    : sql<{ last: number }>`select seq as last from sqlite_sequence where name = 'delivery'`;
  return Number((await query.execute(tx)).rows[0]?.last ?? 0);
}

async function goOnAfter(tx: Tx, id: number): Promise<void> {
  if (id === 0) return;
  if (isPostgres(tx)) await sql`select setval(pg_get_serial_sequence('delivery', 'id'), ${id})`.execute(tx);
  else {
    await sql`delete from sqlite_sequence where name = 'delivery'`.execute(tx);
    await sql`insert into sqlite_sequence (name, seq) values ('delivery', ${id})`.execute(tx);
  }
}
