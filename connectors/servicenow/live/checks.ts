import type { Client } from '../../../src/connector/client.ts';
import { credentialLasts } from '../../../src/connector/credential-end.ts';
import type { Check, CheckOutcome, ReadingFrom } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { Desk } from '../settings.ts';
import { readsAudit, readsJournal } from './check-history.ts';
import { failed, hidden, ok, seen, warning } from './check-tables.ts';
import { recordFields } from './records.ts';
import { cellOf } from './rows.ts';
import type { Tables } from './tables.ts';

export interface Checking {
  readonly from: ReadingFrom;
  readonly client: Client;
  readonly tables: Tables;
  readonly desk: Desk;
  readonly names: readonly string[];
  readonly now: () => Instant;
}

/** Each right by itself, in the order in which one needs the other. */
export function checksOf(checking: Checking): readonly Check[] {
  const { tables, names } = checking;
  return [
    check('Signs in', () => signsIn(checking)),
    credentialLasts(checking.from, checking.now),
    ...names.map((table) => check(`Reads ${table}`, () => readsTickets(checking, table))),
    ...names.map((table) => check(`Times of ${table} are taken as UTC`, () => takesUtc(checking, table))),
    ...names.map((table) => check(`Reads the history of ${table}`, () => readsAudit(tables, table))),
    ...names.map((table) => check(`Reads who wrote comments on ${table}`, () => readsJournal(tables, table))),
    check('Reads deletions', () => readsBeside(checking, 'sys_audit_delete', DELETIONS)),
    check('Reads results of promises', () => readsSlas(checking)),
    check('Reads surveys', () => readsBeside(checking, 'asmt_assessment_instance', SURVEYS)),
    check('Reads answers of surveys', () => readsBeside(checking, 'asmt_metric_result', SURVEYS)),
    check('Reads people', () => readsPeople(checking)),
    check('Reads who is in which group', () => readsBeside(checking, 'sys_user_grmember', GROUPS)),
    check('Reads who works tickets', () => readsBeside(checking, 'sys_user_has_role', ROLES)),
    check('Reads schedules', () => readsBeside(checking, 'cmn_schedule', SCHEDULES)),
  ];
}

const DELETIONS = 'Deleted tickets are found by night only. Let the account read sys_audit_delete.';
const SURVEYS = 'Ratings are missing. Give the account the role survey_reader, or a read ACL on the asmt_ tables.';
const GROUPS = 'Teams are missing, and agents may be taken for callers. Let the account read sys_user_grmember.';
const ROLES = 'Agents who are in no group are taken for callers. Let the account read sys_user_has_role.';
const SCHEDULES = 'Calendars cannot be taken over. Let the account read cmn_schedule and cmn_schedule_span.';

/** A check says what is wrong; it never throws. */
function check(title: string, run: () => Promise<CheckOutcome>): Check {
  return {
    title,
    async run() {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof SourceTrouble)) throw error;
        const remedy = error.kind === 'again' ? 'Try it again in a while.' : 'See the rights that --print lists.';
        return failed(error.message, remedy);
      }
    },
  };
}

async function signsIn({ tables, from }: Checking): Promise<CheckOutcome> {
  const query = 'user_name=javascript:gs.getUserName()^ORDERBYsys_id';
  const asked = {
    table: 'sys_user',
    query,
    fields: ['sys_id', 'user_name', 'roles'],
    offset: 0,
    counted: true,
  } as const;
  const { rows, total } = await tables.page({ ...asked, lane: 'live' });
  const [only, ...others] = rows;
  if (only !== undefined && others.length === 0 && (total ?? 1) <= 1) return ok(`As ${cellOf(only, 'user_name')}.`);
  const said = `${from.url} let us in, but does not say as whom.`;
  return warning(said, 'Let the account read its own row of sys_user.');
}

async function readsTickets({ tables, desk }: Checking, table: string): Promise<CheckOutcome> {
  const { rows, total } = await seen(tables, table, recordFields(desk, table));
  const first = rows[0];
  if (first === undefined) {
    return (total ?? 0) > 0
      ? failed(hidden(table, total), `Give the account the role itil, or a read ACL on ${table}.`)
      : warning(`${table} is empty.`, 'If it should not be, look whether the account is in the right domain.');
  }
  const missing = NEEDED.filter((name) => !Object.hasOwn(first, name));
  const wanting = WANTED.filter((name) => KNOWN_EVERYWHERE.has(name) && !Object.hasOwn(first, name));
  const remedy = `Give the account a read ACL on these fields of ${table}.`;
  if (missing.length > 0) return failed(`Not shown: ${missing.join(', ')}.`, remedy);
  if (table === 'incident' && wanting.length > 0) return warning(`Not shown: ${wanting.join(', ')}.`, remedy);
  return ok(total === null ? 'It is readable.' : `${total} rows.`);
}

const NEEDED = ['sys_id', 'sys_class_name', 'sys_created_on', 'sys_updated_on', 'sys_mod_count', 'state'];
const WANTED = [
  ...['assigned_to', 'assignment_group', 'priority', 'category', 'contact_type', 'caller_id', 'opened_at', 'opened_by'],
  ...['resolved_at', 'resolved_by', 'closed_at', 'hold_reason', 'problem_id'],
];
const KNOWN_EVERYWHERE: ReadonlySet<string> = new Set(WANTED);

/** A time in a query is taken in the zone of whoever asks, on some instances: then changes would be passed by. */
async function takesUtc({ tables }: Checking, table: string): Promise<CheckOutcome> {
  const [first] = (await seen(tables, table, ['sys_updated_on'])).rows;
  const id = first === undefined ? '' : cellOf(first, 'sys_id');
  const at = first === undefined ? '' : cellOf(first, 'sys_updated_on');
  if (at === '') return warning(`${table} has no row to try it with.`, 'Try it again once there is a ticket.');
  const query = `sys_id=${id}^sys_updated_on>=${at}^sys_updated_on<=${at}^ORDERBYsys_id`;
  const asked = { table, query, fields: ['sys_id'], lane: 'live', offset: 0, counted: true } as const;
  const { rows } = await tables.page(asked);
  const isIt = rows.length === 1 && rows[0] !== undefined && cellOf(rows[0], 'sys_id') === id;
  return isIt ? ok('They are.') : failed('They are not.', 'Set the time zone of the reading account to GMT.');
}

async function readsSlas({ tables }: Checking): Promise<CheckOutcome> {
  const { rows, total } = await seen(tables, 'task_sla', ['sla', 'sla.target', 'planned_end_time', 'stage']);
  const first = rows[0];
  const remedy = 'Let the account read task_sla and contract_sla.';
  if (first === undefined) {
    return (total ?? 0) > 0 ? warning(hidden('task_sla', total), remedy) : ok('There are none.');
  }
  const missing = ['sla.target', 'planned_end_time', 'stage'].filter((name) => !Object.hasOwn(first, name));
  return missing.length === 0 ? ok('They are readable.') : warning(`Not shown: ${missing.join(', ')}.`, remedy);
}

async function readsPeople({ tables }: Checking): Promise<CheckOutcome> {
  const { rows, total } = await seen(tables, 'sys_user', ['user_name', 'email']);
  const first = rows[0];
  if (first === undefined) return failed(hidden('sys_user', total), 'Let the account read sys_user.');
  if (Object.hasOwn(first, 'email')) return ok(total === null ? 'They are readable.' : `${total} users.`);
  const remedy = 'Let the account read sys_user.email, if the same people are in other systems too.';
  return warning('Not shown: email. Accounts of one person are then not matched by themselves.', remedy);
}

/** What can be done without: a warning at most. */
async function readsBeside({ tables }: Checking, table: string, remedy: string): Promise<CheckOutcome> {
  try {
    const { rows, total } = await seen(tables, table, []);
    if (rows.length === 0 && (total ?? 0) > 0) return warning(hidden(table, total), remedy);
    return ok(rows.length === 0 ? `${table} is empty.` : 'It is readable.');
  } catch (error) {
    if (!(error instanceof SourceTrouble) || error.kind === 'again' || error.status === 401) throw error;
    return warning(`${table} cannot be read: ${error.message}`, remedy);
  }
}
