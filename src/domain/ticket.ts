import type { AccountId } from './ids.ts';

/**
 * Words used throughout:
 * - Ticket: any unit of service-desk work. TicketKind: what sort of unit. WorkType: our classification of the work,
 *   the one proficiency is measured in.
 * - TicketStatus: our word; sourceStatus: the vendor's word, always kept beside it.
 * - Agent: a person who works tickets. Account: an agent's identity in one source. Requester: who asked.
 * - occurredAt: when it happened at the source. knownAt: when it could first be known. asOf: the instant a result holds for.
 */
export const TICKET_STATUSES = [
  'new',
  'open',
  'pending',
  'on-hold',
  'resolved',
  'closed',
  'cancelled',
  'unknown',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** P1 is the most urgent. A source's other word is kept as it is. */
type Priority = string;

/** What is true of a ticket at an instant. Null: not said by the source. */
export interface TicketState {
  readonly status: TicketStatus;
  readonly sourceStatus: string | null;
  readonly holder: AccountId | null;
  readonly team: string | null;
  readonly priority: Priority | null;
  readonly kind: string | null;
  readonly workType: string | null;
  readonly channel: string | null;
  readonly shift: string | null;
  readonly region: string | null;
  readonly requester: string | null;
  /** The organisation or department the requester belongs to. */
  readonly requesterGroup: string | null;
}

export type TicketChange = Partial<TicketState>;

export const BLANK_STATE: TicketState = {
  status: 'new',
  sourceStatus: null,
  holder: null,
  team: null,
  priority: null,
  kind: null,
  workType: null,
  channel: null,
  shift: null,
  region: null,
  requester: null,
  requesterGroup: null,
};

/** Nobody works on it any more: its resolution clock has stopped. */
export function isDone(status: TicketStatus): boolean {
  return status === 'resolved' || status === 'closed' || status === 'cancelled';
}
