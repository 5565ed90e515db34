import { type Condition, type EncodedQuery, matcherOf } from './encoded-query.ts';
import type { Instance } from './instance.ts';
import { firstFrom, type Row, type Table } from './table.ts';

export interface Page {
  /** What the page takes of the table, seen or not. */
  readonly rows: readonly Row[];
  /** Null: nobody asked. */
  readonly total: number | null;
  readonly hasMore: boolean;
}

export interface PageWanted {
  readonly offset: number;
  readonly limit: number;
  readonly isCounted: boolean;
  /** Rows are found from here on, where no unique order is asked for. */
  readonly shift: number;
}

/** Rows by the query; which of them may be seen is asked afterwards, as an instance does. */
export function select(instance: Instance, table: Table, query: EncodedQuery, wanted: PageWanted): Page {
  const { offset, limit, isCounted } = wanted;
  const matches = matcherOf(instance, table, query);
  const isThere = instance.traps.aclHidesRows ? matches : (row: Row) => !isHidden(table, row) && matches(row);
  const { rows, isOrdered } = candidates(instance, table, query, wanted.shift);
  if (!isOrdered) {
    const found = rows.filter(isThere).sort(inOrder(table, query));
    const page = found.slice(offset, offset + limit);
    return { rows: page, total: found.length, hasMore: found.length > offset + limit };
  }
  const page: Row[] = [];
  let found = 0;
  for (const row of rows) {
    if (!isThere(row)) continue;
    if (found >= offset && found < offset + limit) page.push(row);
    found++;
    if (!isCounted && found > offset + limit) break;
  }
  return { rows: page, total: isCounted ? found : null, hasMore: found > offset + limit };
}

export const isHidden = (table: Table, row: Row): boolean => table.hidden.has(row['sys_id'] ?? '');

/** As few rows as can be told to hold all that match; in the order asked for where they are kept so. */
function candidates(
  instance: Instance,
  table: Table,
  query: EncodedQuery,
  shift: number,
): { rows: readonly Row[]; isOrdered: boolean } {
  const keyed = byKey(instance, table, query);
  if (keyed !== null) return { rows: keyed, isOrdered: false };
  const [first, second, third] = query.order;
  if (first === undefined) return { rows: rotated([...table.rows.values()], shift), isOrdered: true };
  if (first.isDown || second?.isDown) return { rows: [...table.rows.values()], isOrdered: false };
  if (first.field === 'sys_id') return { rows: from(table.byId(), query, 'sys_id'), isOrdered: true };
  const isByTime = first.field === table.timeField && (second === undefined || second.field === 'sys_id');
  if (!isByTime || third !== undefined) return { rows: [...table.rows.values()], isOrdered: false };
  const rows = from(table.byTime(), query, table.timeField);
  return { rows: second === undefined ? rotated(rows, shift) : rows, isOrdered: true };
}

const rotated = (rows: readonly Row[], shift: number): readonly Row[] => {
  const at = rows.length === 0 ? 0 : shift % rows.length;
  return at === 0 ? rows : [...rows.slice(at), ...rows.slice(0, at)];
};

/** Null: some sub-query names no key. */
function byKey(instance: Instance, table: Table, { groups }: EncodedQuery): Row[] | null {
  const found = new Set<Row>();
  for (const group of groups) {
    const rows = group.map((part) => rowsOf(instance, table, part)).find((some) => some !== null);
    if (rows === undefined || rows === null) return null;
    for (const row of rows) found.add(row);
  }
  return [...found];
}

function rowsOf(instance: Instance, table: Table, [only, ...others]: readonly Condition[]): readonly Row[] | null {
  if (only === undefined || others.length > 0 || (only.op !== '=' && only.op !== 'IN')) return null;
  const values = only.op === 'IN' ? only.value.split(',') : [only.value];
  return indexed(instance, table, only.field, values);
}

/** Through one reference too, where both its ends are kept by what is asked for. */
function indexed(instance: Instance, table: Table, path: string, values: readonly string[]): readonly Row[] | null {
  const [field = '', end, ...more] = path.split('.');
  if (more.length > 0 || table.by(field, '') === null) return null;
  if (end === undefined) return values.flatMap((value) => table.by(field, value) ?? []);
  const next = instance.tables.get(table.columns.get(field)?.reference ?? '');
  const targets = next === undefined ? null : indexed(instance, next, end, values);
  return targets?.flatMap((row) => table.by(field, row['sys_id'] ?? '') ?? []) ?? null;
}

/** Without the rows that are below the lowest bound of all sub-queries. */
function from(rows: readonly Row[], { groups }: EncodedQuery, field: string): readonly Row[] {
  const bounds = groups.map((group) => {
    const ofPart = group.map(([only, ...others]) =>
      only !== undefined && others.length === 0 && only.field === field && LOWER.includes(only.op) ? only.value : '',
    );
    return ofPart.sort().at(-1) ?? '';
  });
  const lowest = bounds.sort()[0] ?? '';
  const start = lowest === '' ? 0 : firstFrom(rows, lowest, (row) => row[field] ?? '');
  return start === 0 ? rows : rows.slice(start);
}

const LOWER = ['>', '>=', '='];

function inOrder(table: Table, { order }: EncodedQuery): (a: Row, b: Row) => number {
  const keys = order.map(({ field, isDown }) => {
    const isNumber = table.columns.get(field)?.type === 'integer';
    const compare = (a: string, b: string) => (isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
    return (a: Row, b: Row) => compare(a[field] ?? '', b[field] ?? '') * (isDown ? -1 : 1);
  });
  return (a, b) => keys.reduce((so, key) => so || key(a, b), 0);
}
