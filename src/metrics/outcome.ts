import type { Contribution, HandoffPart, ResolutionPart } from '../domain/contribution.ts';
import type { Observation, View } from './metric.ts';
import { maturedIn, observed, reopenedInTime } from './observe.ts';

/**
 * Whether a resolution was good: its own target met, not reopened within the maturity time, and not handed on and
 * got back before (statistics.md 0). Only resolutions old enough to have failed are scored.
 */
export function outcomes(contribution: Contribution, view: View): readonly Observation[] {
  return maturedIn(contribution, view).map((part) =>
    observed(part, isGood(part, contribution.handoffs, view), { cell: part.cell }),
  );
}

function isGood(part: ResolutionPart, handoffs: readonly HandoffPart[], view: View): boolean {
  const inTime = part.sla?.met ?? true;
  const bounced = handoffs.some(({ at, outcome }) => outcome === 'bounce-back' && at <= part.at);
  return inTime && !reopenedInTime(part, view) && !bounced;
}
