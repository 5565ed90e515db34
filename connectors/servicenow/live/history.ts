import type { Lane } from '../../../src/connector/lane.ts';
import { fieldsRead } from '../change.ts';
import type { Row } from '../schema.ts';
import type { Desk } from '../settings.ts';
import { byCell, cellOf, oneOf, optional, picked } from './rows.ts';
import type { Tables } from './tables.ts';

type ByTicket = ReadonlyMap<string, readonly Row[]>;

const AUDIT = ['sys_id', 'tablename', 'documentkey', 'fieldname', 'oldvalue', 'newvalue', 'user', 'sys_created_on'];
const AUDIT_FIELDS = [...AUDIT, 'record_checkpoint'];

export interface Audited {
  readonly rows: readonly Row[];
  /** The latest update that is in it, whatever it changed. */
  readonly writtenTo: number;
}

/** sys_audit of each, which holds no more than what is read of it; nothing where the account may not see it. */
export async function readAudits(
  tables: Tables,
  desk: Desk,
  ids: readonly string[],
  lane: Lane,
): Promise<ReadonlyMap<string, Audited>> {
  const wanted = new Set(ids);
  const rows = await optional(
    tables.all({
      table: 'sys_audit',
      filter: oneOf('documentkey', ids),
      isAskedFor: (row) => wanted.has(cellOf(row, 'documentkey')),
      fields: AUDIT_FIELDS,
      lane,
    }),
  );
  const byTicket = byCell(rows ?? [], 'documentkey');
  return new Map(
    [...byTicket].map(([id, some]) => {
      const writtenTo = some.reduce((most, row) => Math.max(most, Number(cellOf(row, 'record_checkpoint'))), 0);
      return [id, { rows: auditsKept(desk, some), writtenTo }];
    }),
  );
}

/** Rows of comments and descriptions have them in full. One such row, without its text, still tells that there is a history. */
function auditsKept(desk: Desk, rows: readonly Row[]): readonly Row[] {
  const read = rows.filter((row) => fieldsRead(desk, cellOf(row, 'tablename')).has(cellOf(row, 'fieldname')));
  if (read.length > 0) return read.map((row) => picked(row, AUDIT_FIELDS));
  return rows.slice(0, 1).map((row) => ({ ...picked(row, AUDIT_FIELDS), oldvalue: '', newvalue: '' }));
}

const JOURNAL_FIELDS = ['sys_id', 'element', 'element_id', 'sys_created_by', 'sys_created_on'];

/** Who wrote when, not what. */
export async function readJournal(tables: Tables, ids: readonly string[], lane: Lane): Promise<ByTicket> {
  const wanted = new Set(ids);
  const rows = await optional(
    tables.all({
      table: 'sys_journal_field',
      filter: `${oneOf('element_id', ids)}^elementINcomments,work_notes`,
      isAskedFor: (row) =>
        wanted.has(cellOf(row, 'element_id')) && ['comments', 'work_notes'].includes(cellOf(row, 'element')),
      fields: JOURNAL_FIELDS,
      lane,
    }),
  );
  return byCell(
    (rows ?? []).map((row) => picked(row, JOURNAL_FIELDS)),
    'element_id',
  );
}
