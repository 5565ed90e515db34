import type { Sample } from '../metrics/metric.ts';
import { judgeRequirement } from './judge-requirement.ts';
import type { Requirement } from './rule.ts';

/** More tickets than this are no hint any more. */
const FARTHEST = 5_000;

/** The least change in the evidence that would turn a requirement's verdict. */
export interface NearestChange {
  readonly tickets: number | null;
  readonly sentence: string;
}

/**
 * For a verdict that is met: how few more bad (for a risk: good) tickets would undo it. For one that is not: how many
 * more at the present rate would make it met, or, where no number at that rate ever would, how many in a row.
 */
export function nearestChange(requirement: Requirement, sample: Sample | undefined): NearestChange {
  const { comparison, minimumSample } = requirement;
  if (sample === undefined) {
    const n = Math.max(1, minimumSample);
    return { tickets: n, sentence: `at least ${n} tickets of this kind are needed before anything can be said` };
  }
  const { extended } = sample;
  if (extended === undefined) return byValue(requirement, sample);
  const met = judgeRequirement(requirement, sample).verdict === 'met';
  const rightHits = rightOutcomeIsHit(sample, comparison);
  const row = (hit: boolean) => (n: number) => (hit ? extended(n, 0) : extended(0, n));
  if (met) {
    const undone = least((n) => judgeRequirement(requirement, row(!rightHits)(n)).verdict !== 'met');
    return undone === null
      ? { tickets: null, sentence: 'no likely number of further tickets would undo it' }
      : { tickets: undone, sentence: `${plural(undone, 'further ticket')} on the wrong side in a row would undo it` };
  }
  const atRate = least((n) => judgeRequirement(requirement, atPresentRate(sample, extended, n)).verdict === 'met');
  if (atRate !== null)
    return { tickets: atRate, sentence: `about ${plural(atRate, 'more ticket')} at the present rate would meet it` };
  const inARow = least((n) => judgeRequirement(requirement, row(rightHits)(n)).verdict === 'met');
  return inARow === null
    ? {
        tickets: null,
        sentence: `no number below ${FARTHEST} of further tickets would meet it: the rate itself has to change`,
      }
    : { tickets: inARow, sentence: `${plural(inARow, 'further ticket')} on the right side in a row would meet it` };
}

function byValue({ target, comparison }: Requirement, sample: Sample): NearestChange {
  const { lower, upper } = sample.estimate(0.95);
  const bound = comparison === 'at-least' ? `lower end ${round(lower)}` : `upper end ${round(upper)}`;
  return { tickets: null, sentence: `the ${bound} of its interval would have to cross ${round(target)}` };
}

/** Whether one more hit moves the figure towards the target's right side. */
function rightOutcomeIsHit(sample: Sample, comparison: Requirement['comparison']): boolean {
  const more = sample.extended?.(10, 0).estimate(0).value ?? 0;
  const fewer = sample.extended?.(0, 10).estimate(0).value ?? 0;
  return comparison === 'at-least' ? more >= fewer : more <= fewer;
}

/** Keeps the observed mix of hits and misses; the hits are found from what the sample itself says it would be worth. */
function atPresentRate(sample: Sample, extended: NonNullable<Sample['extended']>, n: number): Sample {
  const { value } = sample.estimate(0);
  let low = 0;
  let high = n;
  while (low < high) {
    const hits = (low + high) >> 1;
    const rising = extended(n, 0).estimate(0).value >= extended(0, n).estimate(0).value;
    const reached = extended(hits, n - hits).estimate(0).value;
    if (rising ? reached < value : reached > value) low = hits + 1;
    else high = hits;
  }
  return extended(low, n - low);
}

/** Smallest n in 1..FARTHEST for which `holds`, taken to stay true from there on; null: none. */
function least(holds: (n: number) => boolean): number | null {
  let high = 1;
  while (!holds(high)) {
    if (high >= FARTHEST) return null;
    high = Math.min(high * 2, FARTHEST);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const plural = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
const round = (x: number) => Number(x.toPrecision(3));
