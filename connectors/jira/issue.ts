import { z } from 'zod';
import type { Instant } from '../../src/domain/interval.ts';
import { isDone, type TicketChange } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { type Aspect, aspectsOf, isSame, type Value, valueIn } from './aspects.ts';
import { commentEvent, isServiceProject, reporterOf } from './comment.ts';
import { satisfactionEvents } from './feedback.ts';
import { type History, historyEvents, stepOf } from './history.ts';
import { type IssueRead, readIssue } from './issue-read.ts';
import { linkEvents } from './links.ts';
import { eventOf, instantOf, type Reading, SEQ, SEQ_LAST } from './reading.ts';
import { anyUser, type Issue, moment, own } from './schema.ts';
import { slaEventsIn } from './sla.ts';
import { CHANNEL_NAMES } from './status-map.ts';

/** An issue, with its change log where that was expanded, and the comments, links, SLAs and rating among its fields. */
export function issueEvents(issue: Issue, reading: Reading): TicketEvent[] {
  const read = readIssue(issue, reading);
  const aspects = aspectsOf(reading.settings, issue.schema);
  return [
    opening(read, aspects, reading),
    ...read.histories.flatMap((history) => historyEvents(history, read.ticket, aspects, reading)),
    ...snapshot(read, aspects, reading),
    ...commentsIn(read, reading),
    ...linkEvents(read, reading),
    ...slaEventsIn(read, reading),
    ...satisfactionEvents(read, reading),
  ];
}

/**
 * That it was opened; and, where its history is whole, as what: in each aspect what the first change found. Read both
 * ways, the whole comes first, so that the other changes nothing.
 */
function opening(read: IssueRead, aspects: readonly Aspect[], reading: Reading): TicketEvent {
  const { ticket, issue, createdAt: at, histories, isWhole } = read;
  const actor = reading.account(anyUser.parse(own(issue.fields, 'creator') ?? null));
  const values = aspects.map((aspect) => firstStep(aspect, histories)?.from ?? valueIn(aspect, issue.fields));
  const set = isWhole ? { ...changeOf(aspects, values, reading), ...channelOf(issue, reading) } : {};
  const key = isWhole ? 'initial' : 'opened';
  return eventOf(ticket, key, { at, seq: SEQ[key], actor, fact: { type: 'changed', set, openedAt: at } });
}

/** What the issue says now and its history does not: all of it, without a history. */
function snapshot(read: IssueRead, aspects: readonly Aspect[], reading: Reading): TicketEvent[] {
  const { ticket, issue, updatedAt, histories, isWhole } = read;
  const values = aspects.map((aspect) => {
    const now = valueIn(aspect, issue.fields);
    const told = lastStep(aspect, histories)?.to ?? (isWhole ? now : undefined);
    return now !== undefined && told !== undefined && isSame(now, told) ? undefined : now;
  });
  const set = { ...changeOf(aspects, values, reading), ...(!isWhole && channelOf(issue, reading)) };
  if (Object.keys(set).length === 0) return [];
  const at = stateSince(read, set);
  const fact = { type: 'changed', set } as const;
  return [eventOf(ticket, `state.${updatedAt}`, { at, knownAt: updatedAt, seq: SEQ_LAST, actor: null, fact })];
}

/** A comment or a label moves `updated` on; when it was resolved, a resolved issue says itself. */
function stateSince({ issue, createdAt, updatedAt, histories }: IssueRead, { status }: TicketChange): Instant {
  const resolvedAt = instantOf(moment.catch(null).parse(own(issue.fields, 'resolutiondate')));
  if (status === undefined || !isDone(status) || resolvedAt === null) return updatedAt;
  return resolvedAt < Math.max(createdAt, histories.at(-1)?.at ?? createdAt)
    ? updatedAt
    : Math.min(resolvedAt, updatedAt);
}

const firstStep = (aspect: Aspect, histories: readonly History[]) =>
  histories.map((history) => stepOf(aspect, history)).find((step) => step !== null);
const lastStep = (aspect: Aspect, histories: readonly History[]) =>
  histories.map((history) => stepOf(aspect, history)).findLast((step) => step !== null);

function changeOf(aspects: readonly Aspect[], values: readonly (Value | undefined)[], reading: Reading): TicketChange {
  const changes = aspects.map((aspect, i) => {
    const value = values[i];
    return value === undefined ? null : aspect.change(value, reading);
  });
  return Object.assign({}, ...changes);
}

/** How a request came in, where it was asked for: `properties=request.channel.type`. */
function channelOf({ properties }: Issue, { settings }: Reading): TicketChange {
  const read = z.object({ value: z.string().min(1) }).safeParse(own(properties, 'request.channel.type'));
  if (!read.success) return {};
  const word = read.data.value.toLowerCase();
  return { channel: settings.channels.get(word) ?? CHANNEL_NAMES.get(word) ?? word };
}

function commentsIn({ ticket, issue }: IssueRead, reading: Reading): TicketEvent[] {
  const { data } = z.object({ comments: z.array(z.unknown()) }).safeParse(own(issue.fields, 'comment'));
  const about = { reporter: reporterOf(issue.fields), isServiceProject: isServiceProject(issue.fields) };
  return (data?.comments ?? []).map((raw) => commentEvent(raw, ticket, about, reading));
}
