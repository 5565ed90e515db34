import {
  type ColumnDataType,
  type Expression,
  type Kysely,
  PostgresAdapter,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import type { Tables } from './tables.ts';

/** Where the two engines differ, all of it: how columns are made, and what has to be locked where many can write. */

export const isPostgres = (db: Pick<Kysely<unknown>, 'getExecutor'>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;

/** Text is compared by its bytes in UTF-8 on both, so that pages, minima and digests come in one order. */
export function columnTypes(db: Kysely<unknown>): {
  readonly text: ColumnDataType | Expression<string>;
  readonly id: ColumnDataType | Expression<string>;
} {
  if (!isPostgres(db)) return { text: 'text', id: 'integer' };
  return { text: sql<string>`text collate "C"`, id: 'bigint' };
}

/**
 * The rows of these that nobody else is at, kept from everybody else until the transaction ends. On SQLite the
 * transaction has the whole file to itself already. A row that another process deletes meanwhile is left out.
 */
export function claimed<T extends keyof Tables, O>(
  db: Kysely<Tables>,
  query: SelectQueryBuilder<Tables, T, O>,
  table: T,
): SelectQueryBuilder<Tables, T, O> {
  return isPostgres(db) ? query.forUpdate(table).skipLocked() : query;
}

/** Waits until no other transaction writes to these tables, and keeps them from doing so until this one ends. */
export async function lockTables(tx: Kysely<Tables>, ...tables: readonly (keyof Tables)[]): Promise<void> {
  if (!isPostgres(tx)) return;
  await sql`lock table ${sql.join(tables.map((table) => sql.table(table)))} in share row exclusive mode`.execute(tx);
}

/** The same, and nobody claims rows of it either. */
export async function lockWholly(tx: Kysely<Tables>, table: keyof Tables): Promise<void> {
  if (isPostgres(tx)) await sql`lock table ${sql.table(table)} in exclusive mode`.execute(tx);
}

/** A column that SQLite is not to find rows by, as it keeps no statistics that would tell it which index leads to fewer. */
export const notLookedUpBy = (db: Kysely<Tables>, column: string): Expression<string> =>
  isPostgres(db) ? sql.ref<string>(column) : sql<string>`+${sql.ref(column)}`;
