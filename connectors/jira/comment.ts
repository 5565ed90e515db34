import { z } from 'zod';
import { Rejected } from '../../src/connector/rejected.ts';
import type { TicketId } from '../../src/domain/ids.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { eventOf, instant, localName, parsed, type Reading, SEQ } from './reading.ts';
import { anyUser, type Comment, commentSchema, type Issue, own } from './schema.ts';

/** What a comment's issue says that the comment does not. */
export interface Commented {
  /** Null: nobody; undefined: not said. */
  readonly reporter: string | null | undefined;
  readonly isServiceProject: boolean;
}

export function reporterOf(fields: Issue['fields']): Commented['reporter'] {
  const raw = own(fields, 'reporter');
  return raw === undefined ? undefined : localName(anyUser.parse(raw));
}

export function isServiceProject(fields: Issue['fields']): boolean {
  return z.object({ projectTypeKey: z.literal('service_desk') }).safeParse(own(fields, 'project')).success;
}

export function commentEvent(raw: unknown, ticket: TicketId, about: Commented, reading: Reading): TicketEvent {
  const comment = parsed('comment', commentSchema, raw);
  const at = instant('created of a comment', comment.created);
  const actor = reading.account(comment.author);
  const fact = { type: typeOf(comment, about, reading) } as TicketFact;
  return eventOf(ticket, `comment.${comment.id ?? `at.${at}`}`, { at, seq: SEQ.comment, actor, fact });
}

type Said = 'noted' | 'replied' | 'customer-replied';

/** The reporter asks, whatever licence they hold: in a desk for employees customers have full accounts. */
function typeOf(comment: Comment, about: Commented, reading: Reading): Said {
  const { author } = comment;
  if (isInternal(comment, about, reading)) return 'noted';
  if (author?.accountType === 'customer') return 'customer-replied';
  if (author === null || author.accountType === 'app') return 'replied';
  if (about.reporter !== undefined) return localName(author) === about.reporter ? 'customer-replied' : 'replied';
  throw new Rejected(
    'comment of an unknown issue',
    'it is not said who reported the issue, so nobody can tell whether the customer or an agent wrote it',
    'Put the issue beside the comment, with its id, reporter and project.',
  );
}

/** A note stops no clock: where a service project does not say who sees a comment, it counts as one. */
function isInternal({ jsdPublic, public: shown, properties, visibility }: Comment, about: Commented, reading: Reading) {
  if (visibility !== null) return true;
  const { value } = properties.find(({ key }) => key === 'sd.public.comment') ?? {};
  const said = shown ?? jsdPublic ?? (typeof value?.internal === 'boolean' ? !value.internal : null);
  if (said !== null || !about.isServiceProject) return said === false;
  reading.unmapped('comment', 'public or internal: not said');
  return true;
}
