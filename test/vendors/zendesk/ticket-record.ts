import type { Account } from './account.ts';
import { viaOfRequester } from './audit.ts';
import { iso, zendeskIds } from './ids.ts';
import { metricRowRecord } from './metric-rows.ts';
import { rowsNow, slasOf } from './promises.ts';
import type { Ticket } from './ticket.ts';
import { legacyScore } from './update.ts';
import { customStatusId } from './words.ts';

/** A ticket as the API gives it, with what `include` asks for inside of it. */
export function ticketRecord(account: Account, base: string, ticket: Ticket, include: ReadonlySet<string>): object {
  const { story, rating, requesterId } = ticket;
  const subject = `Something about ${story.workType}`;
  const customFields = [{ id: zendeskIds.workTypeField, value: story.workType }];
  const isSurvey = account.traps.surveyInsteadOfRating;
  const score = rating === null || isSurvey ? null : { id: rating.id, score: legacyScore(rating.stars), comment: null };
  return {
    url: `${base}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: null,
    via: viaOfRequester(story),
    created_at: iso(ticket.createdAt),
    updated_at: iso(ticket.updatedAt),
    type: 'incident',
    subject,
    raw_subject: subject,
    description: subject,
    priority: ticket.priority,
    status: ticket.status,
    custom_status_id: customStatusId(ticket.deletedAt === null ? ticket.status : ticket.statusBeforeDeletion),
    recipient: null,
    requester_id: requesterId,
    submitter_id: requesterId,
    assignee_id: ticket.assigneeId,
    organization_id: zendeskIds.organization,
    group_id: ticket.groupId,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags: [story.workType],
    custom_fields: customFields,
    satisfaction_rating: score,
    sharing_agreement_ids: [],
    fields: customFields,
    followup_ids: [],
    ticket_form_id: zendeskIds.form,
    brand_id: zendeskIds.brand,
    satisfaction_probability: null,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
    ...besides(account, base, ticket, include),
  };
}

function besides(account: Account, base: string, ticket: Ticket, include: ReadonlySet<string>): object {
  const now = account.clock();
  return {
    ...(include.has('slas') ? { slas: slasOf(ticket, now) } : {}),
    ...(include.has('metric_sets') ? { metric_set: metricSet(ticket, base) } : {}),
    ...(include.has('metric_events') ? { metric_events: metricEvents(account, ticket, now) } : {}),
  };
}

/** By metric, as a ticket has them; newest first. */
function metricEvents(account: Account, ticket: Ticket, now: number): object {
  const rows = rowsNow(ticket, now, account.traps.metricRowsRewritten).reverse();
  const byMetric = Map.groupBy(rows, ({ metric }) => metric);
  return Object.fromEntries([...byMetric].map(([metric, of]) => [metric, of.map(metricRowRecord)]));
}

/** A snapshot: how long things took, and how often they went on. */
export function metricSet(ticket: Ticket, base: string): object {
  const { counts, createdAt, solvedAt } = ticket;
  const id = zendeskIds.metricSet(ticket.story.n);
  const stamp = (at: number | null) => (at === null ? null : iso(at));
  const minutes = (until: number | null) => {
    const spent = until === null ? null : Math.floor((until - createdAt) / 60_000);
    return { calendar: spent, business: spent };
  };
  return {
    url: `${base}/api/v2/ticket_metrics/${id}.json`,
    id,
    ticket_id: ticket.id,
    created_at: iso(createdAt),
    updated_at: iso(ticket.updatedAt),
    group_stations: counts.groups,
    assignee_stations: counts.assignees,
    reopens: counts.reopens,
    replies: counts.replies,
    assignee_updated_at: stamp(ticket.updatedAt),
    requester_updated_at: iso(createdAt),
    status_updated_at: iso(ticket.updatedAt),
    initially_assigned_at: stamp(counts.firstAssignedAt),
    assigned_at: stamp(counts.assignedAt),
    solved_at: stamp(solvedAt),
    latest_comment_added_at: stamp(counts.firstReplyAt ?? createdAt),
    reply_time_in_minutes: minutes(counts.firstReplyAt),
    first_resolution_time_in_minutes: minutes(counts.firstSolvedAt),
    full_resolution_time_in_minutes: minutes(solvedAt),
    agent_wait_time_in_minutes: minutes(null),
    requester_wait_time_in_minutes: minutes(solvedAt),
    on_hold_time_in_minutes: { calendar: 0, business: 0 },
    custom_status_updated_at: iso(ticket.updatedAt),
  };
}
