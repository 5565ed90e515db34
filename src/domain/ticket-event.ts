import type { AccountId, EventId, TicketId } from './ids.ts';
import type { Instant } from './interval.ts';
import type { TicketChange } from './ticket.ts';

/** Sources revise what they have said: of the editions of one statement that are known, only the latest counts. */
export interface Edition {
  /** The statement, unique in its ticket. */
  readonly of: string;
  /** When it came to be worded so. */
  readonly at: Instant;
}

/** What happened. `changed` carries a difference or a whole snapshot alike: setting what already holds changes nothing. */
export type TicketFact =
  | {
      readonly type: 'changed';
      readonly set: TicketChange;
      /** When the ticket was opened, where that is earlier than its first event. */
      readonly openedAt?: Instant;
      /** Who the source names for the latest resolution up to here. */
      readonly resolver?: AccountId;
      readonly edition?: Edition;
    }
  | { readonly type: 'replied' }
  | { readonly type: 'noted' }
  | { readonly type: 'customer-replied' }
  /** score 0..1; about: who is meant, if the source says. */
  | { readonly type: 'rated'; readonly score: number; readonly about: AccountId | null; readonly edition?: Edition }
  | { readonly type: 'reviewed'; readonly score: number; readonly critical: boolean; readonly about: AccountId | null }
  /** The source's own result for one of its targets (`resolution`, `first-response` ...). */
  | { readonly type: 'sla-reported'; readonly target: string; readonly met: boolean; readonly edition?: Edition }
  /** relation: `follow-up`, `duplicate`, `merge`, `problem` ...; other: the source's id of the other ticket. */
  | { readonly type: 'linked'; readonly relation: string; readonly other: string };

/** One immutable, normalised fact about one ticket. */
export interface TicketEvent {
  readonly id: EventId;
  readonly ticketId: TicketId;
  readonly occurredAt: Instant;
  readonly knownAt: Instant;
  /** Order among events of one ticket with the same occurredAt. */
  readonly seq: number;
  /** Who did it; null: the system. */
  readonly actor: AccountId | null;
  readonly fact: TicketFact;
}

/** Order in which a ticket's events are folded, whatever order they arrived in. */
export function inOrder(a: TicketEvent, b: TicketEvent): number {
  return a.occurredAt - b.occurredAt || a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
