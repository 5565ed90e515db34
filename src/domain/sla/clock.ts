import type { Instant } from '../interval.ts';
import type { TicketTimeline } from '../timeline.ts';
import {
  CLOCKS,
  type ClockName,
  DEFAULT_OPTIONS,
  policyFor,
  type ServiceLevels,
  type SlaPolicy,
  targetOf,
} from './policy.ts';
import { type Run, runsOf } from './runs.ts';
import { type Segment, segmentsOf } from './segments.ts';

/**
 * running, paused: not stopped and within target. met, breached: against the target, stopped or not (breached means
 * elapsed > target). cancelled: came to nothing within target. superseded: another target took over. unpromised: it has
 * no target; its time is measured all the same.
 */
export type SlaState = 'running' | 'paused' | 'met' | 'breached' | 'cancelled' | 'superseded' | 'unpromised';

/** One cycle of one clock of one ticket, as of an instant. Times in milliseconds, durations in open milliseconds. */
export interface SlaClock {
  readonly clock: ClockName;
  /** From 1, in order of start. */
  readonly cycle: number;
  readonly policy: SlaPolicy | null;
  readonly priority: string | null;
  readonly startedAt: Instant;
  readonly stoppedAt: Instant | null;
  readonly state: SlaState;
  readonly targetMs: number | null;
  readonly elapsedMs: number;
  readonly pausedMs: number;
  /** When the target is or would be used up if the clock ran on from where it is; null: no target, or it stands. */
  readonly dueAt: Instant | null;
  /** The last instant that was still within target; null: not breached. */
  readonly breachedAt: Instant | null;
  /** The target was used up before it applied. */
  readonly bornBreached: boolean;
  readonly team: string | null;
  readonly segments: readonly Segment[];
}

/** All clocks of a ticket, as of an instant: those with a target, and those whose time is wanted without one. */
export function clocksOf(timeline: TicketTimeline, levels: ServiceLevels, asOf: Instant): SlaClock[] {
  return CLOCKS.flatMap((clock) => clocksNamed(clock, timeline, levels, asOf));
}

export function clocksNamed(
  clock: ClockName,
  timeline: TicketTimeline,
  levels: ServiceLevels,
  asOf: Instant,
): SlaClock[] {
  const options = policyNow(timeline, levels, clock)?.options ?? DEFAULT_OPTIONS;
  const pieces = runsOf(clock, timeline, options).flatMap((run) => {
    const segments = segmentsOf(clock, run, timeline, levels, asOf);
    return options.onChange === 'retroactive'
      ? [{ run, segments, replaced: false }]
      : splitAtChanges(clock, run, segments);
  });
  return pieces.map(({ run, segments, replaced }, i) => measured(clock, i + 1, run, segments, replaced));
}

function policyNow(timeline: TicketTimeline, levels: ServiceLevels, clock: ClockName): SlaPolicy | null {
  const source = timeline.ticketId.slice(0, timeline.ticketId.indexOf(':'));
  return policyFor(levels, clock === 'group-ownership' ? 'ola' : 'sla', source, timeline.state, timeline.openedAt);
}

interface Piece {
  readonly run: Run;
  readonly segments: readonly Segment[];
  readonly replaced: boolean;
}

/** A new clock from zero wherever another target begins to apply. */
function splitAtChanges(clock: ClockName, run: Run, segments: readonly Segment[]): Piece[] {
  const pieces: Segment[][] = [];
  for (const segment of segments) {
    const current = pieces.at(-1);
    const before = current?.at(-1);
    if (current !== undefined && before !== undefined && sameTarget(clock, before, segment)) current.push(segment);
    else pieces.push([segment]);
  }
  return pieces.map((own, i) => {
    const last = i === pieces.length - 1;
    const start = own[0]?.start ?? run.start;
    const stop = last ? run.stop : (own.at(-1)?.end ?? run.stop);
    return { run: { ...run, start, stop, ended: last ? run.ended : 'cancelled' }, segments: own, replaced: !last };
  });
}

function sameTarget(clock: ClockName, a: Segment, b: Segment): boolean {
  return a.policy?.id === b.policy?.id && targetIn(clock, a) === targetIn(clock, b);
}

const targetIn = (clock: ClockName, { policy, state }: Segment) => targetOf(policy, clock, state.priority);

function measured(
  clock: ClockName,
  cycle: number,
  run: Run,
  segments: readonly Segment[],
  replaced: boolean,
): SlaClock {
  const last = segments.at(-1);
  const policy = last?.policy ?? null;
  const targetMs = last === undefined ? null : targetIn(clock, last);
  const elapsedMs = sum(segments.filter(({ running }) => running));
  const pausedMs = sum(segments.filter(({ running }) => !running));
  const appliesFrom = segments.findLast((segment) => targetIn(clock, segment) !== targetMs)?.end ?? run.start;
  const used = targetMs === null ? null : usedUpAt(segments, targetMs, policy);
  const breachedAt = used === null ? null : Math.max(used, appliesFrom);
  const reached = { clock, cycle, policy, priority: last?.state.priority ?? null, targetMs, elapsedMs, pausedMs };
  return {
    ...reached,
    startedAt: run.start,
    stoppedAt: run.stop,
    state: stateOf(run, last, targetMs, breachedAt !== null, replaced),
    dueAt: breachedAt ?? dueAt(last, targetMs, elapsedMs, segments),
    breachedAt,
    bornBreached: used !== null && used < appliesFrom,
    team: run.team ?? null,
    segments,
  };
}

const sum = (segments: readonly Segment[]): number => segments.reduce((ms, { openMs }) => ms + openMs, 0);
const wallMs = ({ start, end }: Segment): number => end - start;

function stateOf(
  run: Run,
  last: Segment | undefined,
  targetMs: number | null,
  breached: boolean,
  replaced: boolean,
): SlaState {
  if (targetMs === null) return 'unpromised';
  if (breached) return 'breached';
  if (replaced) return last?.policy?.options.onChange === 'cancel-and-attach' ? 'cancelled' : 'superseded';
  if (run.ended === 'cancelled') return 'cancelled';
  if (run.stop !== null) return 'met';
  return last?.running === false ? 'paused' : 'running';
}

/** The instant after which more than the target has elapsed; null: it has not by the end. */
function usedUpAt(segments: readonly Segment[], targetMs: number, policy: SlaPolicy | null): Instant | null {
  if (policy?.options.holdUnit === 'wall') return usedUpOnTheWall(segments, targetMs);
  let left = targetMs;
  for (const segment of segments) {
    if (!segment.running) continue;
    if (segment.openMs > left) return segment.calendar.due(segment.start, left);
    left -= segment.openMs;
  }
  return null;
}

/** The due time as if nothing had paused, moved by the pauses' length on the wall. */
function usedUpOnTheWall(segments: readonly Segment[], targetMs: number): Instant | null {
  const due = wallDue(segments, targetMs);
  const end = segments.at(-1)?.end;
  return due !== null && end !== undefined && end > due ? due : null;
}

function wallDue(segments: readonly Segment[], targetMs: number): Instant | null {
  const first = segments[0];
  if (first === undefined) return null;
  const paused = segments.filter(({ running }) => !running).reduce((ms, segment) => ms + wallMs(segment), 0);
  return first.calendar.due(first.start, targetMs) + paused;
}

function dueAt(
  last: Segment | undefined,
  targetMs: number | null,
  elapsedMs: number,
  segments: readonly Segment[],
): Instant | null {
  if (last === undefined || targetMs === null || !last.running) return null;
  if (last.policy?.options.holdUnit === 'wall') return wallDue(segments, targetMs);
  const boundary = last.policy?.options.boundary ?? 'closing';
  const due = last.calendar.due(last.end, targetMs - elapsedMs);
  return boundary === 'closing' ? due : last.calendar.nextOpen(due);
}
