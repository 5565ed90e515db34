import type { Update } from './account.ts';
import { viaOfRequester } from './audit.ts';
import { iso, ulid, uuid, zendeskIds } from './ids.ts';
import type { Ticket } from './ticket.ts';
import { legacyScore } from './update.ts';
import { customStatusId } from './words.ts';

export interface EventOut {
  readonly type: string;
  readonly body: object;
}

type Change = readonly [name: string, event: object];

/** The events of one update: each field's is a delivery of its own, and they share a sequence. */
export function eventsOf({ ticket, happening, audit, nextBreachBefore }: Update, firstCount: number): EventOut[] {
  const changes = changesOf(ticket, happening.kind, audit.events);
  if (ticket.nextBreach !== nextBreachBefore) {
    const [current, previous] = [ticket.nextBreach, nextBreachBefore].map((at) => (at === null ? null : iso(at)));
    changes.push(['next_sla_breach_changed', { current, previous }]);
  }
  const sequence = ulid(happening.at, firstCount);
  const detail = detailOf(ticket, audit.authorId);
  return changes.map(([name, event], i) => {
    const type = `zen:event-type:ticket.${name}`;
    const meta = { sequence: { id: sequence, position: i + 1, total: changes.length } };
    return { type, body: envelope(type, ticket.id, happening.at, firstCount + i, detail, { ...event, meta }) };
  });
}

function envelope(type: string, id: number, at: number, count: number, detail: object, event: object): object {
  return {
    type,
    account_id: zendeskIds.account,
    id: uuid(count),
    time: iso(at).replace('Z', `.${String(count % 1_000_000_000).padStart(9, '0')}Z`),
    zendesk_event_version: '2022-11-06',
    subject: `zen:ticket:${id}`,
    detail,
    event,
  };
}

const CHANGE_EVENTS: Readonly<Record<string, string>> = {
  assignee_id: 'agent_assignment_changed',
  group_id: 'group_assignment_changed',
  status: 'status_changed',
  custom_status_id: 'custom_status_changed',
  priority: 'priority_changed',
};
const UPPERCASE: ReadonlySet<string> = new Set(['status', 'priority']);

function changesOf(ticket: Ticket, kind: string, events: Update['audit']['events']): Change[] {
  if (kind === 'opened') return [['created', {}]];
  if (kind === 'deleted') return [['soft_deleted', {}]];
  if (kind === 'rated') {
    const score = ticket.rating === null ? null : legacyScore(ticket.rating.stars);
    return [['csat_received', { satisfaction_score: { score } }]];
  }
  return events.flatMap((event): Change[] => {
    if (event.type === 'Comment') return [['comment_added', { comment: commentOf(event) }]];
    const { field_name: field, value: current, previous_value: previous } = event;
    const name = CHANGE_EVENTS[String(field)];
    if (name === undefined) return [];
    const word = (value: unknown) =>
      UPPERCASE.has(String(field)) && typeof value === 'string' ? value.toUpperCase() : (value ?? null);
    return [[name, { current: word(current), previous: word(previous) }]];
  });
}

function commentOf({ id, body, public: isPublic, author_id: author }: Update['audit']['events'][number]): object {
  const isStaff = Number(author) < zendeskIds.customer(0);
  return {
    id: String(id),
    body,
    is_public: isPublic,
    author: { id: String(author), is_staff: isStaff, name: 'Somebody' },
  };
}

/** The ticket as events have it: ids as text, words in capitals. */
function detailOf(ticket: Ticket, actorId: number): object {
  const subject = `Something about ${ticket.story.workType}`;
  return {
    id: String(ticket.id),
    actor_id: String(actorId),
    assignee_id: ticket.assigneeId === null ? null : String(ticket.assigneeId),
    brand_id: String(zendeskIds.brand),
    created_at: iso(ticket.createdAt),
    updated_at: iso(ticket.updatedAt),
    custom_status: String(customStatusId(ticket.deletedAt === null ? ticket.status : ticket.statusBeforeDeletion)),
    description: subject,
    external_id: null,
    form_id: String(zendeskIds.form),
    group_id: String(ticket.groupId),
    is_public: true,
    organization_id: String(zendeskIds.organization),
    priority: ticket.priority.toUpperCase(),
    requester_id: String(ticket.requesterId),
    status: ticket.status.toUpperCase(),
    subject,
    submitter_id: String(ticket.requesterId),
    tags: [ticket.story.workType],
    type: 'INCIDENT',
    via: { channel: viaOfRequester(ticket.story).channel },
  };
}

/** What a test delivery carries. */
export const testEvent = (at: number, count: number): EventOut => {
  const type = 'zen:event-type:ticket.created';
  return { type, body: envelope(type, 1, at, count, { id: '1', subject: 'Test' }, {}) };
};
