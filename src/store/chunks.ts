/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535. */
const MOST_PARAMETERS = 4_000;

/**
 * Rows in pieces that fit one statement. Their sizes are powers of two, so that few different statements come of them:
 * each is kept prepared, and with it the values last bound to it (70 MB in an import, when each rest had its own).
 */
export function* chunks<R extends object>(rows: readonly R[]): Iterable<R[]> {
  let size = mostRows(rows[0]);
  for (let start = 0; start < rows.length; start += size) {
    while (size > rows.length - start) size /= 2;
    yield rows.slice(start, start + size);
  }
}

function mostRows(row: object | undefined): number {
  const columns = row === undefined ? 1 : Object.keys(row).length;
  return 2 ** Math.floor(Math.log2(Math.max(1, MOST_PARAMETERS / columns)));
}

/** Rows made of items a piece at a time, so that a million of them are never all there at once. */
export function* rowChunks<I, R extends object>(items: Iterable<I>, rowOf: (item: I) => R): Iterable<R[]> {
  let rows: R[] = [];
  let most: number | undefined;
  for (const item of items) {
    const row = rowOf(item);
    most ??= mostRows(row);
    if (rows.push(row) < most) continue;
    yield rows;
    rows = [];
  }
  yield* chunks(rows);
}

/** Ids in pieces that fit one statement. */
export function* idChunks(ids: readonly string[]): Iterable<string[]> {
  for (const chunk of chunks(ids.map((id) => ({ id })))) yield chunk.map(({ id }) => id);
}
