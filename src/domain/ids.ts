/**
 * Identifiers are branded strings, so that one cannot be handed over for another.
 * All are derived from the source's own ids, never drawn: whatever is rebuilt gets the same ids again.
 */
type Branded<B extends string> = string & { readonly __brand: B };

/** `source:the source's ticket id`. */
export type TicketId = Branded<'TicketId'>;
/** One event of one ticket: `ticketId#key of the fact`. */
export type EventId = Branded<'EventId'>;
/** An identity in one source: `source:space/name`, or `source:name` where the source has a single id space. */
export type AccountId = Branded<'AccountId'>;
/** A person: the account that stands for all of theirs. */
export type AgentId = Branded<'AgentId'>;

export const ticketId = (source: string, id: string): TicketId => `${source}:${id}` as TicketId;
export const eventId = (ticket: TicketId, key: string): EventId => `${ticket}#${key}` as EventId;
export const accountId = (source: string, local: string): AccountId => `${source}:${local}` as AccountId;

/** The id space of an account or agent: all before the name. Names of different spaces cannot be compared. */
export function idSpace(id: AccountId | AgentId): string {
  return id.slice(0, Math.max(id.indexOf(':'), id.indexOf('/')) + 1);
}
