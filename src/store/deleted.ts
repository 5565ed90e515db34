/** Rows deleted from each table. */
export type Deleted = Readonly<Record<string, number>>;

export interface Tally {
  readonly rows: Deleted;
  readonly add: (table: string, rows: number) => void;
}

export function tally(onDeleted: (table: string, rows: number) => void): Tally {
  const rows: Record<string, number> = {};
  const add = (table: string, more: number) => {
    if (more === 0) return;
    rows[table] = (rows[table] ?? 0) + more;
    onDeleted(table, rows[table]);
  };
  return { rows, add };
}
