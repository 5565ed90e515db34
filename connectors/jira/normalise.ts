import type { DeliveredFact, Normalised } from '../../src/connector/connector.ts';
import { presence } from '../../src/connector/presence.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import type { TicketId } from '../../src/domain/ids.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { aspectsOf } from './aspects.ts';
import { commentEvent, isServiceProject, reporterOf } from './comment.ts';
import { ratedEvent } from './feedback.ts';
import { historyEvents, historyOf } from './history.ts';
import { issueEvents } from './issue.ts';
import { agentOf, instant, instantOf, localName, parsed, quoted, Reading, ticketOf } from './reading.ts';
import {
  changeLogSchema,
  commentSchema,
  type Envelope,
  envelopeSchema,
  feedbackSchema,
  goneSchema,
  issueSchema,
  own,
  slaSchema,
  statusList,
  userSchema,
} from './schema.ts';
import type { Settings } from './settings.ts';
import { slaEvents, slaIssueId } from './sla.ts';
import { rung } from './webhook.ts';

/** What was read through REST stands in an envelope that names it; all else is a webhook. */
export function normaliseJira(source: string, settings: Settings, fact: DeliveredFact): Normalised {
  const { fields, receivedAt } = fact;
  if (!Object.hasOwn(fields, 'resource')) return rung(fields);
  const envelope = parsed('delivery', envelopeSchema, fields);
  const reading = new Reading(source, settings, statusesIn(envelope));
  if (envelope.resource === 'user') return person(envelope, reading);
  return reading.result(eventsOf(envelope, reading, receivedAt));
}

/** Whoever only asks is nobody's agent. */
function person({ data }: Envelope, reading: Reading): Normalised {
  const user = parsed('user', userSchema, data);
  const local = localName(user);
  if (local === null) {
    throw new Rejected(
      'no account',
      'neither accountId nor key nor name is given',
      'Deliver the user as Jira returns it.',
    );
  }
  return reading.result([], user.accountType === 'customer' ? [] : [agentOf(reading, user, local)]);
}

function eventsOf(envelope: Envelope, reading: Reading, receivedAt: number): TicketEvent[] {
  const { resource, data, issue } = envelope;
  const beside = (said: string | null = null): TicketId => ticketOf(reading.source, issue?.id ?? said);
  switch (resource) {
    case 'issue':
      return issueEvents(parsed('issue', issueSchema, data), reading);
    case 'changelog':
      return changes(envelope, reading, beside);
    case 'comment': {
      const { self } = parsed('comment', commentSchema, data);
      const ticket = beside(/\/issue\/(\d+)\/comment\//.exec(self ?? '')?.[1] ?? null);
      const fields = issue?.fields ?? {};
      const about = { reporter: reporterOf(fields), isServiceProject: isServiceProject(fields) };
      return [commentEvent(data, ticket, about, reading)];
    }
    case 'request-sla': {
      const sla = parsed('request SLA', slaSchema, data);
      const wordedAt = instantOf(envelope.at) ?? receivedAt;
      return slaEvents(sla, { ticket: beside(slaIssueId(sla)), wordedAt }, reading);
    }
    case 'request-feedback': {
      const { rating } = parsed('request feedback', feedbackSchema, data);
      if (typeof rating !== 'number') return [];
      const at = instantOf(envelope.at);
      return [ratedEvent(rating, beside(), { at: at ?? receivedAt, isSaid: at !== null })];
    }
    case 'gone':
    case 'back': {
      const { id, at } = parsed(`mark of what is ${resource}`, goneSchema, data);
      return [presence(beside(id), instant(`at of what is ${resource}`, at), resource === 'back')];
    }
    default:
      throw new Rejected(
        'unknown resource',
        `resource is ${quoted(resource)}`,
        'It has to be issue, changelog, comment, request-sla, request-feedback, gone, back or user.',
      );
  }
}

/** One entry of a change log, or all of one issue's. */
function changes({ data }: Envelope, reading: Reading, beside: (said?: string | null) => TicketId): TicketEvent[] {
  const aspects = aspectsOf(reading.settings);
  const { data: all } = changeLogSchema.safeParse(data);
  const ticket = beside(all?.issueId ?? null);
  const histories = (all?.changeHistories ?? [data]).map((raw) => historyOf(raw, reading));
  return histories.flatMap((history) => historyEvents(history, ticket, aspects, reading));
}

/** The status an issue now has comes with its category; of those it had, the list of all statuses says it. */
function statusesIn({ resource, data, issue, statuses }: Envelope): Envelope['statuses'] {
  const read = issueSchema.safeParse(resource === 'issue' ? data : issue);
  return [...statuses, ...(read.success ? statusList.parse([own(read.data.fields, 'status')]) : [])];
}
