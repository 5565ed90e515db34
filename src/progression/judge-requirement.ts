import { countedText } from '../metrics/metric.ts';
import type { Estimate, Sample } from '../metrics/sample.ts';
import type { Requirement, Verdict } from './rule.ts';

/** A requirement judged on one subject's figure. */
export interface RequirementVerdict {
  readonly verdict: Verdict;
  readonly reason: string;
  /** There was something to go by, whatever it says. */
  readonly enough: boolean;
  /** For display, 95 %; null: no observation at all. */
  readonly estimate: Estimate | null;
}

const DISPLAY_LEVEL = 0.95;

export interface JudgedBy {
  /**
   * The confidence to go by in place of the rule's own, to ask by the leave target whether a raised flag stays up. How
   * much there has to be to go by was asked when it rose: a fortnight's leave must not take it down.
   */
  readonly staying?: number;
  /** Why the figure must not be held for or against anyone; null: it may. */
  readonly heldBack?: string | null;
  /** What `shownOf` makes of the sample, where that has been made. */
  readonly shown?: Estimate;
}

/** As verdicts show a figure. */
export const shownOf = (sample: Sample): Estimate => sample.estimate(DISPLAY_LEVEL);

export function judgeRequirement(
  requirement: Requirement,
  sample: Sample | undefined,
  { staying, heldBack = null, shown }: JudgedBy = {},
): RequirementVerdict {
  const { metric, minimumSample } = requirement;
  const n = sample?.sampleSize ?? 0;
  if (sample === undefined || n === 0)
    return untold(requirement, `no ${metric.counted}; ${Math.max(1, minimumSample)} needed`, null);
  const estimate = shown ?? shownOf(sample);
  if (heldBack !== null) return untold(requirement, heldBack, estimate);
  const rises = staying === undefined;
  if (rises && estimate.effectiveSampleSize < minimumSample)
    return untold(requirement, tooFew(requirement, estimate), estimate);
  const { confidence, target, stayTarget } = requirement;
  const asked = rises ? requirement : { ...requirement, target: stayTarget ?? target };
  const found = byLimits(asked, n, limitsAt(sample, staying ?? confidence));
  const lacking = rises && found.verdict === 'met' ? lackingEvidence(requirement, sample) : null;
  if (lacking === null) return { ...found, enough: true, estimate };
  return { verdict: 'not-enough-data', reason: lacking, enough: false, estimate };
}

/**
 * Held against nobody: what was to be shown is not, and what was not to be clearly missed is not. Else somebody would have
 * to hand over twenty tickets before they could be shown to hand over too many.
 */
function untold({ weight }: Requirement, reason: string, estimate: Estimate | null): RequirementVerdict {
  return { verdict: weight === 'required' ? 'not-enough-data' : 'met', reason, enough: false, estimate };
}

function tooFew({ metric, minimumSample }: Requirement, { sampleSize, effectiveSampleSize }: Estimate): string {
  const needed = `of the ${minimumSample} ${metric.counted} needed`;
  if (effectiveSampleSize === sampleSize) return `${sampleSize} ${needed}`;
  const worth = `${countedText(sampleSize, metric.counted)}, worth ${Math.floor(effectiveSampleSize)}`;
  return `${worth} ${needed} (older ones fade, and those that come in lumps count less)`;
}

/** A newcomer to a good team would reach the target without a ticket: the person's own must have said it (statistics.md 1.3). */
function lackingEvidence({ evidenceRatio, target }: Requirement, sample: Sample): string | null {
  if (evidenceRatio === null || sample.atTarget === undefined) return null;
  const found = sample.atTarget(target).evidenceRatio;
  if (found >= evidenceRatio) return null;
  const times = (x: number) => Number(x.toPrecision(2));
  return `own tickets raised the odds ${times(found)} times; ${times(evidenceRatio)} times are asked for, as colleagues' results alone prove nothing`;
}

/** The one-sided bound at `confidence` is the end of the two-sided interval at 2 confidence - 1; at 0.5, the figure itself. */
export function limitsAt(sample: Sample, confidence: number): Pick<Estimate, 'lower' | 'upper'> {
  const { value, lower, upper } = sample.estimate(2 * confidence - 1);
  return confidence > 0.5 ? { lower, upper } : { lower: value, upper: value };
}

function byLimits(
  { metric, comparison, target, weight }: Requirement,
  n: number,
  { lower, upper }: Pick<Estimate, 'lower' | 'upper'>,
): Pick<RequirementVerdict, 'verdict' | 'reason'> {
  const right = comparison === 'at-least' ? lower >= target : upper <= target;
  const wrong = comparison === 'at-least' ? upper < target : lower > target;
  const what = lower === upper ? 'the figure itself' : 'the whole interval';
  if (wrong) return { verdict: 'not-met', reason: `${what} lies on the wrong side of the target` };
  if (weight === 'not-clearly-below')
    return { verdict: 'met', reason: 'not shown to be on the wrong side of the target' };
  if (right) return { verdict: 'met', reason: `${what} lies on the right side of the target` };
  return {
    verdict: 'not-enough-data',
    reason: `the interval holds the target: ${countedText(n, metric.counted)} cannot tell`,
  };
}

/** All must be met; one that is not decides; otherwise one that cannot be told leaves the whole untold. */
export function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('not-met')) return 'not-met';
  return verdicts.includes('not-enough-data') ? 'not-enough-data' : 'met';
}
