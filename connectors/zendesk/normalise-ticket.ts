import type { Normalised, Unmapped } from '../../src/connector/connector.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { followUpOf } from './linked.ts';
import { slaResults } from './normalise-metric-events.ts';
import { instant, understood } from './reading.ts';
import { ticketSchema, type ZendeskTicket } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { channelOf, ticketChange } from './ticket-change.ts';

/** The ticket as it stands: one snapshot, of the instant of its last update, which comes after all that led to it. */
export function normaliseTicket(zendesk: ZendeskSource, data: unknown, receivedAt: Instant): Normalised {
  const ticket = understood('ticket', ticketSchema, data);
  const openedAt = instant('created_at', ticket.created_at);
  const updatedAt = Math.max(openedAt, instant('updated_at', ticket.updated_at));
  const unmapped: Unmapped[] = [];
  const id = ticketId(zendesk.source, ticket.id);
  const values = fieldsOf(ticket, data as Readonly<Record<string, unknown>>);
  const channel = ticket.via?.channel ?? null;
  const snapshot: TicketEvent = {
    id: eventId(id, `ticket-${updatedAt}`),
    ticketId: id,
    occurredAt: updatedAt,
    knownAt: updatedAt,
    seq: Number.MAX_SAFE_INTEGER,
    actor: null,
    fact: {
      type: 'changed',
      set: {
        ...ticketChange({ values, customStatusBefore: null }, zendesk, unmapped),
        ...(channel !== null && { channel: channelOf(zendesk, channel) }),
      },
      openedAt,
    },
  };
  const rows = Object.values(ticket.metric_events ?? {}).flat();
  const events = [
    snapshot,
    ...followUpOf(id, ticket.via, openedAt),
    ...slaResults(zendesk, rows, receivedAt, unmapped),
  ];
  return { events, agents: [], unmapped };
}

/** Custom fields stand in a list of their own; all others go by their names. */
function fieldsOf(ticket: ZendeskTicket, data: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const own = ticket.custom_fields.map((field) => [field.id ?? '', field.value] as const);
  return new Map([...Object.entries(data), ...own]);
}
