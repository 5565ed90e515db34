import type { BusinessCalendar } from '../calendar.ts';
import type { Instant } from '../interval.ts';
import type { TicketState, TicketStatus } from '../ticket.ts';

/**
 * What is timed. Starts, stops and pauses of each: runs.ts.
 * Source: sla.md 2-6; the words are Zendesk's where it has one for it.
 */
export const CLOCKS = [
  'own',
  'first-response',
  'next-response',
  'update',
  'pausable-update',
  'requester-wait',
  'agent-work',
  'resolution',
  'full-resolution',
  'group-ownership',
] as const;
export type ClockName = (typeof CLOCKS)[number];

/** Choices in which service desks really differ (sla.md 11). Each is printed with every figure made by it. */
export interface SlaOptions {
  /** A due time exactly at closing: that instant, or the next opening. */
  readonly boundary: 'closing' | 'next-opening';
  /** How a pause moves the due time: by its open time, or by its length on the wall. */
  readonly holdUnit: 'business' | 'wall';
  /**
   * A change of priority or policy on the way. retroactive: new target, clock from the original start, earlier pauses
   * kept. from-change: the old clock is superseded, a new one starts at zero. cancel-and-attach: the same, the old one
   * counting as cancelled.
   */
  readonly onChange: 'retroactive' | 'from-change' | 'cancel-and-attach';
  /** Resolved without a reply: the response clock is cancelled, or the resolution counts as the reply. */
  readonly solveCountsAsReply: boolean;
  /** The clocks of owning, responses and updates stand in the policy's pauses too, or run through every status. */
  readonly responsesPause: boolean;
  /** The full resolution's time at rest before a reopening counts too, as Zendesk's does, or it stands meanwhile. */
  readonly restsCount: boolean;
}

export const DEFAULT_OPTIONS: SlaOptions = {
  boundary: 'closing',
  holdUnit: 'business',
  onChange: 'retroactive',
  solveCountsAsReply: false,
  responsesPause: false,
  restsCount: false,
};

/** Which tickets. Every field given must hold; none given: all tickets. */
export interface SlaMatch {
  readonly source?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly team?: readonly string[] | undefined;
  readonly workType?: readonly string[] | undefined;
  readonly priority?: readonly string[] | undefined;
  readonly requesterGroup?: readonly string[] | undefined;
}

/** Target of each clock by priority: milliseconds of the policy's calendar. */
type SlaTargets = Readonly<Partial<Record<ClockName, Readonly<Record<string, number>>>>>;

/** A promise to customers (sla), or between teams (ola): one version of it, for clocks that start in [from, until). */
export interface SlaPolicy {
  readonly id: string;
  readonly kind: 'sla' | 'ola';
  readonly title: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly match: SlaMatch;
  readonly calendar: BusinessCalendar;
  readonly pauses: readonly TicketStatus[];
  readonly targets: SlaTargets;
  readonly options: SlaOptions;
}

/** What a desk has promised, in order: the first policy of a kind that matches a ticket is its policy of that kind. */
export interface ServiceLevels {
  readonly policies: readonly SlaPolicy[];
  /** For tickets under no policy. */
  readonly calendar: BusinessCalendar;
  readonly pauses: readonly TicketStatus[];
}

/** The policy of a ticket in this state for a clock that started then; null: nothing was promised. */
export function policyFor(
  levels: ServiceLevels,
  kind: SlaPolicy['kind'],
  source: string,
  state: TicketState,
  startedAt: Instant,
): SlaPolicy | null {
  const inForce = ({ from, until }: SlaPolicy) => from <= startedAt && startedAt < until;
  return (
    levels.policies.find((policy) => policy.kind === kind && inForce(policy) && matches(policy.match, source, state)) ??
    null
  );
}

function matches(match: SlaMatch, source: string, state: TicketState): boolean {
  const holds = (allowed: readonly string[] | undefined, value: string | null) =>
    allowed === undefined || (value !== null && allowed.includes(value));
  return (
    holds(match.source, source) &&
    holds(match.kind, state.kind) &&
    holds(match.team, state.team) &&
    holds(match.workType, state.workType) &&
    holds(match.priority, state.priority) &&
    holds(match.requesterGroup, state.requesterGroup)
  );
}

export const targetOf = (policy: SlaPolicy | null, clock: ClockName, priority: string | null): number | null =>
  policy?.targets[clock]?.[priority ?? ''] ?? null;
