import { type Instant, isWithin } from '../../domain/interval.ts';
import { CusumLimitTable } from '../../statistics/cusum-limit-table.ts';
import { chart, cusumScore, cusumScoreSoFar, startOfCusum } from '../../statistics/risk-cusum.ts';
import { SKILLS } from '../../statistics/skill-grid.ts';
import { rateEstimate } from '../../statistics/standard-rate.ts';
import type { Estimate, Sample, View } from '../sample.ts';
import type { OutcomeList, YoungList } from './outcome-list.ts';
import { logitOf, type SkillGround, skillStanding } from './skill-standing.ts';

const DAY_MS = 86_400_000;
/** The chart looks for odds of failure twice as high (statistics.md 4.1). */
const ODDS_RATIO = 2;
/** One false notice in two years of the person's own volume and mix (4.2). */
const DAYS_BETWEEN = 730;
/** A baseline from less is a guess (4.2). */
const LEAST_BASELINE = 25;
/** The baseline is taken at its 35 % quantile, the lower end of its 30 % interval: a little pessimistic, so that fewer are troubled for nothing. */
const PESSIMISM = 0.3;
/** So long a notice stands. */
const STANDS_MS = 56 * DAY_MS;
const CHARTED_MS = 70 * DAY_MS;
const LIMITS = new CusumLimitTable(ODDS_RATIO);

export type ChartGround = Omit<SkillGround, 'since' | 'until'> & { readonly view: View };

/**
 * From here on resolutions are charted; the window before it is the baseline. Ten weeks are two more than a notice stands.
 * Charted over half a year, with as much for the baseline, 48 % of sudden drops were found within 60 days and .28 false
 * notices came in a year; this way 60 % and .30 (20 simulated desks).
 */
export const chartedFrom = ({ window: { start, end } }: View): Instant => Math.max(end - CHARTED_MS, (start + end) / 2);

/**
 * The risk-adjusted CUSUM of one person's (or team's) resolutions against their own level before (statistics.md 4), as a share of the
 * limit: now, or at its crossing where that is the more and no older than 8 weeks. The interval tells how far the figure rests
 * on how well the baseline is known: the same chart on its better and its worse end. Null: no baseline, or nothing to chart.
 */
export function ownChart(
  scored: OutcomeList | undefined,
  young: YoungList | undefined,
  ground: ChartGround,
): Sample | null {
  const { view, dynamics } = ground;
  const from = chartedFrom(view);
  const baseline = skillStanding(scored, undefined, { ...ground, since: view.window.start, until: from - 1 });
  if (baseline.effective < LEAST_BASELINE) return null;
  const charted = chartedSince(from, scored, young, ground);
  const worth = charted.reduce((sum, { shown }) => sum + shown, 0) / dynamics.phi;
  if (worth === 0) return null;
  const packed = pack(charted);
  const runAt = remembered((skill: number) => runOf(unpack(packed), skill, ground));
  const skillsAt = remembered((level: number) => rateEstimate(baseline.posterior, SKILLS, level).bounds);
  return chartSample({ size: charted.length, worth, phi: dynamics.phi, skillsAt, runAt }, 0, 0);
}

function remembered<T>(make: (x: number) => T): (x: number) => T {
  const made = new Map<number, T>();
  return (x) => {
    const one = made.get(x) ?? make(x);
    made.set(x, one);
    return one;
  };
}

interface Charted {
  readonly at: Instant;
  readonly logit: number;
  readonly failed: 0 | 1;
  /** Share of failures that would have shown by now; 1: it is settled. */
  readonly shown: number;
}

function chartedSince(
  from: Instant,
  scored: OutcomeList | undefined,
  young: YoungList | undefined,
  ground: ChartGround,
): Charted[] {
  const { away = [] } = ground;
  const charted: Charted[] = [];
  const add = (list: OutcomeList | undefined, shownOf: (i: number) => number) =>
    list?.forEach((at, cell, good, i, row) => {
      if (at < from || isWithin(at, away)) return;
      charted.push({ at, logit: logitOf(cell, row, ground), failed: good === 1 ? 0 : 1, shown: shownOf(i) });
    });
  add(scored, () => 1);
  add(young, (i) => young?.shown[i] ?? 0);
  return charted.sort((a, b) => a.at - b.at || a.logit - b.logit || a.failed - b.failed || a.shown - b.shown);
}

/** Numbers of each charted resolution. */
const NUMBERS = 4;

/** The charts of a large desk are all kept until its figures are, and with them what further questions are answered from. */
const pack = (charted: readonly Charted[]): Float64Array =>
  Float64Array.from(charted.flatMap(({ at, logit, failed, shown }) => [at, logit, failed, shown]));

const unpack = (packed: Float64Array): Charted[] =>
  Array.from({ length: packed.length / NUMBERS }, (_, i) => {
    const [at = 0, logit = 0, failed = 0, shown = 0] = packed.subarray(i * NUMBERS, (i + 1) * NUMBERS);
    return { at, logit, failed: failed === 1 ? 1 : 0, shown };
  });

interface ChartRun {
  readonly level: number;
  readonly limit: number;
  /** Height of the highest crossing that stands, over the limit; 0: none does. */
  readonly crossed: number;
  /** What one more typical resolution adds. */
  readonly success: number;
  readonly failure: number;
}

function runOf(charted: readonly Charted[], skill: number, { view, dynamics: { phi } }: ChartGround): ChartRun {
  const qs = charted.map(({ logit }) => 1 / (1 + Math.exp(logit + skill)));
  const days = (view.asOf - chartedFrom(view)) / DAY_MS;
  const limit = LIMITS.limit(qs, (qs.length / days) * DAYS_BETWEEN, phi);
  let [cusum, crossed, success, failure] = [startOfCusum, 0, 0, 0];
  charted.forEach(({ at, failed, shown }, i) => {
    const q = qs[i] ?? 0;
    const ifFailed = cusumScore(1, q, ODDS_RATIO) / phi;
    const score = failed === 1 ? ifFailed : cusumScoreSoFar(shown, q, ODDS_RATIO) / phi;
    success += cusumScore(0, q, ODDS_RATIO) / phi / qs.length;
    failure += ifFailed / qs.length;
    const after = chart(cusum, score, limit);
    cusum = after.cusum;
    if (after.notice !== null && at > view.asOf - STANDS_MS) crossed = Math.max(crossed, after.notice.level / limit);
  });
  return { level: cusum.level, limit, crossed, success, failure };
}

interface ChartParts {
  readonly size: number;
  /** The same with lumps counted once, and young ones by what they tell. */
  readonly worth: number;
  readonly phi: number;
  /** Ends of the baseline's interval, as skills. */
  skillsAt(level: number): { readonly lower: number; readonly upper: number };
  runAt(skill: number): ChartRun;
}

/** After so many more typical resolutions, evenly mixed. */
function chartSample(parts: ChartParts, hits: number, misses: number): Sample {
  const { size, worth, phi, skillsAt, runAt } = parts;
  const sampleSize = size + hits + misses;
  const valueAt = (skill: number): number => {
    const { level, limit, crossed, success, failure } = runAt(skill);
    return Math.max(crossed, (level + hits * success + misses * failure) / limit, 0);
  };
  return {
    sampleSize,
    estimate(level): Estimate {
      const value = valueAt(skillsAt(PESSIMISM).lower);
      const { lower, upper } = skillsAt(level);
      const values = [value, valueAt(lower), valueAt(upper)];
      const effectiveSampleSize = worth + (hits + misses) / phi;
      return { value, lower: Math.min(...values), upper: Math.max(...values), level, sampleSize, effectiveSampleSize };
    },
    extended: (more, fewer) => chartSample(parts, hits + more, misses + fewer),
  };
}
