import type { Instant } from '../interval.ts';
import type { TicketTimeline } from '../timeline.ts';
import { momentsOf } from './moments.ts';
import { CLOCKS, type ClockName, DEFAULT_OPTIONS, type ServiceLevels, type SlaPolicy } from './policy.ts';
import { type Run, runsOf } from './runs.ts';
import { crossingOf, dueIn, type Segment, segmentsOf } from './segments.ts';

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
  /** Open time in which it stood; by the wall where the policy counts pauses so. */
  readonly pausedMs: number;
  /** When the target was used up, or would be if the clock ran on from where it is; null: no target, or it stands. */
  readonly dueAt: Instant | null;
  /**
   * The last instant that was still within target, from which on more had elapsed; null: not breached. A target used up
   * exactly at closing is breached at the next opening, one used up at a pause at its end.
   */
  readonly breachedAt: Instant | null;
  /** More had elapsed than the target before it applied. */
  readonly bornBreached: boolean;
  readonly team: string | null;
  readonly segments: readonly Segment[];
}

/**
 * A ticket's clocks of these names, in their order: those with a target, and those whose time is wanted without one.
 * `asOf` must not lie before what the timeline tells last: what was known earlier is another timeline.
 */
export function clocksOf(
  timeline: TicketTimeline,
  levels: ServiceLevels,
  asOf: Instant,
  names: readonly ClockName[] = CLOCKS,
): SlaClock[] {
  const moments = momentsOf(timeline);
  const source = timeline.ticketId.slice(0, timeline.ticketId.indexOf(':'));
  return names.flatMap((clock) => {
    const cut = (run: Run) => segmentsOf(clock, run, run.stop ?? Math.max(asOf, run.start), moments, source, levels);
    return runsOf(clock, timeline)
      .flatMap((run) => piecesOf(run, cut))
      .map(({ run, segments }, i) => measured(clock, i + 1, run, segments));
  });
}

export const clocksNamed = (clock: ClockName, timeline: TicketTimeline, levels: ServiceLevels, asOf: Instant) =>
  clocksOf(timeline, levels, asOf, [clock]);

interface Piece {
  readonly run: Run;
  readonly segments: readonly Segment[];
}

/** One piece where a changed target counts from the start; else a new clock from zero wherever another begins to apply. */
function piecesOf(run: Run, cut: (run: Run) => readonly Segment[]): Piece[] {
  const segments = cut(run);
  const { onChange } = segments.at(-1)?.policy?.options ?? DEFAULT_OPTIONS;
  if (onChange === 'retroactive') return [{ run, segments }];
  const starts = segments.filter((one, i) => !samePromise(one, segments[i - 1])).map(({ start }) => start);
  return starts.map((start, i) => {
    const stop = starts[i + 1];
    const replaced = onChange === 'from-change' ? 'superseded' : 'cancelled';
    const piece: Run = stop === undefined ? { ...run, start } : { ...run, start, stop, ended: replaced };
    return { run: piece, segments: cut(piece) };
  });
}

function samePromise(a: Segment, b: Segment | undefined): boolean {
  return a.policy?.id === b?.policy?.id && a.targetMs === b?.targetMs;
}

function measured(clock: ClockName, cycle: number, run: Run, segments: readonly Segment[]): SlaClock {
  const last = segments.at(-1);
  const targetMs = last?.targetMs ?? null;
  let [elapsedMs, pausedMs] = [0, 0];
  for (const { running, openMs } of segments) {
    if (running) elapsedMs += openMs;
    else pausedMs += openMs;
  }
  const breach = crossingOf(segments, (segment) => (segment.targetMs === targetMs ? targetMs : null));
  return {
    clock,
    cycle,
    policy: last?.policy ?? null,
    priority: last?.state.priority ?? null,
    startedAt: run.start,
    stoppedAt: run.stop,
    state: stateOf(run, last, targetMs, breach !== null),
    targetMs,
    elapsedMs,
    pausedMs,
    dueAt: targetMs === null ? null : dueAt(segments, targetMs),
    breachedAt: breach?.at ?? null,
    bornBreached: breach?.already ?? false,
    team: run.team ?? null,
    segments,
  };
}

function stateOf(run: Run, last: Segment | undefined, targetMs: number | null, breached: boolean): SlaState {
  if (targetMs === null) return 'unpromised';
  if (breached) return 'breached';
  switch (run.ended) {
    case null:
      return last?.running === false ? 'paused' : 'running';
    case 'solved':
      return last?.policy?.options.solveCountsAsReply === true ? 'met' : 'cancelled';
    case 'fulfilled':
      return 'met';
    case 'cancelled':
    case 'superseded':
      return run.ended;
  }
}

/** Where the target has been used up, or after the last piece will be if the clock runs there. */
function dueAt(segments: readonly Segment[], targetMs: number): Instant | null {
  let left = targetMs;
  for (const [i, segment] of segments.entries()) {
    if (!segment.running) continue;
    if (segment.openMs >= left || i === segments.length - 1) {
      const due = dueIn(segment, left);
      return segment.policy?.options.boundary === 'next-opening' ? segment.calendar.nextOpen(due) : due;
    }
    left -= segment.openMs;
  }
  return null;
}
