import { countedText, type Estimate, type Sample } from '../metrics/metric.ts';
import type { Requirement, Verdict } from './rule.ts';

/** A requirement judged on one subject's figure. */
export interface RequirementVerdict {
  readonly verdict: Verdict;
  readonly reason: string;
  /** For display, 95 %; null: no observation at all. */
  readonly estimate: Estimate | null;
}

const DISPLAY_LEVEL = 0.95;

/** `confidence` overrides the rule's own, to ask whether a raised flag stays up. */
export function judgeRequirement(
  requirement: Requirement,
  sample: Sample | undefined,
  confidence = requirement.confidence,
): RequirementVerdict {
  const { metric, minimumSample } = requirement;
  const n = sample?.sampleSize ?? 0;
  if (sample === undefined || n === 0) {
    return {
      verdict: 'not-enough-data',
      reason: `no ${metric.counted}; ${Math.max(1, minimumSample)} needed`,
      estimate: null,
    };
  }
  const estimate = sample.estimate(DISPLAY_LEVEL);
  if (n < minimumSample) {
    return { verdict: 'not-enough-data', reason: `${n} of the ${minimumSample} ${metric.counted} needed`, estimate };
  }
  return { ...byLimits(requirement, n, limitsAt(sample, confidence)), estimate };
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
): Omit<RequirementVerdict, 'estimate'> {
  const right = comparison === 'at-least' ? lower >= target : upper <= target;
  const wrong = comparison === 'at-least' ? upper < target : lower > target;
  if (wrong) return { verdict: 'not-met', reason: 'the whole interval lies on the wrong side of the target' };
  if (weight === 'not-clearly-below')
    return { verdict: 'met', reason: 'not shown to be on the wrong side of the target' };
  if (right) return { verdict: 'met', reason: 'the whole interval lies on the right side of the target' };
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
