/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535; equal chunks also reuse one prepared statement. */
const MOST_PARAMETERS = 4_000;

/** Rows in pieces that fit one statement. */
export function* chunks<R extends object>(rows: readonly R[]): Iterable<R[]> {
  const columns = rows[0] === undefined ? 1 : Object.keys(rows[0]).length;
  const size = Math.max(1, Math.floor(MOST_PARAMETERS / columns));
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}
