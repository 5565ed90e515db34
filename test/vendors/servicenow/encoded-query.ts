import type { Instance } from './instance.ts';
import { API_USER } from './people.ts';
import type { Row, Table } from './table.ts';

const PART =
  /^([a-z][\w.]*)(ISEMPTY|ISNOTEMPTY|NOT IN|NOT LIKE|STARTSWITH|ENDSWITH|BETWEEN|LIKE|IN|!=|>=|<=|=|>|<)(.*)$/s;

export interface Condition {
  readonly field: string;
  readonly op: string;
  readonly value: string;
}

/** `sysparm_query`: sub-queries of which one holds; of each all parts hold; of each part one alternative. */
export interface EncodedQuery {
  readonly groups: readonly (readonly (readonly Condition[])[])[];
  readonly order: readonly { readonly field: string; readonly isDown: boolean }[];
  /** Parts that nobody understood, and which therefore say nothing. */
  readonly dropped: readonly string[];
}

/** `^NQ` begins a sub-query, `^OR` an alternative to the condition before it alone. What is wrong is left out silently. */
export function readQuery(instance: Instance, table: Table, text: string): EncodedQuery {
  const order: { field: string; isDown: boolean }[] = [];
  const dropped: string[] = [];
  const groups = text.split('^NQ').map((group) => {
    const parts: Condition[][] = [];
    for (const word of group.split('^')) {
      const sorts = /^ORDERBY(DESC)?(.+)$/.exec(word);
      if (sorts !== null) {
        const field = sorts[2] ?? '';
        if (isColumn(instance, table, field)) order.push({ field, isDown: sorts[1] !== undefined });
        continue;
      }
      if (word === '' || word === 'EQ') continue;
      const isOr = word.startsWith('OR');
      const condition = conditionOf(instance, table, isOr ? word.slice(2) : word);
      if (condition === null) dropped.push(word);
      else if (isOr && parts.length > 0) parts.at(-1)?.push(condition);
      else parts.push([condition]);
    }
    return parts;
  });
  return { groups, order, dropped };
}

function conditionOf(instance: Instance, table: Table, word: string): Condition | null {
  const [, field = '', op = '', value = ''] = PART.exec(word) ?? [];
  if (!isColumn(instance, table, field)) return null;
  return { field, op, value: scripted(value) };
}

/** The few scripts that make sense in a filter. */
function scripted(value: string): string {
  if (!value.startsWith('javascript:')) return value;
  if (value.includes('getUserID')) return API_USER.sysId;
  if (value.includes('getUserName')) return API_USER.login;
  const [, day, time] = /dateGenerate\('([\d-]+)'\s*,\s*'([\d:]+)'\)/.exec(value) ?? [];
  return day === undefined ? '' : `${day} ${time}`;
}

/** A name with dots goes through references. */
function isColumn(instance: Instance, table: Table, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  const column = table.columns.get(first);
  if (column === undefined || rest.length === 0) return column !== undefined;
  const next = instance.tables.get(column.reference);
  return next !== undefined && isColumn(instance, next, rest.join('.'));
}

/** The row and column a name with dots leads to; null: an empty reference on the way, or no such column. */
export function follow(
  instance: Instance,
  table: Table,
  row: Row,
  path: string,
): { table: Table; row: Row; field: string } | null {
  const [first = '', ...rest] = path.split('.');
  const column = table.columns.get(first);
  if (column === undefined) return null;
  if (rest.length === 0) return { table, row, field: first };
  const next = instance.tables.get(column.reference);
  const found = next?.rows.get(row[first] ?? '');
  return next === undefined || found === undefined ? null : follow(instance, next, found, rest.join('.'));
}

export function matcherOf(instance: Instance, table: Table, { groups }: EncodedQuery): (row: Row) => boolean {
  const tests = groups.map((group) => group.map((part) => part.map((one) => testOf(instance, table, one))));
  return (row) => tests.some((group) => group.every((part) => part.some((test) => test(row))));
}

function testOf(instance: Instance, table: Table, { field, op, value }: Condition): (row: Row) => boolean {
  const hasDots = field.includes('.');
  const read = (row: Row): string => {
    if (!hasDots) return row[field] ?? '';
    const end = follow(instance, table, row, field);
    return end?.row[end.field] ?? '';
  };
  const isNumber = table.columns.get(field)?.type === 'integer';
  const holds = comparison(op, value, isNumber);
  return (row) => holds(read(row));
}

function comparison(op: string, value: string, isNumber: boolean): (text: string) => boolean {
  const among = new Set(value.split(','));
  const compare = (a: string, b: string) => (isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
  const [low = '', high = ''] = value.split('@');
  const tests = new Map<string, (text: string) => boolean>([
    ['ISEMPTY', (text) => text === ''],
    ['ISNOTEMPTY', (text) => text !== ''],
    ['=', (text) => text === value],
    ['!=', (text) => text !== value],
    ['>', (text) => text !== '' && compare(text, value) > 0],
    ['>=', (text) => text !== '' && compare(text, value) >= 0],
    ['<', (text) => text !== '' && compare(text, value) < 0],
    ['<=', (text) => text !== '' && compare(text, value) <= 0],
    ['BETWEEN', (text) => text !== '' && compare(text, low) >= 0 && compare(text, high) <= 0],
    ['IN', (text) => among.has(text)],
    ['NOT IN', (text) => !among.has(text)],
    ['STARTSWITH', (text) => text.startsWith(value)],
    ['ENDSWITH', (text) => text.endsWith(value)],
    ['LIKE', (text) => text.includes(value)],
    ['NOT LIKE', (text) => !text.includes(value)],
  ]);
  return tests.get(op) ?? (() => true);
}
