import type { Foreteller } from '../../src/metrics/self-check/foretell.ts';
import { agentWeek, type Season, type SeasonOf } from '../../src/metrics/self-check/season.ts';
import { lnGamma } from '../../src/statistics/gamma-function.ts';
import { wilson } from '../../src/statistics/proportion.ts';

const MONTH_WEEKS = 4;
const FEWEST = 5;
const LEVEL = 0.9;

/** One person's month: how many of n were good, the sum and variance of what was expected when it began, and their last month. */
export interface AgentMonth {
  readonly month: number;
  readonly n: number;
  readonly good: number;
  readonly expected: number;
  readonly variance: number;
  readonly before: { readonly good: number; readonly n: number };
}

/** Four weeks at a time are foretold from before their start, then learned. Months with fewer than five tickets say nothing. */
export function agentMonths({ rows }: Season, seen: SeasonOf, model: Foreteller): AgentMonth[] {
  const months: AgentMonth[] = [];
  let last = new Map<string, { good: number; n: number }>();
  for (let start = 0; start < seen.length; start += MONTH_WEEKS) {
    const month = new Map<string, { good: number; n: number; expected: number; variance: number }>();
    const weeks = seen.slice(start, start + MONTH_WEEKS);
    for (const { levels, rows: alike } of weeks.flat()) {
      const p = clipped(model.expect(levels));
      for (const i of alike) {
        const row = rows[i];
        if (row === undefined) continue;
        const own = month.get(row.agent) ?? { good: 0, n: 0, expected: 0, variance: 0 };
        month.set(row.agent, own);
        own.good += row.good;
        own.n += 1;
        own.expected += p;
        own.variance += p * (1 - p);
      }
    }
    for (const [agent, own] of month) {
      const before = last.get(agent) ?? { good: 0, n: 0 };
      if (start > 0 && own.n >= FEWEST) months.push({ month: start / MONTH_WEEKS, ...own, before });
    }
    for (const week of weeks) model.learn(week);
    last = month;
  }
  return months;
}

/** Ways to an interval, by how much of a month's tickets is taken to be one lump; the month's correlation from that of a week. */
const WAYS: Readonly<Record<string, (weekly: number, n: number) => number>> = {
  'independent tickets': () => 0,
  'lumps of a week': (weekly, n) => (weekly * Math.max(0, n / MONTH_WEEKS - 1)) / (n - 1),
  'the whole month one lump': (weekly) => weekly,
};

/**
 * The share of months whose rate lay within the 90 % interval made at their start. How lumpy weeks are is taken from the
 * weeks before, foretold week by week as `expected` is; the first two months are for learning.
 */
export function coverage(
  season: Season,
  months: readonly AgentMonth[],
  expected: Float64Array,
): Readonly<Record<string, { covered: number; months: number }>> {
  const later = months.filter(({ month }) => month >= 2);
  const weekly = new Map(later.map(({ month }) => [month, weeklyCorrelation(season, expected, month * MONTH_WEEKS)]));
  const dashboard = later.filter(({ before }) => before.n >= FEWEST);
  const ways = Object.entries(WAYS).map(([way, correlation]) => {
    const inside = (month: AgentMonth) => within(month, correlation(weekly.get(month.month) ?? 0, month.n));
    return [way, share(later, inside)] as const;
  });
  return { 'last month’s raw rate, Wilson': share(dashboard, withinWilson), ...Object.fromEntries(ways) };
}

function share(months: readonly AgentMonth[], inside: (month: AgentMonth) => boolean) {
  return { covered: months.filter(inside).length / months.length, months: months.length };
}

function withinWilson({ before, good, n }: AgentMonth): boolean {
  const { lower, upper } = wilson(before.good, before.n, LEVEL);
  return good / n >= lower && good / n <= upper;
}

/** Correlation of tickets within an agent-week before week `end`, by moments: (r^2 - V) over V (n - 1); 0 .. .99. */
function weeklyCorrelation(season: Season, expected: Float64Array, end: number): number {
  const weeks = new Map<string, { n: number; residual: number; variance: number }>();
  for (const i of season.scored) {
    if ((season.weekOf[i] ?? 0) >= end) continue;
    const week = weeks.get(agentWeek(season, i)) ?? { n: 0, residual: 0, variance: 0 };
    weeks.set(agentWeek(season, i), week);
    const p = clipped(expected[i] ?? Number.NaN);
    week.n += 1;
    week.residual += (season.rows[i]?.good ?? 0) - p;
    week.variance += p * (1 - p);
  }
  let over = 0;
  let per = 0;
  for (const { n, residual, variance } of weeks.values()) {
    if (n < FEWEST) continue;
    over += residual ** 2 - variance;
    per += variance * (n - 1);
  }
  return per > 0 ? Math.min(0.99, Math.max(0, over / per)) : 0;
}

const clipped = (p: number): number => Math.min(0.995, Math.max(0.005, p));

/** Whether the count lies between the 5 % and the 95 % quantile, both included, of a beta-binomial with this mean and correlation. */
function within({ good, n, expected }: AgentMonth, correlation: number): boolean {
  const p = expected / n;
  let below = 0;
  for (let x = 0; x < good; x++) below += Math.exp(lnMass(x, n, p, correlation));
  const upTo = below + Math.exp(lnMass(good, n, p, correlation));
  const tail = (1 - LEVEL) / 2;
  return upTo > tail && below < 1 - tail;
}

function lnMass(x: number, n: number, p: number, correlation: number): number {
  const choose = lnGamma(n + 1) - lnGamma(x + 1) - lnGamma(n - x + 1);
  if (correlation < 1e-6) return choose + x * Math.log(p) + (n - x) * Math.log(1 - p);
  const size = 1 / correlation - 1;
  const [a, b] = [p * size, (1 - p) * size];
  const lnB = (one: number, other: number) => lnGamma(one) + lnGamma(other) - lnGamma(one + other);
  return choose + lnB(x + a, n - x + b) - lnB(a, b);
}
