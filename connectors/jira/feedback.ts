import { Rejected } from '../../src/connector/rejected.ts';
import type { TicketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { fieldOfType } from './aspects.ts';
import type { IssueRead } from './issue-read.ts';
import { eventOf, instantOf, type Reading, SEQ } from './reading.ts';
import { feedbackSchema, type Issue, moment, own } from './schema.ts';
import type { Settings } from './settings.ts';

const SATISFACTION = 'com.atlassian.servicedesk:sd-request-feedback';
const SATISFACTION_DATE = 'com.atlassian.servicedesk:sd-request-feedback-date';

/** Since when a rating holds: by what Jira says, or by when somebody noticed it. */
export interface RatedAt {
  readonly at: Instant;
  readonly isSaid: boolean;
}

/**
 * A request has one rating; another takes its place. One to five stars are 0 to 1. It is about nobody in particular.
 * Where Jira does not say when it was given, the same stars are the same rating, whenever they are seen.
 */
export function ratedEvent(rating: number, ticket: TicketId, { at, isSaid }: RatedAt): TicketEvent {
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) {
    throw new Rejected('unreadable rating', `rating is ${rating}`, 'It has to be a whole number from 1 to 5.');
  }
  const fact = { type: 'rated', score: (rating - 1) / 4, about: null, edition: { of: 'rated', at } } as const;
  return eventOf(ticket, isSaid ? `rated.${rating}.${at}` : `rated.${rating}`, {
    at,
    seq: SEQ.rating,
    actor: null,
    fact,
  });
}

/** The fields that hold the rating and its date; undefined: none is known. */
export function satisfactionFields({ fields }: Settings, schema: Issue['schema']) {
  return {
    rating: fields.satisfaction?.field ?? fieldOfType(schema, SATISFACTION),
    date: fields.satisfaction_date?.field ?? fieldOfType(schema, SATISFACTION_DATE),
  };
}

/** The rating among the fields of an issue, since when it says, else since the issue was last updated. */
export function satisfactionEvents({ ticket, issue, updatedAt }: IssueRead, { settings }: Reading): TicketEvent[] {
  const { fields, schema } = issue;
  const value = (name: string | undefined) => (name === undefined ? undefined : own(fields, name));
  const { rating, date } = satisfactionFields(settings, schema);
  const { data } = feedbackSchema.safeParse(value(rating));
  if (data === undefined || typeof data.rating !== 'number') return [];
  const at = instantOf(moment.catch(null).parse(value(date)));
  return [ratedEvent(data.rating, ticket, { at: at ?? updatedAt, isSaid: at !== null })];
}
