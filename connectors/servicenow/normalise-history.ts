import type { Normalised } from '../../src/connector/connector.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { isDone } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { authorOf } from './author.ts';
import { changeOf, type Fields, LINKS, resolverOf, unknownWords } from './change.ts';
import { countOf, type Envelope, neededInstantOf, neededOf, type Row, sysIdOf, textOf } from './schema.ts';
import { type Desk, own } from './settings.ts';

/** One row of sys_audit: one field of one update. */
export interface Audit {
  readonly id: string;
  readonly ticket: string;
  readonly table: string;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly login: string;
  readonly at: Instant;
  /** The same for all fields of one update; grows with each. */
  readonly checkpoint: number;
}

export function readAudit(data: Row): Audit {
  return {
    id: sysIdOf(data, 'sys_id'),
    ticket: sysIdOf(data, 'documentkey'),
    table: neededOf(data, 'tablename'),
    field: neededOf(data, 'fieldname'),
    before: textOf(data, 'oldvalue') ?? '',
    after: textOf(data, 'newvalue') ?? '',
    login: (textOf(data, 'user') || textOf(data, 'sys_created_by')) ?? '',
    at: neededInstantOf(data, 'sys_created_on'),
    checkpoint: countOf(data, 'record_checkpoint') ?? 0,
  };
}

/** Places in the order of one instant: updates by their number, and within one the state before what depends on it. */
export const PLACES = 16;
const FIRST: readonly string[] = ['state', 'hold_reason'];
const place = ({ field }: Audit): number =>
  FIRST.includes(field) ? FIRST.indexOf(field) : field === 'resolved_by' ? 3 : 2;

export const inOrderOfUpdates = (a: Audit, b: Audit): number =>
  a.at - b.at || a.checkpoint - b.checkpoint || place(a) - place(b) || (a.id < b.id ? -1 : 1);

/** One row by itself: what its field became. */
export function normaliseAudit(desk: Desk, { data, authors }: Envelope): Normalised {
  const audit = readAudit(data);
  if (own(desk.tables, audit.table) === undefined) {
    return { events: [], agents: [], unmapped: [{ what: 'table', word: audit.table }] };
  }
  const said = new Map([[audit.field, audit.after]]);
  return {
    events: eventsOfUpdate(desk, { table: audit.table, rows: [audit], said, resolver: said }, authors),
    agents: [],
    unmapped: unknownWords(desk, audit.table, said),
  };
}

interface Update {
  readonly table: string;
  /** In order, at least one. */
  readonly rows: readonly Audit[];
  /** What the changed fields hold now. */
  readonly said: Fields;
  /** Where the resolver is looked up. */
  readonly resolver: Fields;
}

/** An update is one change, named by its first row, and a link for each other ticket it names. */
export function eventsOfUpdate(desk: Desk, update: Update, authors: Row | null | undefined): TicketEvent[] {
  const [first] = update.rows;
  if (first === undefined) return [];
  const id = ticketId(desk.source, first.ticket);
  const event = (name: string, seq: number, fact: TicketFact): TicketEvent => ({
    id: eventId(id, name),
    ticketId: id,
    occurredAt: first.at,
    knownAt: first.at,
    seq: first.checkpoint * PLACES + seq,
    actor: authorOf(desk, first.login, authors).account,
    fact,
  });
  const set = changeOf(desk, update.table, update.said);
  const isResolved = set.status !== undefined && isDone(set.status);
  const resolver = isResolved || update.said.has('resolved_by') ? resolverOf(desk, update.resolver) : undefined;
  const saysNothing = Object.keys(set).length === 0 && resolver === undefined;
  const fact: TicketFact = { type: 'changed', set, ...(resolver !== undefined && { resolver }) };
  return [
    ...(saysNothing ? [] : [event(`audit.${first.id}`, place(first), fact)]),
    ...linksIn(update.said).map(([name, link], i) => event(name, 4 + i, link)),
  ];
}

/** Other tickets these fields name. The same link said twice, by the record and its history, is one. */
export function linksIn(fields: Fields): [string, TicketFact][] {
  return [...LINKS].flatMap(([field, relation]): [string, TicketFact][] => {
    const other = fields.get(field);
    return other ? [[`link.${relation}.${other}`, { type: 'linked', relation, other }]] : [];
  });
}
