import { TARGETS } from '../desk/promises.ts';
import type { Happening } from '../desk/story.ts';
import { changed, comment, created, doneBy, type EventDraft, idText, SLA_RULE } from './audit.ts';
import { zendeskIds } from './ids.ts';
import type { Ticket } from './ticket.ts';
import { customStatusId, PRIORITY_WORDS, STATUS_WORDS, type StatusWord } from './words.ts';

/** Changes the ticket as the happening says; gives what its audit tells of it. */
export function applied(ticket: Ticket, happening: Happening, isSurvey: boolean): EventDraft[] {
  switch (happening.kind) {
    case 'opened':
      return opened(ticket, happening);
    case 'assigned':
      return assigned(ticket, happening);
    case 'status':
      return withStatus(ticket, STATUS_WORDS[happening.to], happening.at);
    case 'priority':
      return withPriority(ticket, PRIORITY_WORDS[happening.to]);
    case 'reply':
      ticket.counts.replies++;
      ticket.counts.firstReplyAt ??= happening.at;
      return [said(ticket, happening, 'We are on it.', true)];
    case 'note':
      return [said(ticket, happening, 'Seen this before.', false)];
    case 'customer-reply':
      return [said(ticket, happening, 'It is still so.', true)];
    case 'rated':
      return rated(ticket, happening, isSurvey);
    case 'deleted':
      return deleted(ticket, happening);
  }
}

const said = ({ story }: Ticket, { by }: Happening, body: string, isPublic: boolean): EventDraft =>
  comment(doneBy(by, story, false).authorId, body, isPublic);

function opened(ticket: Ticket, { priority }: Happening & { readonly kind: 'opened' }): EventDraft[] {
  const { story, requesterId } = ticket;
  const targets = TARGETS[priority];
  const promise = (metric: string, targetMs: number) =>
    changed(metric, { minutes: targetMs / 60_000, in_business_hours: false }, null, { via: SLA_RULE });
  return [
    comment(requesterId, `Something about ${story.workType}`, true),
    created('subject', `Something about ${story.workType}`),
    created('tags', [story.workType]),
    created(String(zendeskIds.workTypeField), story.workType),
    created('status', 'new'),
    created('custom_status_id', idText(customStatusId('new'))),
    created('priority', ticket.priority),
    created('type', 'incident'),
    created('group_id', idText(ticket.groupId)),
    created('assignee_id', null),
    created('requester_id', idText(requesterId)),
    created('organization_id', idText(zendeskIds.organization)),
    created('brand_id', idText(zendeskIds.brand)),
    created('ticket_form_id', idText(zendeskIds.form)),
    promise('first_reply_time', targets['first-response']),
    promise('total_resolution_time', targets.resolution),
  ];
}

function assigned(ticket: Ticket, { at, to, group }: Happening & { readonly kind: 'assigned' }): EventDraft[] {
  const [assigneeId, groupId] = [to === null ? null : zendeskIds.agent(to), zendeskIds.group(group)];
  const drafts: EventDraft[] = [];
  if (groupId !== ticket.groupId) {
    drafts.push(changed('group_id', idText(groupId), idText(ticket.groupId)));
    ticket.counts.groups++;
  }
  if (assigneeId !== ticket.assigneeId) {
    drafts.push(changed('assignee_id', idText(assigneeId), idText(ticket.assigneeId)));
    ticket.counts.assignees++;
    ticket.counts.firstAssignedAt ??= at;
    ticket.counts.assignedAt = at;
  }
  Object.assign(ticket, { assigneeId, groupId });
  return drafts;
}

function withStatus(ticket: Ticket, to: StatusWord, at: number): EventDraft[] {
  const from = ticket.status;
  if (from === to) return [];
  ticket.status = to;
  if (to === 'solved') {
    ticket.solvedAt = at;
    ticket.counts.firstSolvedAt ??= at;
  } else if (to === 'closed') {
    ticket.closedAt = at;
    ticket.solvedAt ??= at;
  } else if (from === 'solved') {
    ticket.solvedAt = null;
    ticket.counts.reopens++;
  }
  const drafts = [changed('status', to, from)];
  const [custom, before] = [customStatusId(to), customStatusId(from)];
  return custom === before ? drafts : [...drafts, changed('custom_status_id', idText(custom), idText(before))];
}

function withPriority(ticket: Ticket, to: string): EventDraft[] {
  const from = ticket.priority;
  ticket.priority = to;
  return from === to ? [] : [changed('priority', to, from)];
}

const LEGACY = { 1: 'bad', 3: 'good', 5: 'good' } as const;

/** The rating before the survey of 2025 knows two words; three stars count as good. */
export const legacyScore = (stars: 1 | 3 | 5): 'good' | 'bad' => LEGACY[stars];

function rated(ticket: Ticket, { at, stars }: Happening & { readonly kind: 'rated' }, isSurvey: boolean): EventDraft[] {
  const before = ticket.rating === null ? 'offered' : legacyScore(ticket.rating.stars);
  const { assigneeId, story } = ticket;
  const { id, createdAt } = ticket.rating ?? { id: zendeskIds.rating(story.n), createdAt: at };
  ticket.rating = { id, createdAt, updatedAt: at, stars, assigneeId };
  if (isSurvey) return [{ type: 'SurveyResponseSubmitted', survey_type: 'customer_satisfaction' }];
  const score = legacyScore(stars);
  return score === before ? [] : [changed('satisfaction_score', score, before)];
}

function deleted(ticket: Ticket, { at, by }: Happening): EventDraft[] {
  const from = ticket.status;
  ticket.statusBeforeDeletion = from;
  ticket.status = 'deleted';
  ticket.deletedAt = at;
  ticket.deletedBy = doneBy(by, ticket.story, false).authorId;
  return [changed('status', 'deleted', from)];
}
