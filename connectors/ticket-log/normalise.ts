import type { DeliveredFact, Normalised, Unmapped } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { timeReader } from '../../src/connector/source-time.ts';
import type { Agent } from '../../src/domain/agent.ts';
import { type AccountId, type AgentId, accountId, eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { TICKET_STATUSES, type TicketChange, type TicketStatus } from '../../src/domain/ticket.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { AGENT_COLUMNS, agentRowSchema, TICKET_COLUMNS, type TicketRow, ticketRowSchema } from './rows.ts';

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
    seq: row.seq === '' ? 0 : whole('seq', row.seq),
    actor: account(source, row.actor),
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

function account(source: string, name: string): AccountId | null {
  return name === '' ? null : accountId(source, name);
}

function factOf(row: TicketRow, at: Instant, source: string, unmapped: Unmapped[]): TicketFact {
  const about = account(source, row.agent);
  switch (row.event) {
    case 'created':
      return {
        type: 'changed',
        set: { status: 'new', ...attributes(row) },
        openedAt: row.opened_at === '' ? at : instant('opened_at', row.opened_at),
      };
    case 'assigned':
      return { type: 'changed', set: { ...attributes(row), holder: about } };
    case 'unassigned':
      return { type: 'changed', set: { ...attributes(row), holder: null } };
    case 'changed':
      return { type: 'changed', set: attributes(row) };
    case 'status':
      return {
        type: 'changed',
        set: { ...attributes(row), ...statusOf(row, unmapped) },
        ...(about !== null && { resolver: about }),
      };
    case 'reopened':
      return {
        type: 'changed',
        set: { ...attributes(row), status: 'open', sourceStatus: row.source_status || null },
        ...(about !== null && { resolver: about }),
      };
    case 'reply':
      return { type: 'replied' };
    case 'note':
      return { type: 'noted' };
    case 'customer_reply':
      return { type: 'customer-replied' };
    case 'rated':
      return { type: 'rated', score: share(row.value), about };
    case 'reviewed':
      return {
        type: 'reviewed',
        score: row.value === 'critical' ? 0 : share(row.value),
        critical: row.value === 'critical',
        about,
      };
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

function attributes(row: TicketRow): TicketChange {
  const { kind, priority, work_type: workType, channel, shift, region, team, requester } = row;
  const said = Object.entries({ kind, priority, workType, channel, shift, region, team, requester });
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

function statusOf(row: TicketRow, unmapped: Unmapped[]): TicketChange {
  const status = TICKET_STATUSES.find((known) => known === row.value && known !== 'unknown') as
    | TicketStatus
    | undefined;
  if (status === undefined) unmapped.push({ what: 'status', word: row.value });
  return { status: status ?? 'unknown', sourceStatus: row.source_status || row.value };
}

function share(text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0 && value <= 1))
    throw new Rejected('unreadable score', `value is "${text}"`, 'It has to be a number from 0 to 1.');
  return value;
}

function slaReported(text: string): TicketFact {
  const [, target, result] = /^([^:]+):(met|breached)$/.exec(text) ?? [];
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
