import type { BusinessCalendar } from './calendar.ts';
import type { SlaResult } from './contribution.ts';
import type { Instant, Interval } from './interval.ts';
import { isDone, type TicketState, type TicketStatus } from './ticket.ts';
import type { Resolution, TicketTimeline } from './timeline.ts';

/** Which tickets. Every field given must hold; an empty list of conditions means all tickets. */
export interface SlaMatch {
  readonly source?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly team?: readonly string[] | undefined;
  readonly workType?: readonly string[] | undefined;
}

/** `own`: opening to the first person who takes it. `resolution`: opening (or reopening) to resolution, pauses out. */
export type SlaTargetName = 'own' | 'resolution';

/** A promise: which tickets, which targets per priority (milliseconds of the calendar), what pauses the clock. */
export interface SlaPolicy {
  readonly id: string;
  readonly title: string;
  readonly match: SlaMatch;
  readonly calendar: BusinessCalendar;
  readonly pauses: readonly TicketStatus[];
  readonly targets: Readonly<Record<SlaTargetName, Readonly<Record<string, number>>>>;
}

/** What a desk has promised, in order: the first policy that matches a ticket is its policy. */
export interface ServiceLevels {
  readonly policies: readonly SlaPolicy[];
  /** For tickets under no policy. */
  readonly calendar: BusinessCalendar;
  readonly pauses: readonly TicketStatus[];
}

/** The calendar, pauses and policy that time on this ticket is counted by, and the priority its targets are those of. */
export interface TicketClock {
  readonly policy: SlaPolicy | null;
  readonly priority: string | null;
  readonly calendar: BusinessCalendar;
  readonly pauses: readonly TicketStatus[];
}

/** By what the ticket was when the resolution stopped the clock (an earlier result stays); null: by what it is now. */
export function clockOf(timeline: TicketTimeline, levels: ServiceLevels, resolution: Resolution | null): TicketClock {
  const state = resolution?.state ?? timeline.state;
  const source = timeline.ticketId.slice(0, timeline.ticketId.indexOf(':'));
  const policy = levels.policies.find(({ match }) => matches(match, source, state)) ?? null;
  const { calendar, pauses } = policy ?? levels;
  return { policy, priority: state.priority, calendar, pauses };
}

function matches(match: SlaMatch, source: string, { kind, team, workType }: TicketState): boolean {
  const holds = (allowed: readonly string[] | undefined, value: string | null) =>
    allowed === undefined || (value !== null && allowed.includes(value));
  return (
    holds(match.source, source) && holds(match.kind, kind) && holds(match.team, team) && holds(match.workType, workType)
  );
}

/**
 * Business milliseconds in [from, to) in which the resolution clock ran: neither paused nor at rest.
 * Pauses count in the same calendar (reference: sla.md 11, hold time in business seconds).
 */
export function runningMs(timeline: TicketTimeline, clock: TicketClock, { start, end }: Interval): number {
  let ms = 0;
  let rests = false;
  for (const spell of timeline.statuses) {
    if (spell.status !== 'unknown') rests = isDone(spell.status);
    if (rests || clock.pauses.includes(spell.status)) continue;
    const from = Math.max(spell.start, start);
    const to = Math.min(spell.end ?? end, end);
    if (from < to) ms += clock.calendar.elapsed(from, to);
  }
  return ms;
}

/**
 * The result of a clock that has stopped, against the priority the ticket had by then (a change of priority gives a new
 * target and keeps the original start; sla.md 11). Null where nothing was promised. Breached means elapsed > target.
 */
export function slaResult(
  { policy, priority }: TicketClock,
  target: SlaTargetName,
  elapsedMs: number,
): SlaResult | null {
  const targetMs = policy?.targets[target][priority ?? ''];
  if (policy === null || targetMs === undefined) return null;
  return { policy: policy.id, targetMs, elapsedMs, met: elapsedMs <= targetMs };
}

/** Business milliseconds from the opening to the first person who took the ticket; waiting for the requester does not stop it. */
export function msToOwn(timeline: TicketTimeline, { calendar }: TicketClock, takenAt: Instant): number {
  return calendar.elapsed(timeline.openedAt, takenAt);
}
