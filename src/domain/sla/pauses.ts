import type { AgentId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import type { TicketTimeline } from '../timeline.ts';
import type { SlaClock } from './clock.ts';
import type { Segment } from './segments.ts';

/** A clock stood, from one instant to another, while the ticket was not at rest. */
export interface SlaPause {
  readonly start: Instant;
  readonly end: Instant;
  /** Who held the ticket when it began. */
  readonly holder: AgentId | null;
  /** Of the target that counted at last, what was used up then; null: no target. */
  readonly usedShare: number | null;
  /** The requester said something from its start to its end, both included. */
  readonly explained: boolean;
  /** Open milliseconds; by the wall where the policy counts pauses so. */
  readonly openMs: number;
}

/** From this share of the target on, a pause saves it: it has to be explained (statistics.md 9, "SLA pause abuse"). */
const NEARLY_USED = 0.9;

/** The pauses of a clock that are over. */
export function pausesOf(clock: SlaClock, timeline: TicketTimeline): SlaPause[] {
  const pauses: SlaPause[] = [];
  let elapsedMs = 0;
  let standing: Segment[] = [];
  for (const segment of clock.segments) {
    if (stands(segment)) {
      standing.push(segment);
      continue;
    }
    pauses.push(...pauseOf(standing, clock, elapsedMs, timeline));
    standing = [];
    if (segment.running) elapsedMs += segment.openMs;
  }
  return clock.stoppedAt === null ? pauses : [...pauses, ...pauseOf(standing, clock, elapsedMs, timeline)];
}

const stands = ({ running, resting }: Segment): boolean => !running && !resting;

function pauseOf(
  segments: readonly Segment[],
  { targetMs }: SlaClock,
  elapsedMs: number,
  { replies }: TicketTimeline,
): SlaPause[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { start, holder } = first;
  const { end } = last;
  const explained = replies.some(({ from, at }) => from === 'customer' && at >= start && at <= end);
  const openMs = segments.reduce((ms, segment) => ms + segment.openMs, 0);
  return [{ start, end, holder, usedShare: targetMs === null ? null : elapsedMs / targetMs, explained, openMs }];
}

/** Open milliseconds of those that began when the target was nearly used up, and that nothing explains. */
export function unexplainedMs(pauses: readonly SlaPause[]): number {
  return pauses
    .filter(({ usedShare, explained }) => usedShare !== null && usedShare >= NEARLY_USED && !explained)
    .reduce((ms, { openMs }) => ms + openMs, 0);
}
