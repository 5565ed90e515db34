import type { Contribution, ResolutionPart, ScorePart } from '../domain/contribution.ts';
import { maturedIn, observed, reopenedInTime, resolutionsIn } from './observe.ts';
import type { Observation, View } from './sample.ts';

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
    .map((part) => ({ part, good: isGood(part, contribution, view, metTarget(part)) }));
}

/** A resolution too young for what may follow it to have followed: whether it has failed by now, and its age in whole days. */
export interface YoungResolution {
  readonly part: ResolutionPart;
  readonly failed: boolean;
  readonly days: number;
}

/** `ownTells`: where the source has not given its word yet, a target that is missed by the desk's own policy is missed. */
export function youngResolutions(
  contribution: Contribution,
  view: View,
  ownTells: boolean,
): readonly YoungResolution[] {
  return resolutionsIn(contribution, view)
    .filter(({ at, episodeOf }) => at > view.maturedBy && episodeOf === null)
    .map((part) => ({
      part,
      failed: !isGood(part, contribution, view, part.sourceSlaMet !== null || ownTells ? metTarget(part) : true),
      days: Math.floor((view.asOf - part.at) / DAY_MS),
    }));
}

/**
 * After how many whole days a failure of a matured resolution had shown; 0: at once. `maturedDays`: where nothing tells
 * when, as with the source's late word on the target.
 */
export function shownAfter(
  part: ResolutionPart,
  contribution: Contribution,
  { maturityMs }: View,
  ownTells: boolean,
): number {
  const missed = !metTarget(part);
  if (bouncedBefore(part, contribution) || (missed && ownTells && part.sla?.met === false)) return 0;
  const { at, reopenedAt, repeatedAt } = part;
  const came = [reopenedAt, repeatedInTime(part) ? repeatedAt : null].flatMap((instant) =>
    instant === null ? [] : [instant - at],
  );
  return Math.floor(Math.min(maturityMs, ...came) / DAY_MS);
}

export function outcomes(contribution: Contribution, view: View): readonly Observation[] {
  return scoredResolutions(contribution, view).map(({ part, good }) => observed(part, good, { cell: part.cell }));
}

/** Those whose kind of work has been told. */
export function sortedOutcomes(contribution: Contribution, view: View): readonly Observation[] {
  return outcomes(contribution, view).filter(({ cell }) => cell?.workType !== 'unknown');
}

/** With those too young to be scored, as far as it is certain by now what became of them. */
export function outcomesSoFar(contribution: Contribution, view: View): readonly Observation[] {
  const young = youngResolutions(contribution, view, false);
  return [
    ...outcomes(contribution, view),
    ...young.map(({ part, failed }) => observed(part, !failed, { cell: part.cell })),
  ];
}

export function repeatedInTime({ at, repeatedAt }: ResolutionPart): boolean {
  return repeatedAt !== null && repeatedAt - at <= REPEAT_MS;
}

/**
 * The promise the customer was given: the source's own word where it has one, else the desk's policy. A clock that was
 * stopped in the last tenth of the target without anything from the requester is taken to have run on (statistics.md 9).
 */
function metTarget({ sla, sourceSlaMet }: ResolutionPart): boolean {
  const met = sourceSlaMet ?? sla?.met ?? true;
  const stoppedInVain = sla?.met === true && sla.elapsedMs + sla.unexplainedPauseMs > sla.targetMs;
  return met && !stoppedInVain;
}

/** What stood against a resolution, in words; empty for a good one. */
export function reasonsAgainst(part: ResolutionPart, contribution: Contribution, view: View): string[] {
  const reasons: readonly (readonly [boolean, string])[] = [
    [!metTarget(part), 'target missed'],
    [reopenedInTime(part, view), 'reopened'],
    [repeatedInTime(part), 'requester back within 7 days with such work'],
    [bouncedBefore(part, contribution), 'handed on and got back'],
    [failedReview(part, contribution.reviews), 'a quality review failed it'],
  ];
  return reasons.filter(([holds]) => holds).map(([, words]) => words);
}

function isGood(part: ResolutionPart, contribution: Contribution, view: View, inTime: boolean): boolean {
  const cameBack = reopenedInTime(part, view) || repeatedInTime(part) || bouncedBefore(part, contribution);
  return inTime && !cameBack && !failedReview(part, contribution.reviews);
}

function bouncedBefore({ at }: ResolutionPart, { handoffs }: Contribution): boolean {
  return handoffs.some((handoff) => handoff.outcome === 'bounce-back' && handoff.at <= at);
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
