import { Rejected } from '../../src/connector/rejected.ts';
import type { TicketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { fieldOfType } from './aspects.ts';
import type { IssueRead } from './issue-read.ts';
import { eventOf, instantOf, type Reading, SEQ } from './reading.ts';
import { feedbackSchema, moment, own } from './schema.ts';

const SATISFACTION = 'com.atlassian.servicedesk:sd-request-feedback';
const SATISFACTION_DATE = 'com.atlassian.servicedesk:sd-request-feedback-date';

/** A request has one rating; another replaces it. One to five stars are 0 to 1. It is about nobody in particular. */
export function ratedEvent(rating: number, ticket: TicketId, at: Instant): TicketEvent {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) {
    throw new Rejected('unreadable rating', `rating is ${rating}`, 'It has to be a whole number from 1 to 5.');
  }
  const fact = { type: 'rated', score: (rating - 1) / 4, about: null } as const;
  return eventOf(ticket, `rated.${rating}`, { at, seq: SEQ.rating, actor: null, fact });
}

/** The rating among the fields of an issue, since when it says, else since the issue was last updated. */
export function satisfactionEvents({ ticket, issue, updatedAt }: IssueRead, { settings }: Reading): TicketEvent[] {
  const { fields, schema } = issue;
  const value = (name: string | undefined) => (name === undefined ? undefined : own(fields, name));
  const field = settings.fields.satisfaction?.field ?? fieldOfType(schema, SATISFACTION);
  const { data } = feedbackSchema.safeParse(value(field));
  if (data === undefined || typeof data.rating !== 'number') return [];
  const dateField = settings.fields.satisfaction_date?.field ?? fieldOfType(schema, SATISFACTION_DATE);
  const at = instantOf(moment.catch(null).parse(value(dateField)));
  return [ratedEvent(data.rating, ticket, at ?? updatedAt)];
}
