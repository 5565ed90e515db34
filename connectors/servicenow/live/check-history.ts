import type { CheckOutcome } from '../../../src/connector/remote.ts';
import type { Row } from '../schema.ts';
import { failed, hidden, ok, seen, warning } from './check-tables.ts';
import { cellOf, oneOf } from './rows.ts';
import type { Tables } from './tables.ts';

/** So many of the latest tickets that were changed are asked about. */
const TRIED = 50;

/** Without the right to it a history is empty, not refused. */
export async function readsAudit(tables: Tables, table: string): Promise<CheckOutcome> {
  const tickets = await changedTickets(tables, table);
  if (tickets.length === 0) return warning('No ticket was changed yet.', 'Try it again once one has been.');
  const ids = tickets.map((row) => cellOf(row, 'sys_id'));
  const filter = `${oneOf('documentkey', ids)}^ORDERBYsys_id`;
  const { rows, total } = await seen(tables, 'sys_audit', ['documentkey', 'fieldname'], filter);
  const ours = rows.filter((row) => ids.includes(cellOf(row, 'documentkey')));
  if (ours.length === 0) {
    return (total ?? 0) > 0
      ? failed(`History not readable: ${hidden('sys_audit', total)}`, 'Give the account a read ACL on sys_audit.')
      : failed(
          `History not readable: sys_audit has nothing of ${tickets.length} tickets that were changed.`,
          `Give the account a read ACL on sys_audit; if it has one, switch auditing of ${table} on (sys_dictionary).`,
        );
  }
  const silent = unaudited(tickets, ours);
  if (silent.length === 0) return ok(`${ours.length} changes of ${tickets.length} tickets.`);
  return warning(
    `Changes of ${silent.join(', ')} leave no history.`,
    `Switch auditing of these fields of ${table} on (sys_dictionary): until then they are known since a ticket's last update.`,
  );
}

async function changedTickets(tables: Tables, table: string): Promise<readonly Row[]> {
  const query = 'sys_mod_count>1^ORDERBYDESCsys_updated_on^ORDERBYsys_id';
  const { rows } = await seen(tables, table, ['sys_mod_count', 'assigned_to', 'state'], query);
  return rows.filter((row) => Number(cellOf(row, 'sys_mod_count')) > 1).slice(0, TRIED);
}

/** Few tickets are assigned as they are made: where many are and no change of it is told, none is written down. */
const MANY = 10;

function unaudited(tickets: readonly Row[], audits: readonly Row[]): string[] {
  const told = new Set(audits.map((row) => cellOf(row, 'fieldname')));
  const assigned = tickets.filter((row) => cellOf(row, 'assigned_to') !== '');
  return [
    ...(assigned.length >= MANY && !told.has('assigned_to') ? ['assigned_to'] : []),
    ...(tickets.length >= MANY && !told.has('state') ? ['state'] : []),
  ];
}

export async function readsJournal(tables: Tables, table: string): Promise<CheckOutcome> {
  const tickets = await changedTickets(tables, table);
  const ids = tickets.map((row) => cellOf(row, 'sys_id'));
  if (ids.length === 0) return warning('No ticket was changed yet.', 'Try it again once one has been.');
  const filter = `${oneOf('element_id', ids)}^ORDERBYsys_id`;
  const { rows, total } = await seen(tables, 'sys_journal_field', ['element_id'], filter);
  if (rows.some((row) => ids.includes(cellOf(row, 'element_id')))) return ok('They are readable.');
  const remedy = 'Give the account a read ACL on sys_journal_field: without it there are no replies.';
  if ((total ?? 0) > 0) return failed(`History not readable: ${hidden('sys_journal_field', total)}`, remedy);
  return warning(`None of ${ids.length} tickets has a comment that is shown.`, `If some have: ${remedy}`);
}
