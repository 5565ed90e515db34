import { countedText, type Metric } from '../metrics/metric.ts';
import type { Sample } from '../metrics/sample.ts';
import { judgeRequirement, limitsAt } from './judge-requirement.ts';
import type { Requirement } from './rule.ts';

/** More tickets than this are no hint any more. */
const FARTHEST = 5_000;

type Extended = NonNullable<Sample['extended']>;

/** The least change in the evidence that would turn a requirement's verdict. */
export interface NearestChange {
  readonly tickets: number | null;
  readonly sentence: string;
}

/** Whether so many tickets of the present rate would do. Told by its words, as settled judgements keep nothing else of it. */
export const isAtPresentRate = ({ tickets, sentence }: NearestChange): boolean =>
  tickets !== null && !sentence.includes('in a row');

/**
 * For a verdict that is met: how few more bad (for a risk: good) tickets would undo it. For one that is not: how many
 * more at the present rate would make it met, or, where no number at that rate ever would, how many in a row.
 */
export function nearestChange(requirement: Requirement, sample: Sample | undefined): NearestChange {
  const { comparison, minimumSample, metric, weight } = requirement;
  if (sample === undefined) {
    const n = Math.max(1, minimumSample);
    return { tickets: n, sentence: `${countedText(n, metric.counted)} needed before anything can be said` };
  }
  if (sample.extended === undefined) return byValue(requirement, sample);
  const extended: Extended = sample.extended.bind(sample);
  const met = judgeRequirement(requirement, sample).verdict === 'met';
  const hitIsRight = rightOutcomeIsHit(extended, comparison);
  const grown = (right: number, wrong: number) => (hitIsRight ? extended(right, wrong) : extended(wrong, right));
  if (met) {
    const undone = least((n) => judgeRequirement(requirement, grown(0, n)).verdict !== 'met');
    return undone === null
      ? { tickets: null, sentence: `no likely number of further ${metric.counted} would undo it` }
      : {
          tickets: undone,
          sentence: `${countedText(undone, metric.counted, 'further')} on the wrong side in a row would undo it`,
        };
  }
  const alike = atPresentRate(sample, comparison, grown);
  const metAtRate = (n: number) => judgeRequirement(requirement, alike(n)).verdict === 'met';
  // What has to be shown is shown best by the most; not to be clearly missed may be shown by few alone.
  const never = weight === 'required' && !metAtRate(FARTHEST);
  const atRate = never ? null : least(metAtRate);
  if (atRate !== null)
    return {
      tickets: atRate,
      sentence: `about ${countedText(atRate, metric.counted, 'more')} at the present rate would meet it`,
    };
  const inARow = least((n) => judgeRequirement(requirement, grown(n, 0)).verdict === 'met');
  return inARow === null
    ? {
        tickets: null,
        sentence: `no number below ${FARTHEST} of further ${metric.counted} would meet it: the rate itself has to change`,
      }
    : {
        tickets: inARow,
        sentence: `${countedText(inARow, metric.counted, 'further')} on the right side in a row would meet it`,
      };
}

function byValue(
  { metric, target, comparison, confidence, minimumSample, weight }: Requirement,
  sample: Sample,
): NearestChange {
  const missing = minimumSample - Math.floor(sample.estimate(0).effectiveSampleSize);
  if (missing > 0)
    return {
      tickets: missing,
      sentence: `${countedText(missing, metric.counted, 'more')} needed before anything can be said`,
    };
  const { lower, upper } = limitsAt(sample, confidence);
  const isLower = (comparison === 'at-least') === (weight === 'required');
  const shown = (x: number) => valueText(x, metric.unit);
  const bound = isLower ? `lower end ${shown(lower)}` : `upper end ${shown(upper)}`;
  return { tickets: null, sentence: `the ${bound} of its interval would have to cross ${shown(target)}` };
}

/** Whether hits move the figure towards the target's right side; so many of them that no rounding to 0 or 1 hides it. */
function rightOutcomeIsHit(extended: Extended, comparison: Requirement['comparison']): boolean {
  const more = extended(FARTHEST, 0).estimate(0).value;
  const fewer = extended(0, FARTHEST).estimate(0).value;
  return comparison === 'at-least' ? more >= fewer : more <= fewer;
}

/** With n more tickets of the observed mix, rounded so that the figure gets no better: rounding must not raise hopes. */
function atPresentRate(
  sample: Sample,
  comparison: Requirement['comparison'],
  grown: (right: number, wrong: number) => Sample,
): (n: number) => Sample {
  const { value } = sample.estimate(0);
  let share = 0.5;
  return (n) => {
    const right = greatest(n, Math.round(share * n), (k) => {
      const reached = grown(k, n - k).estimate(0).value;
      return comparison === 'at-least' ? reached <= value : reached >= value;
    });
    share = right / n;
    return grown(right, n - right);
  };
}

/** Greatest k in 0..n for which `holds`, taken to be true up to there and false beyond; sought outwards from a guess. */
function greatest(n: number, guess: number, holds: (k: number) => boolean): number {
  let [low, high] = [0, n];
  for (let [k, step] = [Math.max(1, guess), 1]; low < high; step *= 2) {
    if (holds(k)) low = k;
    else high = k - 1;
    const middle = Math.ceil((low + high) / 2);
    k = low >= guess ? Math.min(low + step, middle) : Math.max(high + 1 - step, middle);
  }
  return low;
}

/** Smallest n in 1..FARTHEST for which `holds`, taken to stay true from there on; null: none. */
function least(holds: (n: number) => boolean): number | null {
  let [low, high] = [0, 1];
  while (!holds(high)) {
    if (high >= FARTHEST) return null;
    [low, high] = [high, Math.min(high * 2, FARTHEST)];
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Three significant figures. */
function valueText(x: number, unit: Metric['unit']): string {
  return unit === 'share' ? `${Number((100 * x).toPrecision(3))} %` : String(Number(x.toPrecision(3)));
}
