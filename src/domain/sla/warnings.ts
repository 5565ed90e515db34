import type { AgentId } from '../ids.ts';
import type { Instant } from '../interval.ts';
import type { TicketTimeline } from '../timeline.ts';
import type { SlaClock } from './clock.ts';

/** Shares of a target at which a holder is warned; the last is the breach. */
export const WARNING_PERCENTS = [50, 75, 90, 100] as const;
export type WarningPercent = (typeof WARNING_PERCENTS)[number];

/** A share of the target was used up while somebody, or nobody, held the ticket. */
export interface SlaWarning {
  readonly percent: WarningPercent;
  readonly at: Instant;
  readonly holder: AgentId | null;
  readonly team: string | null;
  /** The first thing a person did on the ticket after it; null: nothing yet. */
  readonly actedAt: Instant | null;
}

/** The warnings a clock has given by the end of its segments. */
export function warningsOf(clock: SlaClock, timeline: TicketTimeline): SlaWarning[] {
  return WARNING_PERCENTS.flatMap((percent) => {
    const crossed = crossing(clock, percent);
    if (crossed === null) return [];
    const { at, holder, team } = crossed;
    return [{ percent, at, holder, team, actedAt: actionAfter(timeline, at) }];
  });
}

/** When the next warning falls due if the clock runs on as it does; null: it stands, has stopped, or has given all. */
export function nextWarning(clock: SlaClock): { readonly percent: WarningPercent; readonly at: Instant } | null {
  const last = clock.segments.at(-1);
  if (clock.stoppedAt !== null || clock.targetMs === null || last === undefined || !last.running) return null;
  for (const percent of WARNING_PERCENTS) {
    const left = (clock.targetMs * percent) / 100 - clock.elapsedMs;
    if (left >= 0 && crossing(clock, percent) === null) return { percent, at: last.calendar.due(last.end, left) };
  }
  return null;
}

function crossing({ segments, targetMs }: SlaClock, percent: WarningPercent) {
  if (targetMs === null) return null;
  let left = (targetMs * percent) / 100;
  for (const segment of segments) {
    if (!segment.running) continue;
    const { openMs, holder, team } = segment;
    if (openMs > left) return { at: segment.calendar.due(segment.start, left), holder, team };
    left -= openMs;
  }
  return null;
}

function actionAfter(timeline: TicketTimeline, at: Instant): Instant | null {
  const acts = [
    ...timeline.replies.filter(({ from, by }) => from !== 'customer' && by !== null),
    ...timeline.statuses.map(({ start }) => ({ at: start })),
    ...timeline.assignments.map(({ start }) => ({ at: start })),
  ];
  const after = acts.map((act) => act.at).filter((instant) => instant > at);
  return after.length === 0 ? null : Math.min(...after);
}
