import { poissonCount } from '../statistics/standardised-ratio.ts';
import type { Evidence, Judgement } from './judgement.ts';
import { isAtPresentRate } from './nearest-change.ts';

/** Four times in five the own volume of the weeks to come lies between. */
const LEVEL = 0.8;
/** Further ahead nobody's work stays as it is. */
const FARTHEST_WEEKS = 104;

/** How long it would take until a role's rule is met, if work and results go on as they do. */
export interface TimeToReady {
  /** Null: no number of tickets would do it, or nobody can tell. */
  readonly weeks: { readonly from: number; readonly to: number } | null;
  readonly sentence: string;
}

type Judged = Pick<Judgement, 'evidence' | 'records' | 'heldFor' | 'raisedAt' | 'notRaised'>;

/** `holdFor`: evaluations in a row for which the rule has to hold. `titleOf`: of a metric. */
export function timeToReady(
  { evidence, records = [], heldFor, raisedAt, notRaised }: Judged,
  holdFor: number,
  titleOf: (metric: string) => string,
): TimeToReady {
  if (raisedAt !== null) return untold('The flag is up: people look at it now.');
  if (notRaised !== undefined) return untold(notRaised);
  const gaps = evidence.filter(({ verdict }) => verdict !== 'met');
  const unrecorded = records.some(({ verdict }) => verdict !== 'met');
  if (gaps.length === 0 && unrecorded)
    return untold('No ticket is missing: it waits for what people put on record, which no rate foretells.');
  const bands: Band[] = [];
  for (const gap of gaps) {
    const band = weeksFor(gap);
    if (typeof band === 'string') return untold(`${titleOf(gap.metric)}: ${band}`);
    bands.push(band);
  }
  const held = gaps.length === 0 ? Math.max(1, holdFor - heldFor) : holdFor - 1;
  const from = Math.ceil(Math.max(0, ...bands.map((band) => band.from))) + held;
  const to = Math.ceil(Math.max(0, ...bands.map((band) => band.to))) + held;
  if (to > FARTHEST_WEEKS)
    return untold('At this rate it would take more than two years: other or more work would have to come.');
  const about = from === to ? `About ${from === 1 ? '1 week' : `${from} weeks`}` : `About ${from} to ${to} weeks`;
  return {
    weeks: { from, to },
    sentence: `${about} at this rate, if results stay as they are${unrecorded ? ', and once the records are there' : ''}.`,
  };
}

interface Band {
  readonly from: number;
  readonly to: number;
}

/** From the person's own number of what is counted, with its Poisson interval; or why it cannot be told. */
function weeksFor({ nearestChange, estimate, weeks }: Evidence): Band | string {
  if (nearestChange.tickets === null || !isAtPresentRate(nearestChange))
    return 'no number of tickets at the present rate would do it; the rate itself would have to change.';
  const { lower, upper } = poissonCount(estimate?.sampleSize ?? 0, LEVEL);
  if (lower <= 0) return 'none of this work comes to them now, so it takes as long as that stays so.';
  return { from: (nearestChange.tickets * weeks) / upper, to: (nearestChange.tickets * weeks) / lower };
}

const untold = (sentence: string): TimeToReady => ({ weeks: null, sentence });
