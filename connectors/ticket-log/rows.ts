import { z } from 'zod';

/** The columns of the neutral ticket log (docs/import.md). Only ticket, at and event must be there. */
export const TICKET_COLUMNS = [
  'ticket',
  'at',
  'event',
  'known_at',
  'seq',
  'actor',
  'value',
  'agent',
  'kind',
  'priority',
  'work_type',
  'channel',
  'shift',
  'region',
  'team',
  'requester',
  'source',
  'source_status',
  'opened_at',
] as const;
export type TicketColumn = (typeof TICKET_COLUMNS)[number];

export const AGENT_COLUMNS = [
  'agent',
  'name',
  'team',
  'region',
  'shift',
  'timezone',
  'manager',
  'started',
  'ended',
  'bot',
  'mail_hash',
  'source',
] as const;

const text = z.coerce.string().trim().default('');
const needed = z.coerce.string().trim().min(1);

/** Rows as written; numbers of a jsonl file are read as text. Unknown columns pass through uncounted here. */
export const ticketRowSchema = z.object({
  ...(Object.fromEntries(TICKET_COLUMNS.map((name) => [name, text])) as Record<TicketColumn, typeof text>),
  ticket: needed,
  at: needed,
  event: needed,
});
export type TicketRow = z.output<typeof ticketRowSchema>;

export const agentRowSchema = z.object({
  ...(Object.fromEntries(AGENT_COLUMNS.map((name) => [name, text])) as Record<
    (typeof AGENT_COLUMNS)[number],
    typeof text
  >),
  agent: needed,
});
