import type { AgentYear, Estimator } from './agent-year.ts';
import { ESTIMATORS } from './agent-year.ts';
import { NAIVE_READY, NAIVE_RISK } from './dashboards.ts';
import { type EstimatorScores, estimatorScores, mean } from './estimator-scores.ts';
import { type ReadinessScores, type RiskScores, readinessScores, riskScores } from './rule-scores.ts';

/** Of all replicates together, and the standard error of it from how replicates differ; NaN where one alone says nothing of that. */
export interface Scored {
  readonly value: number;
  readonly se: number;
}
type All<T> = { readonly [K in keyof T]: Scored };

/**
 * auc: mean over the replicates, as the statistics sheet gives it (10.3): nobody puts people of two desks in one order.
 * aucOfAll: of everybody's weeks in one heap all the same.
 */
type EstimatorSummary = All<EstimatorScores> & { readonly aucOfAll: Scored };

export interface Summary {
  readonly estimators: Readonly<Record<Estimator, EstimatorSummary>>;
  readonly ready: Readonly<Record<string, All<ReadinessScores>>>;
  readonly risk: Readonly<Record<string, All<RiskScores>>>;
}

const READY_RULES: readonly string[] = ['nominate', 'strong', ...NAIVE_READY];
const RISK_RULES: readonly string[] = ['notice', 'review', 'step-back', ...NAIVE_RISK];

export function summaryOf(replicates: readonly (readonly AgentYear[])[]): Summary {
  const table = <T extends object>(names: readonly string[], score: (years: readonly AgentYear[], name: string) => T) =>
    Object.fromEntries(names.map((name) => [name, together(scored(replicates, (years) => score(years, name)))]));
  return {
    estimators: Object.fromEntries(
      ESTIMATORS.map((name) => [name, estimatorSummary(scored(replicates, (years) => estimatorScores(years, name)))]),
    ) as Summary['estimators'],
    ready: table(READY_RULES, readinessScores),
    risk: table(RISK_RULES, riskScores),
  };
}

interface ScoredBoth<T> {
  /** All replicates as one. */
  readonly all: T;
  readonly each: readonly T[];
}

const scored = <T>(
  replicates: readonly (readonly AgentYear[])[],
  score: (years: readonly AgentYear[]) => T,
): ScoredBoth<T> => ({ all: score(replicates.flat()), each: replicates.map(score) });

function estimatorSummary(scores: ScoredBoth<EstimatorScores>): EstimatorSummary {
  const summary = together(scores);
  const within = mean(scores.each.map(({ auc }) => auc).filter(Number.isFinite));
  return {
    ...summary,
    auc: { value: within, se: summary.auc.se },
    aucOfAll: { value: summary.auc.value, se: Number.NaN },
  };
}

function together<T extends object>({ all, each }: ScoredBoth<T>): All<T> {
  return Object.fromEntries(
    (Object.entries(all) as [keyof T, number][]).map(([name, value]) => [
      name,
      { value, se: standardError(each.map((one) => one[name] as number)) },
    ]),
  ) as All<T>;
}

/** Of the mean of such values; replicates that could not tell are left out. */
function standardError(values: readonly number[]): number {
  const told = values.filter(Number.isFinite);
  const centre = mean(told);
  const squares = told.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return told.length < 2 ? Number.NaN : Math.sqrt(squares / (told.length - 1) / told.length);
}
