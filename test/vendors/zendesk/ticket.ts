import type { Happening, TicketStory } from '../desk/story.ts';
import type { Audit } from './audit.ts';
import { zendeskIds } from './ids.ts';
import type { MetricRow } from './metric-rows.ts';
import { PRIORITY_WORDS, type StatusWord } from './words.ts';

/** A ticket as the account keeps it. Instants are milliseconds UTC. */
export interface Ticket {
  readonly story: TicketStory;
  readonly id: number;
  readonly requesterId: number;
  readonly createdAt: number;
  /** What happened so far, deletion left out: it moves no clock. */
  readonly happened: Happening[];
  readonly audits: Audit[];
  status: StatusWord;
  priority: string;
  assigneeId: number | null;
  groupId: number;
  updatedAt: number;
  solvedAt: number | null;
  closedAt: number | null;
  deletedAt: number | null;
  statusBeforeDeletion: StatusWord;
  deletedBy: number;
  rating: Rating | null;
  metricRows: ReadonlyMap<number, MetricRow>;
  /** When the next promise breaks, if nothing is done; null: none will. */
  nextBreach: number | null;
  readonly counts: Counts;
}

export interface Rating {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  stars: 1 | 3 | 5;
  assigneeId: number | null;
}

interface Counts {
  reopens: number;
  replies: number;
  assignees: number;
  groups: number;
  firstReplyAt: number | null;
  firstSolvedAt: number | null;
  firstAssignedAt: number | null;
  assignedAt: number | null;
}

export function newTicket(story: TicketStory, opened: Happening & { readonly kind: 'opened' }): Ticket {
  return {
    story,
    id: zendeskIds.ticket(story.n),
    requesterId: zendeskIds.customer(story.requester),
    createdAt: opened.at,
    happened: [],
    audits: [],
    status: 'new',
    priority: PRIORITY_WORDS[opened.priority],
    assigneeId: null,
    groupId: zendeskIds.group(opened.group),
    updatedAt: opened.at,
    solvedAt: null,
    closedAt: null,
    deletedAt: null,
    statusBeforeDeletion: 'new',
    deletedBy: 0,
    rating: null,
    metricRows: new Map(),
    nextBreach: null,
    counts: {
      reopens: 0,
      replies: 0,
      assignees: 0,
      groups: 1,
      firstReplyAt: null,
      firstSolvedAt: null,
      firstAssignedAt: null,
      assignedAt: null,
    },
  };
}

const DAY = 86_400_000;

/** Tickets closed so long ago are archived: they stay in exports and by id, and leave all lists. */
const ARCHIVED_AFTER_MS = 120 * DAY;

export const isArchived = ({ closedAt }: Ticket, now: number): boolean =>
  closedAt !== null && now - closedAt > ARCHIVED_AFTER_MS;
