import type { DeliveredFact, Normalised, Unmapped } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { timeReader } from '../../src/connector/source-time.ts';
import type { Agent } from '../../src/domain/agent.ts';
import { type AccountId, type AgentId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { TICKET_STATUSES, type TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import {
  AGENT_COLUMNS,
  ATTRIBUTE_ENTRIES,
  ATTRIBUTES,
  agentRowSchema,
  isClearable,
  TICKET_COLUMNS,
  type TicketRow,
  ticketRowSchema,
  WITH_SOURCE,
} from './rows.ts';

type Changed = Extract<TicketFact, { type: 'changed' }>;

const readTime = timeReader('iso', 'UTC');

/** One row of the neutral log: one event. A `source` column, where given, keeps the ids of the log it was exported from. */
export function normaliseTicketRow(defaultSource: string, { key, fields }: DeliveredFact): Normalised {
  const row = parsed(ticketRowSchema, fields);
  const source = row.source || defaultSource;
  const id = ticketId(source, row.ticket);
  const occurredAt = instant('at', row.at);
  const unmapped: Unmapped[] = unknownColumns(fields, TICKET_COLUMNS);
  const fact = factOf(row, occurredAt, source, unmapped);
  const event: TicketEvent = {
    id: eventId(id, key),
    ticketId: id,
    occurredAt,
    knownAt: row.known_at === '' ? occurredAt : instant('known_at', row.known_at),
    seq: row.seq === '' ? usualOrder(row) : whole('seq', row.seq),
    actor: account(row, source, row.actor),
    fact,
  };
  return { events: [event], agents: [], unmapped };
}

/** One row of the agents file: one person. */
export function normaliseAgentRow(defaultSource: string, { fields }: DeliveredFact): Normalised {
  const row = parsed(agentRowSchema, fields);
  const source = row.source || defaultSource;
  const agent: Agent = {
    id: accountId(source, row.agent) as string as AgentId,
    name: row.name || row.agent,
    team: row.team || null,
    region: row.region || null,
    shift: row.shift || null,
    timezone: row.timezone || null,
    manager: row.manager || null,
    startedAt: row.started === '' ? null : instant('started', atMidnight(row.started)),
    endedAt: row.ended === '' ? null : instant('ended', atMidnight(row.ended)),
    bot: row.bot.toLowerCase() === 'true',
  };
  return { events: [], agents: [agent], unmapped: unknownColumns(fields, AGENT_COLUMNS) };
}

function parsed<T>(
  schema: {
    safeParse(
      value: unknown,
    ): { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[] }[] } };
  },
  fields: unknown,
): T {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))].join(', ');
  throw new Rejected('missing value', `${names} is empty or not text`, 'Fill it in the log.');
}

function unknownColumns(fields: DeliveredFact['fields'], known: readonly string[]): Unmapped[] {
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((word) => ({ what: 'column', word }));
}

function instant(column: string, text: string): Instant {
  const at = readTime(text);
  if (at === null)
    throw new Rejected(
      'unreadable time',
      `${column} is "${text}"`,
      'It has to be ISO 8601 with an offset, like 2026-03-02T08:00:00Z.',
    );
  return at;
}

const atMidnight = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);

function whole(column: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new Rejected('unreadable number', `${column} is "${text}"`, 'It has to be a whole number.');
  return value;
}

/** Rows of one instant in a log that does not say their order: a ticket is created before anything else befalls it. */
const usualOrder = ({ event }: TicketRow): number => (event === 'created' ? -1 : 0);

function account(row: TicketRow, source: string, name: string): AccountId | null {
  if (name === '') return null;
  return row.accounts === WITH_SOURCE ? (name as AccountId) : accountId(source, name);
}

function factOf(row: TicketRow, at: Instant, source: string, unmapped: Unmapped[]): TicketFact {
  const about = account(row, source, row.agent);
  const set = attributes(row, source, unmapped);
  switch (row.event) {
    case 'created':
      return { openedAt: at, ...changed(row, { status: 'new', ...set }, about) };
    case 'assigned':
      return changed(row, { ...set, holder: about });
    case 'unassigned':
      return changed(row, { ...set, holder: null });
    case 'changed':
      return changed(row, set, about);
    case 'status':
      if (row.value === '') throw new Rejected('missing value', 'value is empty', 'Write the status the ticket got.');
      return changed(row, { sourceStatus: row.value, ...statusOf(row, row.value, unmapped), ...set }, about);
    case 'reopened':
      return changed(row, { sourceStatus: null, ...set, status: 'open' }, about);
    case 'reply':
      return { type: 'replied' };
    case 'note':
      return { type: 'noted' };
    case 'customer_reply':
      return { type: 'customer-replied' };
    case 'rated':
      return { type: 'rated', score: share(row.value), about };
    case 'reviewed':
      return reviewed(row.value, about);
    case 'sla':
      return slaReported(row.value);
    case 'linked':
      return linked(row.value);
    default:
      throw new Rejected(
        'unknown event',
        `event is "${row.event}"`,
        'docs/import.md lists the events of the neutral log.',
      );
  }
}

/** A change of the ticket; `resolver`: who its latest resolution up to here is credited to, where the row names one. */
function changed(row: TicketRow, set: TicketChange, resolver: AccountId | null = null): Changed {
  return {
    type: 'changed',
    set,
    ...(row.opened_at !== '' && { openedAt: instant('opened_at', row.opened_at) }),
    ...(resolver !== null && { resolver }),
  };
}

/** What the row says; an empty column says nothing, one named in `cleared` that nothing holds any more. */
function attributes(row: TicketRow, source: string, unmapped: Unmapped[]): TicketChange {
  const said: Record<string, string | null> = {};
  for (const column of row.cleared === '' ? [] : row.cleared.split(' ')) {
    if (isClearable(column)) said[ATTRIBUTES[column]] = null;
    else unmapped.push({ what: 'cleared column', word: column });
  }
  for (const [column, field] of ATTRIBUTE_ENTRIES) if (row[column] !== '') said[field] = row[column];
  return {
    ...said,
    ...(row.holder !== '' && { holder: account(row, source, row.holder) }),
    ...(row.status !== '' && statusOf(row, row.status, unmapped)),
  };
}

/** A word that is none of ours is the source's own, unless the row names that apart. */
function statusOf(row: TicketRow, text: string, unmapped: Unmapped[]): TicketChange {
  const status = TICKET_STATUSES.find((ours) => ours === text);
  if (status !== undefined && status !== 'unknown') return { status };
  unmapped.push({ what: 'status', word: row.source_status || text });
  return { status: 'unknown', ...(status === undefined && { sourceStatus: row.source_status || text }) };
}

/** `critical` stands for a critical miss with score 0, `critical:0.4` for one with another. */
function reviewed(text: string, about: AccountId | null): TicketFact {
  const [, score] = /^critical(?::(.*))?$/s.exec(text) ?? [null, text];
  return { type: 'reviewed', score: score === undefined ? 0 : share(score), critical: score !== text, about };
}

function share(text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0 && value <= 1))
    throw new Rejected('unreadable score', `value is "${text}"`, 'It has to be a number from 0 to 1.');
  return value;
}

function slaReported(text: string): TicketFact {
  const [, target, result] = /^(.+):(met|breached)$/s.exec(text) ?? [];
  if (target === undefined)
    throw new Rejected('unreadable SLA result', `value is "${text}"`, 'Write METRIC:met or METRIC:breached.');
  return { type: 'sla-reported', target, met: result === 'met' };
}

function linked(text: string): TicketFact {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1)
    throw new Rejected('unreadable link', `value is "${text}"`, 'Write RELATION:TICKET, like follow-up:4711.');
  return { type: 'linked', relation: text.slice(0, colon), other: text.slice(colon + 1) };
}
