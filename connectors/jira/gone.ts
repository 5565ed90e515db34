import type { TicketId } from '../../src/domain/ids.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { eventOf, instant, SEQ_LAST } from './reading.ts';
import type { Gone } from './schema.ts';

/** An issue that was deleted, or that the account may no longer see: nobody works on it for all we can tell. */
export function goneEvent({ at }: Gone, ticket: TicketId): TicketEvent {
  const fact = { type: 'changed', set: { status: 'cancelled', sourceStatus: 'not found' } } as const;
  return eventOf(ticket, 'gone', { at: instant('at of what is gone', at), seq: SEQ_LAST, actor: null, fact });
}
