import { Rejected } from '../../src/connector/rejected.ts';
import { type AccountId, accountId } from '../../src/domain/ids.ts';
import type { TicketFact } from '../../src/domain/ticket-event.ts';
import type { Audit, AuditEvent, Sideloads, Via } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { account } from './ticket-change.ts';

/** The account that all triggers, automations and the system itself go by: their names change, their time is nobody's. */
export const AUTOMATION = 'automation';

/** Some replies name a channel by its number; 8 is rule. */
const AUTOMATIC: ReadonlySet<string> = new Set(['rule', 'system', '8']);

/** An event that came another way than the rest of its audit says so itself. */
export function isAutomatic({ author_id: author, via }: Audit, event: { readonly via: Via }): boolean {
  return AUTOMATIC.has((event.via ?? via)?.channel?.toLowerCase() ?? '') || author === null;
}

export function actorOf(zendesk: ZendeskSource, { author_id: author }: Audit, automatic: boolean): AccountId | null {
  return automatic ? accountId(zendesk.source, AUTOMATION) : account(zendesk, author);
}

/** A comment, in its audit with the comment's own author, and what was read along with it. */
interface Written {
  readonly audit: Audit;
  readonly event: AuditEvent;
  readonly beside: Sideloads;
}

/**
 * What a comment is to the ticket. An audit names its author by id alone: whose side that is, only what was read along
 * with it tells, or the settings. Throws Rejected where nothing does: a guess would be a wrong figure.
 */
export function commentFact(zendesk: ZendeskSource, { audit, event, beside }: Written): TicketFact {
  // Customers who are not on the ticket write to it in private: their mail is kept from view, but it is no note.
  if (event.public === false) return { type: roleOf(audit, beside) === END_USER ? 'customer-replied' : 'noted' };
  if (event.public === null) {
    const remedy = "Send the object exactly as Zendesk's API returns it.";
    throw new Rejected(
      'unreadable audit',
      `audit ${audit.id} has a comment that is neither public nor private`,
      remedy,
    );
  }
  const isStaff = isAutomatic(audit, event) || staffOf(zendesk, { audit, event, beside });
  if (isStaff !== null) return { type: isStaff ? 'replied' : 'customer-replied' };
  throw new Rejected(
    'unknown author',
    `nothing tells whether user ${audit.author_id}, who wrote in audit ${audit.id}, is staff`,
    'Read audits with include=users and keep the users with each, or list everybody who is staff in the settings.',
  );
}

/** Null: nothing tells. A requester is the customer, though they work here. */
function staffOf({ staff, bots }: ZendeskSource, { audit, event, beside }: Written): boolean | null {
  const { author_id: author } = audit;
  if (author === null) return true;
  const ticket = beside.tickets.find(({ id }) => id === audit.ticket_id);
  if (ticket?.requester_id === author) return false;
  const role = roleOf(audit, beside);
  if (role !== null) return role !== END_USER;
  return event.author?.is_staff ?? (bots.has(author) || (staff?.has(author) ?? null));
}

const END_USER = 'end-user';

function roleOf({ author_id: author }: Audit, { users }: Sideloads): string | null {
  return users.find(({ id }) => id === author)?.role?.toLowerCase() ?? null;
}
