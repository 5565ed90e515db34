import type { DeliveredFact, Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { normaliseDoorbell } from './doorbell.ts';
import { normaliseAudit } from './normalise-history.ts';
import { normaliseJournal } from './normalise-journal.ts';
import { normaliseGroup, normaliseUser } from './normalise-people.ts';
import { normalisePresence } from './normalise-presence.ts';
import { normaliseRecord } from './normalise-record.ts';
import { normaliseTaskSla } from './normalise-sla.ts';
import { normaliseSurvey } from './normalise-survey.ts';
import { type Envelope, quoted, readEnvelope } from './schema.ts';
import { type Desk, own } from './settings.ts';

const READERS: Readonly<Record<string, (desk: Desk, envelope: Envelope, receivedAt: Instant) => Normalised>> = {
  incident: normaliseRecord,
  'sys-audit': normaliseAudit,
  journal: normaliseJournal,
  'task-sla': normaliseTaskSla,
  survey: normaliseSurvey,
  gone: normalisePresence(false),
  back: normalisePresence(true),
  'sys-user': normaliseUser,
  'sys-user-group': normaliseGroup,
};

/** Without `resource` it is a webhook, else something read through REST. */
export function normaliseDelivery(desk: Desk, { fields, receivedAt }: DeliveredFact): Normalised {
  if (!Object.hasOwn(fields, 'resource')) return normaliseDoorbell(desk, fields);
  const envelope = readEnvelope(fields);
  const reader = own(READERS, envelope.resource);
  if (reader !== undefined) return reader(desk, envelope, receivedAt);
  const names = Object.keys(READERS).join(', ');
  throw new Rejected('unknown resource', `resource is ${quoted(envelope.resource)}`, `It has to be one of ${names}.`);
}
