import type { TicketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { type History, historyOf, inTime } from './history.ts';
import { instant, type Reading, ticketOf } from './reading.ts';
import { anyUser, type Issue, moment, own } from './schema.ts';

/** An issue as it is read, and what its own dates say. */
export interface IssueRead {
  readonly ticket: TicketId;
  readonly issue: Issue;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly histories: readonly History[];
  /** The change log holds all that ever changed. */
  readonly isWhole: boolean;
}

/** Throws Rejected where its id, its dates or an entry of its change log cannot be read. */
export function readIssue(issue: Issue, reading: Reading): IssueRead {
  const { fields, changelog } = issue;
  const histories = (changelog?.histories ?? []).map((raw) => historyOf(raw, reading)).sort(inTime);
  for (const name of ['assignee', 'reporter']) reading.account(anyUser.parse(own(fields, name) ?? null));
  const createdAt = instant('fields.created', moment.parse(own(fields, 'created')));
  return {
    ticket: ticketOf(reading.source, issue.id),
    issue,
    createdAt,
    updatedAt: Math.max(createdAt, instant('fields.updated', moment.parse(own(fields, 'updated')))),
    histories,
    isWhole: changelog !== null && (changelog.startAt ?? 0) === 0 && histories.length >= (changelog.total ?? 0),
  };
}
