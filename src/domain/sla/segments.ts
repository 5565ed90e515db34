import type { BusinessCalendar } from '../calendar.ts';
import type { AgentId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import { isDone, type TicketState, type TicketStatus } from '../ticket.ts';
import type { TicketTimeline } from '../timeline.ts';
import { type ClockName, policyFor, type ServiceLevels, type SlaPolicy } from './policy.ts';
import { type Run, standsIn } from './runs.ts';

/** A piece of a clock's time in which nothing that matters to it changed. Half-open, milliseconds. */
export interface Segment {
  readonly start: Instant;
  readonly end: Instant;
  readonly status: TicketStatus;
  readonly holder: AgentId | null;
  readonly team: string | null;
  readonly state: TicketState;
  readonly policy: SlaPolicy | null;
  readonly calendar: BusinessCalendar;
  readonly running: boolean;
  /** Open time of the calendar in it: elapsed where it runs, paused where it stands. */
  readonly openMs: number;
}

/**
 * Cuts [run.start, run.stop or asOf) wherever status, holder, team or anything a policy asks for changes, so that
 * elapsed time, pauses and their owners are sums over pieces and add up exactly. Each calendar counts for the time in
 * which it was the ticket's (sla.md 11).
 */
export function segmentsOf(
  clock: ClockName,
  run: Run,
  timeline: TicketTimeline,
  levels: ServiceLevels,
  asOf: Instant,
): Segment[] {
  const end = run.stop ?? Math.max(asOf, run.start);
  const cuts = cutsBetween(timeline, run.start, end);
  const source = timeline.ticketId.slice(0, timeline.ticketId.indexOf(':'));
  const kind = clock === 'group-ownership' ? 'ola' : 'sla';
  return cuts.slice(0, -1).map((start, i) => {
    const until = cuts[i + 1] ?? end;
    const state = at(timeline.states, start)?.state ?? timeline.state;
    const assignment = at(timeline.assignments, start);
    const policy = policyFor(levels, kind, source, state, run.start);
    const calendar = policy?.calendar ?? levels.calendar;
    const { status, resting } = statusAt(timeline, start);
    const stands = standsIn(clock, policy?.pauses ?? levels.pauses).includes(status);
    return {
      start,
      end: until,
      status,
      holder: assignment?.holder ?? null,
      team: assignment?.team ?? state.team,
      state,
      policy,
      calendar,
      running: !resting && !stands,
      openMs: calendar.elapsed(start, until),
    };
  });
}

/** Sorted instants from `start` to `end`, both included, at which something changes. A run of no length is one empty piece. */
function cutsBetween(timeline: TicketTimeline, start: Instant, end: Instant): Instant[] {
  const changes = [...timeline.statuses, ...timeline.assignments, ...timeline.states].map((spell) => spell.start);
  const inside = changes.filter((instant) => instant > start && instant < end);
  return [start, ...[...new Set(inside)].sort((a, b) => a - b), end];
}

/** The last spell that began at or before an instant; before the first one, the first. */
function at<S extends { readonly start: Instant }>(spells: readonly S[], instant: Instant): S | undefined {
  return spells.findLast(({ start }) => start <= instant) ?? spells[0];
}

/** A status that nobody knows does not tell whether the ticket rests: it goes on as it was. */
function statusAt(timeline: TicketTimeline, instant: Instant): { status: TicketStatus; resting: boolean } {
  const until = timeline.statuses.filter(({ start }) => start <= instant);
  const known = until.findLast(({ status }) => status !== 'unknown')?.status;
  return { status: until.at(-1)?.status ?? timeline.state.status, resting: known !== undefined && isDone(known) };
}
