import type { AgentId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import type { TicketTimeline } from '../timeline.ts';
import type { SlaClock } from './clock.ts';
import { crossingOf, lastWithin, type Segment } from './segments.ts';

/** Shares of a target at which a holder is warned; the last is the breach. */
const WARNING_PERCENTS = [50, 75, 90, 100] as const;
export type WarningPercent = (typeof WARNING_PERCENTS)[number];

/** A share of the target was used up while somebody, or nobody, held the ticket. */
export interface SlaWarning {
  readonly percent: WarningPercent;
  /** The last instant at which no more than this share was used up. */
  readonly at: Instant;
  readonly holder: AgentId | null;
  readonly team: string | null;
  /** The first thing done on the ticket after it; null: nothing yet. */
  readonly actedAt: Instant | null;
}

/**
 * The warnings a clock has given by the end of its segments: of the target that applied then, so that what is learnt
 * later takes back no warning and adds none to the past.
 */
export function warningsOf(clock: SlaClock, timeline: TicketTimeline): SlaWarning[] {
  return WARNING_PERCENTS.flatMap((percent) => {
    const crossed = crossing(clock, percent);
    if (crossed === null) return [];
    const { at, segment } = crossed;
    return [{ percent, at, holder: segment.holder, team: segment.team, actedAt: actionAfter(timeline, at) }];
  });
}

/** The warnings it will have given if it runs on as it does and nothing happens; none: it stands, has stopped, or has given all. */
export function warningsAhead(clock: SlaClock): SlaWarning[] {
  const { targetMs } = clock;
  const last = clock.segments.at(-1);
  if (clock.stoppedAt !== null || targetMs === null || last === undefined || !last.running) return [];
  const { holder, team } = last;
  return WARNING_PERCENTS.flatMap((percent) => {
    if (crossing(clock, percent) !== null) return [];
    const at = lastWithin(last, shareOf(targetMs, percent) - (clock.elapsedMs - last.openMs));
    return [{ percent, at, holder, team, actedAt: null }];
  });
}

export const nextWarning = (clock: SlaClock): SlaWarning | null => warningsAhead(clock)[0] ?? null;

const shareOf = (targetMs: number, percent: WarningPercent): number => (targetMs * percent) / 100;

function crossing({ segments }: SlaClock, percent: WarningPercent) {
  const limitIn = ({ targetMs }: Segment) => (targetMs === null ? null : shareOf(targetMs, percent));
  return crossingOf(segments, limitIn);
}

function actionAfter(timeline: TicketTimeline, at: Instant): Instant | null {
  let first = Number.POSITIVE_INFINITY;
  const seen = (instant: Instant) => {
    if (instant > at && instant < first) first = instant;
  };
  for (const reply of timeline.replies) if (reply.from !== 'customer' && reply.by !== null) seen(reply.at);
  for (const { start, automatic } of [...timeline.statuses, ...timeline.assignments]) if (!automatic) seen(start);
  return first === Number.POSITIVE_INFINITY ? null : first;
}
