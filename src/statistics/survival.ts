/** What became of one ticket by the end of what is known of it; the duration's unit is the caller's and comes back. */
export interface FollowUp {
  /** Time it was followed, 0 or more. */
  readonly duration: number;
  /** 0: still open when last seen (censored). 1: ended by the event that is counted. 2: ended by another (a competing risk). */
  readonly end: 0 | 1 | 2;
}

/** Steps of a survival curve at the times at which something ended, rising; all arrays of one length. */
export interface SurvivalCurve {
  readonly times: Float64Array;
  /** Share (0 .. 1) still open after each time. */
  readonly open: Float64Array;
  /** Greenwood's standard error of it. */
  readonly standardErrors: Float64Array;
  readonly atRisk: Float64Array;
  readonly ended: Float64Array;
}

interface Moment {
  readonly time: number;
  readonly atRisk: number;
  readonly counted: number;
  readonly other: number;
}

/**
 * Kaplan-Meier: share of tickets still open after each time, with open tickets counted as long as they were seen; leaving them out
 * makes a desk look fast. A competing end (2) is taken as censored: use it only where that question is meant.
 * Source: statistics.md 3.1; Kaplan & Meier 1958, JASA 53:457; Greenwood 1926. The order of the tickets does not matter.
 * @throws RangeError when a duration makes no sense or there is no ticket
 */
export function survivalCurve(tickets: readonly FollowUp[]): SurvivalCurve {
  const moments = momentsOf(tickets).filter(({ counted }) => counted > 0);
  const columns = { open: [] as number[], errors: [] as number[] };
  let open = 1;
  let greenwood = 0;
  for (const { atRisk, counted } of moments) {
    open *= 1 - counted / atRisk;
    if (counted < atRisk) greenwood += counted / (atRisk * (atRisk - counted));
    columns.open.push(open);
    columns.errors.push(open * Math.sqrt(greenwood));
  }
  return {
    times: Float64Array.from(moments, ({ time }) => time),
    open: Float64Array.from(columns.open),
    standardErrors: Float64Array.from(columns.errors),
    atRisk: Float64Array.from(moments, ({ atRisk }) => atRisk),
    ended: Float64Array.from(moments, ({ counted }) => counted),
  };
}

/** First time after which half or fewer are open, in the unit of the durations; null when it was not reached. Source: statistics.md 3.1. */
export function medianTime({ times, open }: SurvivalCurve): number | null {
  // Not exactly a half: products of fractions round.
  const at = open.findIndex((share) => share <= 0.5 + 1e-12);
  return times[at] ?? null;
}

/**
 * Restricted mean: average time open within the first `horizon`, in the unit of the durations; defined even where the median is not reached.
 * Source: statistics.md 3.1; Royston & Parmar 2013, BMC Med. Res. Methodol. 13:152.
 * @param horizon above 0, e.g. twice the SLA; beyond the longest follow-up the curve is taken to stay level: choose it within
 * @throws RangeError when the horizon makes no sense
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): { value: number; standardError: number } {
  if (!(horizon > 0 && horizon < Infinity)) throw new RangeError(`Give a finite horizon above 0, not ${horizon}.`);
  let area = 0;
  let variance = 0;
  let until = horizon;
  for (let j = curve.times.length - 1; j >= 0; j--) {
    const { time, open, atRisk, ended } = step(curve, j);
    if (time >= horizon) continue;
    area += open * (until - time);
    until = time;
    if (ended < atRisk) variance += (area * area * ended) / (atRisk * (atRisk - ended));
  }
  return { value: area + until, standardError: Math.sqrt(variance) };
}

/**
 * Aalen-Johansen: share (0 .. 1) that has ended by each time through the counted event, where others (2) end tickets too.
 * Source: statistics.md 3.1; Aalen & Johansen 1978, Scand. J. Stat. 5:141.
 * @returns times at which the counted event happened, rising, and the share ended by it until then
 * @throws RangeError when a duration makes no sense or there is no ticket
 */
export function cumulativeIncidence(tickets: readonly FollowUp[]): { times: Float64Array; ended: Float64Array } {
  const times: number[] = [];
  const ended: number[] = [];
  let open = 1;
  let sum = 0;
  for (const { time, atRisk, counted, other } of momentsOf(tickets)) {
    sum += (open * counted) / atRisk;
    open *= 1 - (counted + other) / atRisk;
    if (counted === 0) continue;
    times.push(time);
    ended.push(sum);
  }
  return { times: Float64Array.from(times), ended: Float64Array.from(ended) };
}

function step(curve: SurvivalCurve, j: number): { time: number; open: number; atRisk: number; ended: number } {
  const { times, open, atRisk, ended } = curve;
  return { time: times[j] ?? 0, open: open[j] ?? 1, atRisk: atRisk[j] ?? 0, ended: ended[j] ?? 0 };
}

/** Distinct durations, rising. Tickets censored at the time of an end were at risk of it. */
function momentsOf(tickets: readonly FollowUp[]): Moment[] {
  if (tickets.length === 0) throw new RangeError('Give at least one ticket: without any there is no curve.');
  for (const { duration } of tickets) {
    if (!(duration >= 0 && duration < Infinity)) {
      throw new RangeError(`Give finite durations of 0 or more, not ${duration}.`);
    }
  }
  const sorted = tickets.toSorted((a, b) => a.duration - b.duration);
  const moments: Moment[] = [];
  for (let i = 0; i < sorted.length; ) {
    const time = sorted[i]?.duration ?? 0;
    const ends = [0, 0, 0];
    const atRisk = sorted.length - i;
    for (let next = sorted[i]; next?.duration === time; next = sorted[++i]) ends[next.end] = (ends[next.end] ?? 0) + 1;
    moments.push({ time, atRisk, counted: ends[1] ?? 0, other: ends[2] ?? 0 });
  }
  return moments;
}
