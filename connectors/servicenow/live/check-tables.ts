import type { CheckOutcome } from '../../../src/connector/remote.ts';
import type { TablePage, Tables } from './tables.ts';

export const ok = (said: string): CheckOutcome => ({ result: 'ok', said });
export const warning = (said: string, remedy: string): CheckOutcome => ({ result: 'warning', said, remedy });
export const failed = (said: string, remedy: string): CheckOutcome => ({ result: 'failed', said, remedy });

/** What of a table can be seen, the latest first where `order` says so, and how many rows there are. */
export const seen = (
  tables: Tables,
  table: string,
  fields: readonly string[],
  query = 'ORDERBYsys_id',
): Promise<TablePage> =>
  tables.page({ table, query, fields: ['sys_id', ...fields], lane: 'live', offset: 0, counted: true });

export const hidden = (table: string, total: number | null): string =>
  `${table} has ${total ?? 'some'} rows, of which none is shown.`;
