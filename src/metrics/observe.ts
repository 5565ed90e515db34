import type { Contribution, HandoffPart, ResolutionPart, ResponsePart } from '../domain/contribution.ts';
import type { Observation, View } from './sample.ts';

const within = (at: number, { window }: View) => at >= window.start && at < window.end;

/** Resolutions in the window. */
export function resolutionsIn({ resolutions }: Contribution, view: View): readonly ResolutionPart[] {
  return partsIn(resolutions, view);
}

/** Resolutions in the window that are old enough for what follows them to have followed. */
export function maturedIn({ resolutions }: Contribution, view: View): readonly ResolutionPart[] {
  return partsIn(resolutions, view, view.maturedBy);
}

/** Parts with an instant (hand-overs, takings) in the window, and no later than `latest`. */
export function partsIn<P extends { readonly at: number }>(
  parts: readonly P[],
  view: View,
  latest = Number.POSITIVE_INFINITY,
): readonly P[] {
  // Most have none: fifty figures ask that of two million rows.
  if (parts.length === 0) return parts;
  return parts.filter(({ at }) => within(at, view) && at <= latest);
}

/** Hand-overs in the window that are old enough to show what came of them. */
export function handoversIn(
  { handoffs }: Contribution,
  view: View,
  isHit: (part: HandoffPart) => boolean,
): readonly Observation[] {
  return partsIn(handoffs, view, view.maturedBy).map((part) => observed(part, isHit(part)));
}

/** Replies in the window to what one clock times, or both: each timed from when the ticket came to who replied. */
export function repliesIn({ responses }: Contribution, view: View, clock?: ResponsePart['clock']): Observation[] {
  return partsIn(responses, view)
    .filter((part) => clock === undefined || part.clock === clock)
    .map((part) => observed(part, part.ownMs <= part.result.targetMs));
}

export function reopenedInTime({ at, reopenedAt }: ResolutionPart, { maturityMs }: View): boolean {
  return reopenedAt !== null && reopenedAt - at <= maturityMs;
}

export function observed(
  part: { at: number; team: string | null },
  hit: boolean,
  rest?: Partial<Observation>,
): Observation {
  return { at: part.at, team: part.team, cell: null, hit, amount: 0, ...rest };
}

/** A score from 0 to 1; its better half counts as hit where tickets are listed. */
export function scored(part: { at: number; team: string | null }, score: number): Observation {
  return observed(part, score >= 0.5, { amount: score });
}
