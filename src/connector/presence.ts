import { eventId, type TicketId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { TicketEvent } from '../domain/ticket-event.ts';

/** After all that happened in that second. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * That a ticket was asked for and is not there, so that nobody works on it for all we can tell; or that it is there after
 * all, as when a right that was lost has come back. The later word counts, and takes the earlier one back.
 */
export function presence(ticket: TicketId, at: Instant, isThere: boolean): TicketEvent {
  const set = isThere ? {} : ({ status: 'cancelled', sourceStatus: 'not found' } as const);
  return {
    id: eventId(ticket, `${isThere ? 'back' : 'gone'}.${at}`),
    ticketId: ticket,
    occurredAt: at,
    knownAt: at,
    seq: LAST,
    actor: null,
    fact: { type: 'changed', set, edition: { of: 'presence', at } },
  };
}
