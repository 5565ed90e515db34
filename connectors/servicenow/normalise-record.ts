import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { eventId } from '../../src/domain/ids.ts';
import { isDone, type TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { changeOf, type Fields, resolverOf, unknownWords } from './change.ts';
import { inOrderOfUpdates, linksIn, PLACES, readAudit } from './normalise-history.ts';
import { readRecord, type TicketRecord } from './record.ts';
import { beginningOf, isTold, replay } from './replay.ts';
import type { Envelope } from './schema.ts';
import { type Desk, own } from './settings.ts';

/** A row of a table that extends task, with its whole history where that could be read. */
export function normaliseRecord(desk: Desk, { data, audits, authors }: Envelope): Normalised {
  const record = readRecord(desk, data, authors);
  const rows = (audits ?? []).map(readAudit).sort(inOrderOfUpdates);
  if (rows.some(({ ticket }) => ticket !== record.sysId)) {
    throw new Rejected('history of another', 'audits has rows of other records', 'Send those of this record only.');
  }
  const beginning = beginningOf(record, rows);
  const { events, end } = replay(desk, record, rows, { beginning, authors });
  const told = isTold(desk, record, rows, beginning);
  const agrees = told && explains(changeOf(desk, record.table, end), changeOf(desk, record.table, record.fields));
  const said = [
    ...rows.map(({ field, after }) => new Map([[field, after]])),
    ...(told ? [beginning] : []),
    record.fields,
  ];
  return {
    events: [
      ...(told ? created(desk, record, beginning) : opened(desk, record)),
      ...events,
      ...(agrees ? [] : snapshot(desk, record, { knowsStates: rows.some(({ field }) => field === 'state') })),
    ],
    agents: [],
    unmapped: unknownWords(desk, record.table, ...said),
  };
}

/** History may know more than the row: the account may not be allowed to see a field of it. */
function explains(history: TicketChange, row: TicketChange): boolean {
  return (Object.keys(row) as (keyof TicketChange)[]).every((name) => history[name] === row[name]);
}

const kindOf = (desk: Desk, { table }: TicketRecord): string => own(desk.tables, table)?.kind ?? table;

/** Before all updates: they are counted from 0. */
const OPENED = -2;
const CREATED = -1;

/** The record as it was made: history has led back to it. One written down when all was done was not done from the opening on. */
function created(desk: Desk, record: TicketRecord, fields: Fields): TicketEvent[] {
  const { openedAt, createdAt, doneAt } = record;
  const fact = stateFact(desk, record, fields);
  const rests = fact.set.status !== undefined && isDone(fact.set.status);
  const restsSince = doneAt !== null && doneAt >= openedAt && doneAt <= createdAt ? doneAt : createdAt;
  const occurredAt = rests ? restsSince : openedAt;
  const at = { occurredAt, knownAt: createdAt, seq: CREATED, actor: record.openedBy };
  const before = rests && occurredAt > openedAt ? opened(desk, record) : [];
  return [...before, ...eventsOf(record, at, [['created', fact], ...linksIn(fields)])];
}

/** All that a record without its history tells of its beginning. */
function opened(desk: Desk, record: TicketRecord): TicketEvent[] {
  const at = { occurredAt: record.openedAt, knownAt: record.createdAt, seq: OPENED, actor: record.openedBy };
  return eventsOf(record, at, [['opened', { type: 'changed', set: { status: 'new', kind: kindOf(desk, record) } }]]);
}

/** The record as it is; and, where history does not tell, since when it is at rest: not known before its last update. */
function snapshot(desk: Desk, record: TicketRecord, history: { readonly knowsStates: boolean }): TicketEvent[] {
  const { updatedAt, doneAt, openedAt } = record;
  const seq = (record.updates ?? 0) * PLACES + PLACES - 1;
  const now = { occurredAt: updatedAt, knownAt: updatedAt, seq, actor: record.updatedBy };
  const fact = stateFact(desk, record, record.fields);
  const name = `record.${record.updates ?? updatedAt}`;
  const rests = fact.set.status !== undefined && isDone(fact.set.status);
  const isEarlier = rests && !history.knowsStates && doneAt !== null && doneAt >= openedAt && doneAt < updatedAt;
  const done: TicketFact = { ...fact, set: { ...fact.set, ...asItCameToRest(desk, record, fact.set) } };
  return [
    ...(isEarlier ? eventsOf(record, { ...now, occurredAt: doneAt, actor: null }, [[`done.${doneAt}`, done]]) : []),
    ...eventsOf(record, now, [[name, fact], ...linksIn(record.fields)]),
  ];
}

/** What is closed by now had been resolved before, if it says when. */
function asItCameToRest(desk: Desk, { table, resolvedAt }: TicketRecord, { status }: TicketChange): TicketChange {
  if (status !== 'closed' || resolvedAt === null) return {};
  const label = Object.values(own(desk.tables, table)?.states ?? {}).find((one) => one.status === 'resolved')?.label;
  return { status: 'resolved', sourceStatus: label ?? null };
}

function stateFact(desk: Desk, record: TicketRecord, fields: Fields): Extract<TicketFact, { type: 'changed' }> {
  const set = { kind: kindOf(desk, record), ...changeOf(desk, record.table, fields) };
  const resolver = set.status !== undefined && isDone(set.status) ? resolverOf(desk, fields) : undefined;
  return { type: 'changed', set, ...(resolver !== undefined && { resolver }) };
}

function eventsOf(
  { id }: TicketRecord,
  when: Pick<TicketEvent, 'occurredAt' | 'knownAt' | 'seq' | 'actor'>,
  facts: readonly (readonly [string, TicketFact])[],
): TicketEvent[] {
  const knownAt = Math.max(when.knownAt, when.occurredAt);
  return facts.map(([name, fact]) => ({ id: eventId(id, name), ticketId: id, ...when, knownAt, fact }));
}
