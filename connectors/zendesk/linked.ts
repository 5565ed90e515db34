import { eventId, type TicketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import type { Via } from './schema.ts';

/** The closed ticket that this one goes on from. The ticket and its first audit tell it alike, so it is one event. */
export function followUpOf(id: TicketId, via: Via, at: Instant): TicketEvent[] {
  const other = via?.source?.rel === 'follow_up' ? via.source.from?.ticket_id : null;
  return other == null ? [] : [linkEvent(id, `follow-up-${other}`, { relation: 'follow-up', other, at })];
}

/** Tickets merged into this one, or the one that it was merged into. */
export function mergedWith(via: Via): string[] {
  if (via?.source?.rel !== 'merge') return [];
  const { from, to } = via.source;
  const others = [from?.ticket_id, to?.ticket_id, ...(from?.ticket_ids ?? [])];
  return [...new Set(others.filter((one) => one != null))];
}

interface Link {
  readonly relation: string;
  readonly other: string;
  readonly at: Instant;
}

export function linkEvent(id: TicketId, key: string, { relation, other, at }: Link): TicketEvent {
  return {
    id: eventId(id, key),
    ticketId: id,
    occurredAt: at,
    knownAt: at,
    seq: 0,
    actor: null,
    fact: { type: 'linked', relation, other },
  };
}
