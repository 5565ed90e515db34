import { CompiledQuery, type Insertable, type Kysely } from 'kysely';
import { chunks } from './chunks.ts';
import { isPostgres } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Text of statements, by engine, table, columns and number of rows: few, as chunks() sees to. */
const statements = new Map<string, string>();

/**
 * Rows that all name the same columns in the same order. The text of their statement is made once: to make it anew for
 * half a million figures took nearly as long as to write them.
 */
export async function insertRows<T extends keyof Tables>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly (Insertable<Tables[T]> & object)[],
): Promise<void> {
  for (const chunk of chunks(rows)) {
    const shape = `${isPostgres(db)} ${table} ${Object.keys(chunk[0] ?? {}).join()} ${chunk.length}`;
    const text = statements.get(shape) ?? db.insertInto(table).values(chunk).compile().sql;
    statements.set(shape, text);
    await db.executeQuery(
      CompiledQuery.raw(
        text,
        chunk.flatMap((row) => Object.values(row)),
      ),
    );
  }
}
