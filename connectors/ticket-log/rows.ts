import { z } from 'zod';
import type { TicketState } from '../../src/domain/ticket.ts';

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
  'status',
  'holder',
  'cleared',
  'accounts',
] as const;
export type TicketColumn = (typeof TICKET_COLUMNS)[number];

/** Columns that hold an attribute of the ticket as it stands, and the attribute. */
export const ATTRIBUTES = {
  kind: 'kind',
  priority: 'priority',
  work_type: 'workType',
  channel: 'channel',
  shift: 'shift',
  region: 'region',
  team: 'team',
  requester: 'requester',
  source_status: 'sourceStatus',
  status: 'status',
  holder: 'holder',
} as const satisfies Partial<Record<TicketColumn, keyof TicketState>>;
type AttributeColumn = keyof typeof ATTRIBUTES;
export const ATTRIBUTE_ENTRIES = Object.entries(ATTRIBUTES) as [
  AttributeColumn,
  (typeof ATTRIBUTES)[AttributeColumn],
][];
/** Attributes that nothing may hold; a ticket always has a status. */
export const isClearable = (column: string): column is Exclude<AttributeColumn, 'status'> =>
  Object.hasOwn(ATTRIBUTES, column) && column !== 'status';
/** In the `accounts` column: accounts of this row are written `source:account`, not all being of the ticket's source. */
export const WITH_SOURCE = 'with-source';

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

/** Numbers of a jsonl file are read as text; null is nothing said. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => String(value ?? '').trim());
const needed = text.pipe(z.string().min(1));

/** Rows as written. Unknown columns pass through uncounted here. */
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
