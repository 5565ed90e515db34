import { type Column, columnsOf, INDEXED } from './columns.ts';

/** Raw values: everything is a text, times are `YYYY-MM-DD HH:MM:SS` in UTC, empty is `''`. */
export type Row = Record<string, string>;

/** The rows of one table, kept in order of their time and by what they are asked by. */
export class Table {
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column>;
  /** What its time is: rows that are only added to were never updated. */
  readonly timeField: 'sys_updated_on' | 'sys_created_on';
  readonly rows = new Map<string, Row>();
  /** sys_ids of rows that belong to others. */
  readonly hidden = new Set<string>();
  /** Grows with each change. */
  version = 0;
  readonly #blank: Row;
  readonly #indexes: ReadonlyMap<string, Map<string, Row[]>>;
  readonly #byTime: Row[] = [];
  #byId: Row[] | null = null;

  constructor(name: string) {
    this.name = name;
    this.columns = new Map(columnsOf(name).map((column) => [column.name, column]));
    this.timeField = this.columns.has('sys_updated_on') ? 'sys_updated_on' : 'sys_created_on';
    this.#blank = Object.fromEntries([...this.columns.keys()].map((field) => [field, '']));
    this.#indexes = new Map((INDEXED[name] ?? []).map((field) => [field, new Map()]));
  }

  /** Columns that are not given are empty. */
  add(given: Row): Row {
    const row = { ...this.#blank, ...given };
    this.rows.set(idOf(row), row);
    this.#byId = null;
    this.#enter(row);
    return row;
  }

  change(row: Row, patch: Row): void {
    this.#leave(row);
    Object.assign(row, patch);
    this.#enter(row);
  }

  remove(row: Row): void {
    this.#leave(row);
    this.rows.delete(idOf(row));
    this.#byId = null;
  }

  has = (field: string): boolean => this.columns.has(field);

  /** Null: the table has no such index. */
  by(field: string, value: string): readonly Row[] | null {
    if (field === 'sys_id') return [this.rows.get(value)].filter((row) => row !== undefined);
    const index = this.#indexes.get(field);
    return index === undefined ? null : (index.get(value) ?? []);
  }

  /** In order of time, and of sys_id within a second. */
  byTime = (): readonly Row[] => this.#byTime;

  byId(): readonly Row[] {
    this.#byId ??= [...this.rows.values()].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    return this.#byId;
  }

  #key = (row: Row): string => `${row[this.timeField]} ${row['sys_id']}`;

  #enter(row: Row): void {
    this.version++;
    for (const [field, index] of this.#indexes) {
      const value = row[field] ?? '';
      const found = index.get(value);
      if (found === undefined) index.set(value, [row]);
      else found.push(row);
    }
    this.#byTime.splice(firstFrom(this.#byTime, this.#key(row), this.#key), 0, row);
  }

  #leave(row: Row): void {
    this.version++;
    for (const [field, index] of this.#indexes) {
      const found = index.get(row[field] ?? '') ?? [];
      found.splice(found.indexOf(row), 1);
    }
    this.#byTime.splice(firstFrom(this.#byTime, this.#key(row), this.#key), 1);
  }
}

const idOf = (row: Row): string => row['sys_id'] ?? '';

/** Where the first is whose key is not below `bound`; mostly near the end, where news is. */
export function firstFrom(rows: readonly Row[], bound: string, keyOf: (row: Row) => string): number {
  const last = rows.at(-1);
  if (last === undefined || keyOf(last) < bound) return rows.length;
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(rows[middle] as Row) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
