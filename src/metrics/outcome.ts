import type { Contribution, ResolutionPart, ScorePart } from '../domain/contribution.ts';
import type { Observation } from './metric.ts';
import { maturedIn, observed, reopenedInTime } from './observe.ts';
import type { View } from './sample.ts';

const DAY_MS = 86_400_000;
/** A requester who is back with the same kind of work so soon was not helped (statistics.md 0). */
const REPEAT_MS = 7 * DAY_MS;
/** A review below it has not passed; a critical failure never has. */
const REVIEW_PASSED = 0.7;

export interface ScoredResolution {
  readonly part: ResolutionPart;
  readonly good: boolean;
}

/**
 * The one outcome that readiness rests on, per resolution and person accountable for it: good where the target was met net
 * of pauses that nobody can explain, it was not reopened within the maturity time, the requester was not back with the
 * same kind of work within 7 days, it had not bounced back before, and no quality review failed it. Scored are only
 * resolutions old enough to have failed, and of several tickets about one matter only the first. Source: statistics.md 0, 9.
 */
export function scoredResolutions(contribution: Contribution, view: View): readonly ScoredResolution[] {
  return maturedIn(contribution, view)
    .filter(({ episodeOf }) => episodeOf === null)
    .map((part) => ({ part, good: isGood(part, contribution, view) }));
}

export function outcomes(contribution: Contribution, view: View): readonly Observation[] {
  return scoredResolutions(contribution, view).map(({ part, good }) => observed(part, good, { cell: part.cell }));
}

export function repeatedInTime({ at, repeatedAt }: ResolutionPart): boolean {
  return repeatedAt !== null && repeatedAt - at <= REPEAT_MS;
}

/**
 * The promise the customer was given: the source's own word where it has one, else the desk's policy. A clock that was
 * stopped in the last tenth of the target without anything from the requester is taken to have run on (statistics.md 9).
 */
export function metTarget({ sla, sourceSlaMet }: ResolutionPart): boolean {
  const met = sourceSlaMet ?? sla?.met ?? true;
  const stoppedInVain = sla?.met === true && sla.elapsedMs + sla.unexplainedPauseMs > sla.targetMs;
  return met && !stoppedInVain;
}

function isGood(part: ResolutionPart, { handoffs, reviews }: Contribution, view: View): boolean {
  const bounced = handoffs.some(({ at, outcome }) => outcome === 'bounce-back' && at <= part.at);
  return (
    metTarget(part) && !reopenedInTime(part, view) && !repeatedInTime(part) && !bounced && !failedReview(part, reviews)
  );
}

/** The review speaks of the latest resolution before it. */
function failedReview({ at, reopenedAt }: ResolutionPart, reviews: readonly ScorePart[]): boolean {
  return reviews.some(
    (review) =>
      review.at >= at &&
      (reopenedAt === null || review.at < reopenedAt) &&
      (review.critical || review.score < REVIEW_PASSED),
  );
}
