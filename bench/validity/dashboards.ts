import type { Contribution } from '../../src/domain/contribution.ts';
import { normalTail } from '../../src/statistics/normal.ts';
import { wilson } from '../../src/statistics/proportion.ts';
import { DAY, type Estimator, type Said, TARGET } from './agent-year.ts';

/** One resolution as a dashboard knows it: target met, not reopened yet, not bounced; ms. */
export interface Resolution {
  readonly at: number;
  readonly good: boolean;
  /** Until when it looked good; Infinity: it was not reopened. */
  readonly until: number;
}

/** Everybody's resolutions, oldest first, from contributions as known at the end. */
export async function resolutionsByAgent(
  contributions: AsyncIterable<readonly Contribution[]>,
): Promise<ReadonlyMap<string, readonly Resolution[]>> {
  const byAgent = new Map<string, Resolution[]>();
  const add = ({ agentId, resolutions, handoffs }: Contribution): void => {
    if (agentId === null) return;
    const own = byAgent.get(agentId) ?? [];
    byAgent.set(agentId, own);
    for (const { at, sla, reopenedAt } of resolutions) {
      const bounced = handoffs.some((handoff) => handoff.outcome === 'bounce-back' && handoff.at <= at);
      own.push({ at, good: (sla?.met ?? true) && !bounced, until: reopenedAt ?? Number.POSITIVE_INFINITY });
    }
  };
  for await (const page of contributions) page.forEach(add);
  for (const own of byAgent.values()) own.sort((a, b) => a.at - b.at);
  return byAgent;
}

interface Counted {
  readonly good: number;
  readonly n: number;
}

/** What dashboards would say of one person, and the rules usually hung on them. */
export interface Dashboard {
  readonly said: Readonly<Partial<Record<Estimator, Said>>>;
  readonly flags: readonly string[];
}

/** Rules made of raw figures, as statistics sheet 10.3 and 10.4 list them. */
export const NAIVE_READY = [
  'daily-30 >= 90 %',
  'raw-30 >= 90 %',
  'raw-90 >= 90 %, n >= 20',
  'wilson-90 >= 90 %',
] as const;
export const NAIVE_RISK = ['raw-30 < 85 %', 'raw-30 fell 5 points', 'raw-30 < 74 %', 'raw-90 < 82 %'] as const;

export function dashboard(own: readonly Resolution[], asOf: number): Dashboard {
  const month = counted(own, asOf - 30 * DAY, asOf);
  const before = counted(own, asOf - 60 * DAY, asOf - 30 * DAY);
  const quarter = counted(own, asOf - 90 * DAY, asOf);
  const raw30 = rate(month);
  const raw90 = rate(quarter);
  const daily = dailyMean(own, asOf);
  const lower = quarter.n === 0 ? Number.NaN : wilson(quarter.good, quarter.n, 0.95).lower;
  const rules: Readonly<Record<(typeof NAIVE_READY | typeof NAIVE_RISK)[number], boolean>> = {
    'daily-30 >= 90 %': daily >= TARGET,
    'raw-30 >= 90 %': raw30 >= TARGET,
    'raw-90 >= 90 %, n >= 20': raw90 >= TARGET && quarter.n >= 20,
    'wilson-90 >= 90 %': lower >= TARGET,
    'raw-30 < 85 %': raw30 < 0.85,
    'raw-30 fell 5 points': rate(before) - raw30 >= 0.05,
    'raw-30 < 74 %': raw30 < 0.74,
    'raw-90 < 82 %': raw90 < 0.82,
  };
  return {
    said: {
      ...(month.n > 0 && {
        'daily-30': { value: daily, probability: null },
        'raw-30': { value: raw30, probability: normalChance(month) },
      }),
      ...(quarter.n > 0 && {
        'raw-90': { value: raw90, probability: normalChance(quarter) },
        'wilson-90': { value: lower, probability: null },
      }),
    },
    flags: Object.entries(rules).flatMap(([name, holds]) => (holds ? [name] : [])),
  };
}

function within(own: readonly Resolution[], from: number, to: number): readonly Resolution[] {
  return own.filter(({ at }) => at >= from && at < to);
}

const isGoodBy = ({ good, until }: Resolution, asOf: number): boolean => good && until > asOf;

function counted(own: readonly Resolution[], from: number, to: number): Counted {
  const some = within(own, from, to);
  return { good: some.filter((one) => isGoodBy(one, to)).length, n: some.length };
}

const rate = ({ good, n }: Counted): number => good / n;

/** "The monthly average of the daily percentages" (ServiceNow, IT Agent dashboard). */
function dailyMean(own: readonly Resolution[], asOf: number): number {
  const days = Map.groupBy(within(own, asOf - 30 * DAY, asOf), ({ at }) => Math.floor(at / DAY));
  const rates = [...days.values()].map((day) => day.filter((one) => isGoodBy(one, asOf)).length / day.length);
  return rates.reduce((sum, one) => sum + one, 0) / rates.length;
}

/** That the truth reaches the target, by the normal approximation that dashboards' error bars rest on. */
function normalChance(count: Counted): number {
  const p = rate(count);
  const error = Math.sqrt((p * (1 - p)) / count.n);
  return error === 0 ? Number(p >= TARGET) : normalTail((TARGET - p) / error);
}
