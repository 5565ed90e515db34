import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export type StoredRow = Readonly<Record<string, unknown>>;

export interface Pages {
  readonly table: string;
  /** What orders the rows, and tells each from all others. */
  readonly key: readonly string[];
  /** All, where none are named. */
  readonly columns?: readonly string[];
  readonly rowsAtOnce?: number;
}

/** All rows of a table in the order of its key, page by page: no query stays open while its rows are worked on. */
export async function* pagesOf(
  db: Kysely<Tables>,
  { table, key, columns, rowsAtOnce = 5_000 }: Pages,
): AsyncIterable<readonly StoredRow[]> {
  const list = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
  const wanted: ReturnType<typeof sql> = columns === undefined ? sql`*` : list(columns);
  let after: unknown[] | null = null;
  for (;;) {
    const where: ReturnType<typeof sql> = after === null ? sql`true` : sql`(${list(key)}) > (${sql.join(after)})`;
    const { rows } = await sql<StoredRow>`
      select ${wanted} from ${sql.table(table)} where ${where} order by ${list(key)} limit ${sql.lit(rowsAtOnce)}`.execute(
      db,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    after = key.map((name) => last[name]);
  }
}
