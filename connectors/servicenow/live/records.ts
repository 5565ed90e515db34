import type { Lane } from '../../../src/connector/lane.ts';
import { fieldsRead } from '../change.ts';
import type { Row } from '../schema.ts';
import type { Desk } from '../settings.ts';
import { cellOf, oneOf, optional } from './rows.ts';
import { EARLIEST, instantAt } from './stamps.ts';
import type { Tables } from './tables.ts';

/** The fields of a ticket's own row that `normalise` reads: no texts, and nobody's name. */
export const recordFields = (desk: Desk, table: string): readonly string[] => [
  'sys_id',
  'sys_class_name',
  'sys_created_on',
  'sys_updated_on',
  'sys_updated_by',
  'sys_mod_count',
  'opened_at',
  'opened_by',
  'resolved_at',
  'closed_at',
  'incident_state',
  ...fieldsRead(desk, table),
];

/** By sys_id, those that can be seen. Not all of the tables have to know a ticket: each is asked for those not yet found. */
export async function readRecords(
  tables: Tables,
  { desk, names }: { readonly desk: Desk; readonly names: readonly string[] },
  ids: readonly string[],
  lane: Lane,
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  for (const table of names) {
    const wanted = new Set(ids.filter((id) => !found.has(id)));
    if (wanted.size === 0) break;
    const rows = await tables.all({
      table,
      filter: oneOf('sys_id', wanted),
      isAskedFor: (row) => wanted.has(cellOf(row, 'sys_id')),
      fields: recordFields(desk, table),
      lane,
    });
    for (const row of rows) {
      const isNamed = cellOf(row, 'sys_class_name') !== '';
      found.set(cellOf(row, 'sys_id'), isNamed ? row : { ...row, sys_class_name: table });
    }
  }
  return found;
}

/**
 * When each of these was deleted; null: that is not said. Tickets that are only out of our sight, or of a table that is not
 * read, are not among them: a row that may not be seen looks like none, but it is counted.
 */
export async function readDeletions(
  tables: Tables,
  ids: readonly string[],
  lane: Lane,
): Promise<ReadonlyMap<string, number | null>> {
  const gone: string[] = [];
  for (const id of ids) if (!(await isThere(tables, id, lane))) gone.push(id);
  const wanted = new Set(gone);
  const rows = await optional(
    wanted.size === 0
      ? Promise.resolve([])
      : tables.all({
          table: 'sys_audit_delete',
          filter: oneOf('documentkey', wanted),
          isAskedFor: (row) => wanted.has(cellOf(row, 'documentkey')),
          fields: ['documentkey', 'sys_created_on'],
          lane,
        }),
  );
  const times = new Map<string, string>();
  for (const row of rows ?? []) {
    const id = cellOf(row, 'documentkey');
    const at = cellOf(row, 'sys_created_on');
    if (at > (times.get(id) ?? EARLIEST)) times.set(id, at);
  }
  return new Map(gone.map((id) => [id, instantAt(times.get(id) ?? '')]));
}

async function isThere(tables: Tables, id: string, lane: Lane): Promise<boolean> {
  const query = `sys_id=${id}^ORDERBYsys_id`;
  const asked = { table: 'task', query, fields: ['sys_id'], lane, offset: 0, counted: true };
  const page = await optional(tables.page(asked));
  // Nothing is called deleted for want of a right.
  return page === null || page.rows.length > 0 || (page.total ?? 0) > 0;
}
