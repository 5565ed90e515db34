import type { TicketId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import type { TicketTimeline } from '../timeline.ts';
import { clocksNamed, clocksOf, type SlaClock } from './clock.ts';
import { CLOCKS, type ClockName, type ServiceLevels } from './policy.ts';
import { lastWithin } from './segments.ts';
import { type SlaWarning, type WarningPercent, warningsAhead, warningsOf } from './warnings.ts';

/** When a running clock has to be looked at again, though nothing happens to its ticket. */
export interface SlaDue {
  readonly ticketId: TicketId;
  readonly clock: ClockName;
  readonly cycle: number;
  readonly percent: WarningPercent;
  readonly dueAt: Instant;
}

/** A share of a running clock's target was used up; 100: it is breached. */
export interface SlaNotice extends Omit<SlaWarning, 'actedAt'> {
  readonly ticketId: TicketId;
  readonly clock: ClockName;
  readonly cycle: number;
  /** When it was raised: later than `at` where the service slept, or heard of it late. */
  readonly knownAt: Instant;
}

/** What was given, and when it could be raised at the earliest. */
export type Given = Omit<SlaNotice, 'knownAt'> & Pick<SlaDue, 'dueAt'>;

/** The first warning of each clock of a ticket that has not stopped, passed or to come. What is at rest owes nothing. */
export function firstDues(timeline: TicketTimeline, levels: ServiceLevels): SlaDue[] {
  const promised = CLOCKS.filter((clock) => levels.policies.some(({ targets }) => targets[clock] !== undefined));
  return clocksOf(timeline, levels, afterLast(timeline), promised).flatMap((clock) => {
    const [first] = warningsInOrder(clock, timeline);
    return first === undefined ? [] : [dueRow(timeline.ticketId, clock, first)];
  });
}

/** What a clock that was due has given by `until`, in order, and when it is due again; null: not before something happens. */
export function raise(
  { clock: name, cycle }: SlaDue,
  timeline: TicketTimeline,
  levels: ServiceLevels,
  until: Instant,
): { readonly given: readonly Given[]; readonly next: SlaDue | null } {
  const clock = clocksNamed(name, timeline, levels, afterLast(timeline)).find((one) => one.cycle === cycle);
  if (clock === undefined) return { given: [], next: null };
  const { ticketId } = timeline;
  const warnings = warningsInOrder(clock, timeline);
  const next = warnings.find((warning) => dueAt(warning) > until);
  const given = warnings.filter((warning) => dueAt(warning) <= until);
  return {
    given: given.map(({ actedAt: _, ...warning }) => ({
      ticketId,
      clock: name,
      cycle,
      ...warning,
      at: Math.floor(warning.at),
      dueAt: dueAt(warning),
    })),
    next: next === undefined ? null : dueRow(ticketId, clock, next),
  };
}

/** What the last event changed holds from its instant on, and can be seen only after it. */
const afterLast = ({ lastAt }: TicketTimeline): Instant => lastAt + 1;

/** The first instant at which more than that share is used. */
const dueAt = ({ at }: Pick<SlaWarning, 'at'>): Instant => Math.floor(at) + 1;

const dueRow = (ticketId: TicketId, { clock, cycle }: SlaClock, warning: SlaWarning): SlaDue => ({
  ticketId,
  clock,
  cycle,
  percent: warning.percent,
  dueAt: dueAt(warning),
});

/**
 * Warnings that a clock which has not stopped has given, and those it gives next if it runs on as it does; by time, as a
 * larger share is never used up before a smaller one, nor the target that applies now before any.
 */
function warningsInOrder(clock: SlaClock, timeline: TicketTimeline): SlaWarning[] {
  if (clock.stoppedAt !== null) return [];
  const warnings = [...warningsOf(clock, timeline), ...warningsAhead(clock)];
  const breach = breachOf(clock);
  const isThere = warnings.some(({ percent, at }) => percent === 100 && at === breach?.at);
  return [...warnings, ...(breach === null || isThere ? [] : [breach])];
}

/** That of the target which applies now: where it was eased after a breach, there may be another one. */
function breachOf({ segments, targetMs, elapsedMs, breachedAt }: SlaClock): SlaWarning | null {
  const last = segments.at(-1);
  if (targetMs === null || last === undefined || (breachedAt === null && !last.running)) return null;
  const at = breachedAt ?? lastWithin(last, targetMs - (elapsedMs - last.openMs));
  const { holder, team } = segments.findLast(({ start }) => start <= at) ?? last;
  return { percent: 100, at, holder, team, actedAt: null };
}
