import type { Normalised, Unmapped } from '../../src/connector/connector.ts';
import { type AccountId, eventId, type TicketId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import type { TicketEvent, TicketFact } from '../../src/domain/ticket-event.ts';
import { changesIn } from './audit-changes.ts';
import { followUpOf, linkEvent, mergedWith } from './linked.ts';
import { instant, orderOf, shortened, understood } from './reading.ts';
import { type Audit, auditSchema, idOrNull, type Sideloads, sideloads } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { channelOf, ticketChange } from './ticket-change.ts';
import { actorOf, commentFact, isAutomatic } from './who.ts';

const COMMENTS: ReadonlySet<string> = new Set(['Comment', 'VoiceComment', 'FacebookComment']);

/** What audits tell besides, that no figure uses. Another word is counted. */
const OF_NO_USE: ReadonlySet<string> = new Set(
  `Create Change Notification NotificationWithCcs SmsNotification Cc FollowerNotification FollowerChange EmailCcChange
  AgentMacroReference MacroReference SatisfactionRating TicketSharingEvent OrganizationActivity Error Tweet
  FacebookEvent External LogMeInTranscript Push ChatStartedEvent ChatEndedEvent AssociateAttValsEvent SurveyOffered
  SurveyResponseSubmitted OfferedTo ChannelBackEvent CommentRedactionEvent AttachmentRedactionEvent
  CommentPrivacyChange SuspendedTicketRecoveryEvent ScheduleAssignment SlaTargetChange CollabThreadCreated
  CollabThreadReply CollabThreadClosed CollabThreadReopened KnowledgeLinked KnowledgeLinkAccepted`.split(/\s+/),
);

/** One update of a ticket, with all that was done in it. */
export function normaliseAudit(zendesk: ZendeskSource, data: unknown, envelope: unknown): Normalised {
  const audit = understood('audit', auditSchema, data);
  const beside = besides(data, envelope);
  const at = instant('created_at', audit.created_at);
  const id = ticketId(zendesk.source, audit.ticket_id);
  const unmapped: Unmapped[] = audit.events
    .filter(({ type }) => !COMMENTS.has(type) && !OF_NO_USE.has(type))
    .map(({ type }) => ({ what: 'audit event', word: shortened(type) }));
  const event = (position: number, actor: AccountId | null, fact: TicketFact): TicketEvent => ({
    id: eventId(id, `audit-${audit.id}.${String(position).padStart(3, '0')}`),
    ticketId: id,
    occurredAt: at,
    knownAt: at,
    seq: orderOf(audit.id),
    actor,
    fact,
  });
  const events = [
    ...changed(zendesk, audit, at, event, unmapped),
    ...comments(zendesk, audit, beside, event),
    ...links(id, audit, at),
  ];
  return { events, agents: [], unmapped };
}

/** The API lays users and tickets beside the list of audits; they may have been kept with the audit, or beside it. */
function besides(data: unknown, envelope: unknown): Sideloads {
  const within = understood('audit', sideloads, data);
  const around = understood('audit', sideloads, envelope);
  return { users: [...within.users, ...around.users], tickets: [...within.tickets, ...around.tickets] };
}

type MakeEvent = (position: number, actor: AccountId | null, fact: TicketFact) => TicketEvent;

function changed(
  zendesk: ZendeskSource,
  audit: Audit,
  at: Instant,
  event: MakeEvent,
  unmapped: Unmapped[],
): TicketEvent[] {
  const changes = changesIn(audit);
  const channel = audit.via?.channel ?? null;
  const opening = isOpening(audit);
  return changes.flatMap(({ position, automatic, fields }, i) => {
    const first = opening && i === 0;
    const set = {
      ...ticketChange(fields, zendesk, unmapped),
      ...(first && channel !== null && { channel: channelOf(zendesk, channel) }),
    };
    if (Object.keys(set).length === 0 && !first) return [];
    const fact: TicketFact = { type: 'changed', set, ...(first && { openedAt: at }) };
    return [event(position, actorOf(zendesk, audit, automatic), fact)];
  });
}

/** Every ticket is created with a status. */
const isOpening = ({ events }: Audit): boolean =>
  events.some(({ type, field_name: field }) => type === 'Create' && field === 'status');

/** The first comment of a ticket is what it asks, not an answer to anything. */
function comments(zendesk: ZendeskSource, audit: Audit, beside: Sideloads, make: MakeEvent): TicketEvent[] {
  const written = audit.events
    .map((event, position) => ({ event, position }))
    .filter(({ event }) => COMMENTS.has(event.type));
  return written.slice(isOpening(audit) ? 1 : 0).map(({ event, position }) => {
    const authored = { ...audit, author_id: event.author_id ?? audit.author_id };
    const fact = commentFact(zendesk, { audit: authored, event, beside });
    return make(position, actorOf(zendesk, authored, isAutomatic(authored, event)), fact);
  });
}

function links(id: TicketId, audit: Audit, at: Instant): TicketEvent[] {
  const problems = audit.events
    .filter(({ type, field_name: field }) => (type === 'Create' || type === 'Change') && field === 'problem_id')
    .flatMap(({ value }) => idOrNull.safeParse(value).data ?? []);
  const link = (relation: string, other: string) =>
    linkEvent(id, `audit-${audit.id}.${relation}-${other}`, { relation, other, at });
  return [
    ...(isOpening(audit) ? followUpOf(id, audit.via, at) : []),
    ...mergedWith(audit.via).map((other) => link('merge', other)),
    ...[...new Set(problems)].map((other) => link('problem', other)),
  ];
}
