import type { Unmapped } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { type AccountId, accountId } from '../../src/domain/ids.ts';
import type { TicketChange } from '../../src/domain/ticket.ts';
import { quoted, type Row, textOf } from './schema.ts';
import { type Desk, own } from './settings.ts';
import type { StateMeaning } from './status-map.ts';

/** Raw values by field name. A field that is not there is not said; `''` is empty. */
export type Fields = ReadonlyMap<string, string>;

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** Another ticket named in a field: `relation` of the link. */
export const LINKS: ReadonlyMap<string, string> = new Map([
  ['problem_id', 'problem'],
  ['parent_incident', 'parent'],
  ['parent', 'parent'],
  ['rfc', 'change'],
  ['caused_by', 'caused-by'],
]);

const ATTRIBUTES = [
  'state',
  'hold_reason',
  'assigned_to',
  'assignment_group',
  'priority',
  'contact_type',
  'caller_id',
  'requested_for',
  'resolved_by',
];

const workTypeField = (desk: Desk, table: string): string =>
  desk.workTypeField ?? (table === 'sc_req_item' || table === 'sc_task' ? 'cat_item' : 'category');

/** The fields of which anything is read. */
export const fieldsRead = (desk: Desk, table: string): ReadonlySet<string> =>
  new Set([...ATTRIBUTES, ...LINKS.keys(), ...desk.requesterGroupFields, workTypeField(desk, table)]);

export function fieldsOf(desk: Desk, table: string, data: Row): Fields {
  const fields = new Map<string, string>();
  for (const name of fieldsRead(desk, table)) {
    const text = textOf(data, name);
    if (text !== undefined) fields.set(name, text);
  }
  // Old instances keep both, in step; some exports have the elder only.
  const elder = textOf(data, 'incident_state');
  if (!fields.has('state') && elder !== undefined) fields.set('state', elder);
  return fields;
}

/** What these fields say of the ticket, in our words. */
export function changeOf(desk: Desk, table: string, fields: Fields): TicketChange {
  const change: Open<TicketChange> = { ...statusOf(desk, table, fields) };
  const said = (name: string, use: (text: string | null) => void) => {
    const text = fields.get(name);
    if (text !== undefined) use(text === '' ? null : text);
  };
  said('assigned_to', (id) => {
    change.holder = id === null ? null : accountId(desk.source, id);
  });
  said('assignment_group', (id) => {
    change.team = nameOf(desk, id);
  });
  said('priority', (word) => {
    change.priority = word === null ? null : (own(desk.priorities, word) ?? word);
  });
  said('contact_type', (word) => {
    change.channel = word === null ? null : (own(desk.channels, word) ?? word);
  });
  said(workTypeField(desk, table), (word) => {
    change.workType = word === null ? null : (own(desk.workTypes, word) ?? nameOf(desk, word));
  });
  const asks = fields.get('caller_id') || fields.get('requested_for');
  if (asks) change.requester = asks;
  const group = desk.requesterGroupFields.map((name) => fields.get(name)).find((text) => text);
  if (group) change.requesterGroup = nameOf(desk, group);
  return change;
}

function nameOf<T extends string | null>(desk: Desk, id: T): T | string {
  return id === null ? id : (own(desk.names, id) ?? id);
}

/** Words in these fields that neither ServiceNow's defaults nor the settings explain, each once. */
export function unknownWords(desk: Desk, table: string, ...said: readonly Fields[]): Unmapped[] {
  const all = said.flatMap((fields) => unknownIn(desk, table, fields));
  return [...new Map(all.map((one) => [JSON.stringify([one.what, one.word]), one])).values()];
}

function unknownIn(desk: Desk, table: string, fields: Fields): Unmapped[] {
  const unmapped: Unmapped[] = [];
  const check = (what: string, word: string | undefined, isUnknown: (word: string) => boolean, shown = word) => {
    if (word && isUnknown(word)) unmapped.push({ what, word: shown ?? word });
  };
  const state = fields.get('state');
  check('table', table, () => own(desk.tables, table) === undefined);
  check('status', state, (word) => meaningOf(desk, table, word) === undefined, `${table} ${state}`);
  check('hold reason', fields.get('hold_reason'), (word) => own(desk.holdReasons, word) === undefined);
  check('priority', fields.get('priority'), (word) => own(desk.priorities, word) === undefined);
  check('team', fields.get('assignment_group'), (id) => isUnnamed(desk, id));
  return unmapped;
}

export const isUnnamed = (desk: Desk, id: string): boolean =>
  /^[0-9a-f]{32}$/.test(id) && own(desk.names, id) === undefined;

/** A table nobody has named is taken for what all extend. */
const meaningOf = (desk: Desk, table: string, state: string): StateMeaning | undefined =>
  own((own(desk.tables, table) ?? own(desk.tables, 'task'))?.states ?? {}, state);

function statusOf(desk: Desk, table: string, fields: Fields): TicketChange {
  const state = fields.get('state');
  const reason = fields.get('hold_reason');
  // A reason comes with the state it is the reason for: told alone, the ticket is on hold.
  if (state === undefined) return reason ? held(desk, 'On Hold', reason) : {};
  if (state === '') return {};
  const meaning = meaningOf(desk, table, state);
  if (meaning !== undefined) {
    if (meaning.status === 'on-hold' && reason) return held(desk, meaning.label, reason);
    return { status: meaning.status, sourceStatus: meaning.label };
  }
  if (/^-?\d{1,9}$/.test(state)) return { status: 'unknown', sourceStatus: state };
  throw new Rejected(
    'no raw value',
    `state is ${quoted(state)}`,
    'Read with sysparm_display_value=false or all: it has to be a number, or named in the settings.',
  );
}

function held(desk: Desk, label: string, reason: string): TicketChange {
  const meaning = own(desk.holdReasons, reason);
  return { status: meaning?.status ?? 'on-hold', sourceStatus: `${label} (${meaning?.label ?? reason})` };
}

/** Who the record names as its resolver; undefined: nobody. */
export function resolverOf(desk: Desk, fields: Fields): AccountId | undefined {
  const id = fields.get('resolved_by');
  return id ? accountId(desk.source, id) : undefined;
}
