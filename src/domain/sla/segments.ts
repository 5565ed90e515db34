import type { BusinessCalendar } from '../calendar.ts';
import type { Instant } from '../interval.ts';
import type { Moment } from './moments.ts';
import { type ClockName, DEFAULT_OPTIONS, policyFor, type ServiceLevels, type SlaPolicy, targetOf } from './policy.ts';
import { type Run, standsIn } from './runs.ts';

/** A piece of a clock's time in which nothing that matters to it changed. Half-open, milliseconds. */
export interface Segment extends Moment {
  readonly end: Instant;
  readonly policy: SlaPolicy | null;
  /** What this policy promises for the priority that held here; null: nothing. */
  readonly targetMs: number | null;
  readonly calendar: BusinessCalendar;
  readonly running: boolean;
  /** What counts of it: elapsed where it runs, paused where it stands. */
  readonly openMs: number;
  /**
   * How far the hands were set back before: the length of earlier pauses that count by the wall. The calendar is asked
   * for the time so much earlier, as if there had been no pause. 0 where pauses count by their open time.
   */
  readonly setBackMs: number;
}

/**
 * Cuts [run.start, end) wherever status, holder, team or anything a policy asks for changes, so that elapsed time,
 * pauses and their owners are sums over pieces and add up exactly. Each calendar counts for the time in which it was
 * the ticket's (sla.md 11). A run of no length is one empty piece, and so is what a clock that goes on has come to at `end`.
 */
export function segmentsOf(
  clock: ClockName,
  run: Run,
  end: Instant,
  moments: readonly Moment[],
  source: string,
  levels: ServiceLevels,
): Segment[] {
  const kind = clock === 'group-ownership' ? 'ola' : 'sla';
  const segments: Segment[] = [];
  let setBackMs = 0;
  for (let i = Math.max(0, countStarted(moments, run.start) - 1); i < moments.length; i += 1) {
    const moment = moments[i];
    if (moment === undefined || (segments.length > 0 && !isWithin(moment, run, end))) break;
    const before = segments.at(-1);
    const { state } = moment;
    const policy = before?.state === state ? before.policy : policyFor(levels, kind, source, state, run.start);
    const calendar = policy?.calendar ?? levels.calendar;
    const options = policy?.options ?? DEFAULT_OPTIONS;
    const stands = standsIn(clock, policy?.pauses ?? levels.pauses, options);
    const rests = moment.resting && !(clock === 'full-resolution' && options.restsCount);
    const running = !rests && !stands.includes(moment.status);
    const from = Math.max(moment.start, run.start);
    const to = Math.min(moments[i + 1]?.start ?? end, end);
    const byTheWall = !running && policy?.options.holdUnit === 'wall';
    segments.push({
      start: from,
      end: to,
      status: moment.status,
      resting: moment.resting,
      holder: moment.holder,
      team: moment.team,
      state,
      policy,
      targetMs: targetOf(policy, clock, state.priority),
      calendar,
      running,
      openMs: byTheWall ? to - from : calendar.elapsed(from - setBackMs, to - setBackMs),
      setBackMs,
    });
    if (byTheWall) setBackMs += to - from;
  }
  return segments;
}

/** What changes at the stop changes nothing of the clock; what changes at this very instant holds for one that goes on. */
function isWithin({ start }: Moment, run: Run, end: Instant): boolean {
  return run.stop === null ? start <= end : start < end;
}

/** How many moments have begun by then. */
function countStarted(moments: readonly Moment[], instant: Instant): number {
  const later = moments.findIndex(({ start }) => start > instant);
  return later === -1 ? moments.length : later;
}

/** When this much of a segment's time has passed: at its closing, the closing instant. It may lie behind its end. */
export function dueIn({ calendar, start, setBackMs }: Segment, ms: number): Instant {
  return calendar.due(start - setBackMs, ms) + setBackMs;
}

/** Where more than a limit had passed. */
export interface Crossing {
  /** The last instant that was within the limit: at closing, the next opening; at a pause, its end. */
  readonly at: Instant;
  /** The piece that holds it: in whose hands the clock ran over. */
  readonly segment: Segment;
  /** More had passed before the limit applied. */
  readonly already: boolean;
}

/** The first instant at which more has passed than what is the limit then. `limitIn`: null where there is none. */
export function crossingOf(
  segments: readonly Segment[],
  limitIn: (segment: Segment) => number | null,
): Crossing | null {
  let passed = 0;
  for (const segment of segments) {
    const limit = limitIn(segment);
    if (limit !== null && passed > limit) return { at: segment.start, segment, already: true };
    if (!segment.running) continue;
    if (limit !== null && passed + segment.openMs > limit) {
      return { at: lastWithin(segment, limit - passed), segment, already: false };
    }
    passed += segment.openMs;
  }
  return null;
}

export function lastWithin(segment: Segment, ms: number): Instant {
  const { calendar, setBackMs } = segment;
  return calendar.nextOpen(dueIn(segment, ms) - setBackMs) + setBackMs;
}
