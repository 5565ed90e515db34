import type { Incident } from './incidents.ts';

/** Sums of what an agent has done by a week's start. */
interface Sums {
  good: number;
  n: number;
}

/** How a figure of before becomes a prediction; `recent`: of the last 30 days. */
type Predict = (own: { all: Sums; recent: Sums }, team: Sums) => number;

/** What dashboards go by, as section 15 scores them. */
export const DASHBOARDS: Readonly<Record<string, Predict>> = {
  'agent, raw, last 30 days': ({ recent }) => (recent.good + 1) / (recent.n + 2),
  'agent, raw, all time': ({ all }) => (all.good + 1) / (all.n + 2),
  'agent, drawn to the team mean (M = 20)': ({ all }, team) =>
    (all.good + (20 * team.good) / Math.max(1, team.n)) / (all.n + 20),
};

/** Probability of each incident, in their order, from what was closed before its week began. */
export function foretoldBy(predict: Predict, incidents: readonly Incident[]): Float64Array {
  const byAgent = Map.groupBy(incidents, ({ agent }) => agent);
  const expected = new Map<string, number>();
  return Float64Array.from(incidents, ({ agent, week }) => {
    const key = `${agent} ${week}`;
    const known = expected.get(key);
    if (known !== undefined) return known;
    const start = week * 7;
    const before = (byAgent.get(agent) ?? []).filter(({ day }) => day < start);
    const recent = before.filter(({ day }) => day >= start - 30);
    const p = predict({ all: sumsOf(before), recent: sumsOf(recent) }, teamBefore(incidents, week));
    expected.set(key, p);
    return p;
  });
}

const teams = new Map<number, Sums>();

function teamBefore(incidents: readonly Incident[], week: number): Sums {
  const sums = teams.get(week) ?? sumsOf(incidents.filter((incident) => incident.week < week));
  teams.set(week, sums);
  return sums;
}

const sumsOf = (incidents: readonly Incident[]): Sums => ({
  good: incidents.reduce((sum, { good }) => sum + good, 0),
  n: incidents.length,
});
