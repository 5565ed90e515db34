import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Row } from '../schema.ts';

/** A raw value of a row as it was read; `''`: empty, or not shown. */
export function cellOf(row: Row, name: string): string {
  const cell = Object.hasOwn(row, name) ? row[name] : undefined;
  const value = typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Only these, in this order, as plain values. One that is not shown stays away: missing says nothing, empty says empty. */
export function picked(row: Row, fields: readonly string[]): Record<string, string> {
  const shown = fields.filter((name) => Object.hasOwn(row, name));
  return Object.fromEntries(shown.map((name) => [name, cellOf(row, name)]));
}

/** By what one of their fields holds, in the order they came. */
export const byCell = (rows: readonly Row[], name: string): ReadonlyMap<string, readonly Row[]> =>
  Map.groupBy(rows, (row) => cellOf(row, name));

/** Databases there compare without regard to case. */
const folded = (id: string): string => id.toLowerCase();
export const isAfter = (id: string, other: string): boolean => folded(id) > folded(other);

/**
 * An instance leaves out parts of a query that it does not understand, and then answers with the whole table. So every row
 * is looked at before it is believed.
 */
export function assertAsked(table: string, rows: readonly Row[], isAskedFor: (row: Row) => boolean): void {
  if (rows.every(isAskedFor)) return;
  const why = `${table} was answered with rows that were not asked for: a field of the query is unknown there, or may not be used.`;
  throw new SourceTrouble('refused', `${why} Let the reading account see all fields of ${table}.`);
}

const MISSING: ReadonlySet<number | null> = new Set([null, 400, 403, 404]);

/** What a table says that not every instance has, or lets everybody read. Null: this one does not. */
export async function optional<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    const isMissing = error instanceof SourceTrouble && error.kind === 'refused' && MISSING.has(error.status);
    if (isMissing) return null;
    throw error;
  }
}

const SAFE = /^[^\s,^=<>]{1,128}$/;

/** `fieldINa,b`. What would be read as a part of the query itself is left out. */
export const oneOf = (field: string, values: Iterable<string>): string =>
  `${field}IN${[...values].filter((one) => SAFE.test(one)).join(',')}`;
