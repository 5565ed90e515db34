import type { DeliveredFact, Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { normaliseAudit } from './normalise-audit.ts';
import { normaliseBack, normaliseGone } from './normalise-gone.ts';
import { normaliseMetricEvent, normaliseMetricEvents } from './normalise-metric-events.ts';
import { normaliseGroup, normaliseUser } from './normalise-people.ts';
import { normaliseRating, normaliseSurveyResponse } from './normalise-rating.ts';
import { normaliseTicket } from './normalise-ticket.ts';
import { normaliseWebhook } from './normalise-webhook.ts';
import { plainText, shortened } from './reading.ts';
import type { ZendeskSource } from './settings.ts';

type Read = (zendesk: ZendeskSource, data: unknown, receivedAt: Instant, envelope: unknown) => Normalised;

/** What the API gives, by the name we lay it in its envelope under. */
const RESOURCES: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['ticket', normaliseTicket],
  ['gone', (zendesk, data) => normaliseGone(zendesk, data)],
  ['back', (zendesk, data) => normaliseBack(zendesk, data)],
  ['audit', (zendesk, data, _, envelope) => normaliseAudit(zendesk, data, envelope)],
  ['metric-events', normaliseMetricEvents],
  ['metric-event', (_, data) => normaliseMetricEvent(data)],
  ['satisfaction-rating', normaliseRating],
  ['survey-response', normaliseSurveyResponse],
  ['user', normaliseUser],
  ['group', normaliseGroup],
]);

/** A delivery with a `resource` was read from the API or exported; any other is a webhook. */
export function normaliseFact(zendesk: ZendeskSource, { fields, receivedAt }: DeliveredFact): Normalised {
  const resource = isObject(fields) && Object.hasOwn(fields, 'resource') ? plainText(fields['resource']) : null;
  if (resource === null) return normaliseWebhook(fields);
  const read = RESOURCES.get(resource ?? '');
  if (read !== undefined) return read(zendesk, fields['data'], receivedAt, fields);
  throw new Rejected(
    'unknown resource',
    `resource is "${shortened(resource ?? 'an object')}"`,
    `Name one of ${[...RESOURCES.keys()].join(', ')}, with the object of the API as its data.`,
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
