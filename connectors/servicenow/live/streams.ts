import type { Lane } from '../../../src/connector/lane.ts';
import type { Listed, Stream } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { Row } from '../schema.ts';
import { type Changes, changeStream } from './changes.ts';
import { isNoResult, SLA_SIGNS, surveyed } from './results.ts';
import { cellOf } from './rows.ts';
import { instantAt, stampOf } from './stamps.ts';
import type { Tables } from './tables.ts';

interface Listing {
  readonly tables: Tables;
  /** The tables whose rows are tickets. */
  readonly names: readonly string[];
  readonly now: () => Instant;
}

const anything = () => true;
const toBeRead = (ticket: string, updatedAt: Instant): Listed => ({ ticket, version: null, updatedAt });

/** What changes: tickets, and beside them what leaves their own row as it is. */
export function streamsOf({ tables, names, now }: Listing): readonly Stream[] {
  const tickets = names.map((table, i) => ticketChanges(i === 0 ? 'tickets' : `tickets ${table}`, table));
  return [...tickets, ...besides(names)].map((changes) => changeStream(tables, changes, now));
}

const VERSION = ['sys_mod_count'];

const ticketChanges = (name: string, table: string): Changes => ({
  name,
  table,
  time: 'sys_updated_on',
  filter: '',
  isAskedFor: anything,
  fields: VERSION,
  listed: versionOf,
  isOptional: false,
});

function versionOf(row: Row, updatedAt: Instant): Listed {
  const count = cellOf(row, 'sys_mod_count');
  return { ticket: cellOf(row, 'sys_id'), version: count === '' ? null : Number(count), updatedAt };
}

/** Rows of a ticket of another table name none of ours: read as ours, it would count as deleted. */
const besides = (names: readonly string[]): readonly Changes[] => [
  {
    name: 'slas',
    table: 'task_sla',
    time: 'sys_updated_on',
    filter: '',
    isAskedFor: anything,
    fields: ['task', 'task.sys_class_name', ...SLA_SIGNS],
    listed: (row, at) =>
      names.includes(cellOf(row, 'task.sys_class_name')) && !isNoResult(row) ? toBeRead(cellOf(row, 'task'), at) : null,
    isOptional: true,
  },
  {
    name: 'surveys',
    table: 'asmt_assessment_instance',
    time: 'sys_updated_on',
    filter: '',
    isAskedFor: anything,
    fields: ['state', 'task_id', 'trigger_id', 'trigger_table'],
    listed: (row, at) =>
      cellOf(row, 'state') === 'complete' && names.includes(cellOf(row, 'trigger_table'))
        ? toBeRead(surveyed(row), at)
        : null,
    isOptional: true,
  },
  {
    name: 'deletions',
    table: 'sys_audit_delete',
    time: 'sys_created_on',
    filter: '',
    isAskedFor: anything,
    fields: ['tablename', 'documentkey'],
    listed: (row, at) => (names.includes(cellOf(row, 'tablename')) ? toBeRead(cellOf(row, 'documentkey'), at) : null),
    isOptional: true,
  },
];

/** All that changed since, in the order of their sys_ids: what is updated meanwhile keeps its place. */
export async function* versionsSince({ tables, names }: Listing, since: Instant): AsyncGenerator<readonly Listed[]> {
  const from = stampOf(since);
  const lane: Lane = 'backfill';
  for (const table of names) {
    const isAskedFor = (row: Row) => cellOf(row, 'sys_updated_on') >= from;
    const fields = ['sys_updated_on', ...VERSION];
    for await (const rows of tables.pages({ table, filter: `sys_updated_on>=${from}`, isAskedFor, fields, lane })) {
      yield rows.map((row) => versionOf(row, instantAt(cellOf(row, 'sys_updated_on')) ?? 0));
    }
  }
}
