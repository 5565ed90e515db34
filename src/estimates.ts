import type { Instant } from './domain/interval.ts';
import { expectationAt } from './freeze.ts';
import type { Expectation } from './metrics/expectation/expectation.ts';
import type { OffDay } from './metrics/expectation/off-days.ts';
import { type Measurement, measure } from './metrics/measure.ts';
import type { Metric } from './metrics/metric.ts';
import type { Line } from './pipeline.ts';

const WEEK_MS = 7 * 86_400_000;
/** How sure, either way, before it is said; as the nomination for a review asks (statistics.md 0). */
const SURE = 0.8;
const OWN_EVIDENCE = 3;

/** One person's figure as of one instant, with all that is needed to use or contest it. */
export interface EstimateRow {
  readonly agentId: string;
  readonly asOf: Instant;
  readonly value: number;
  /** Of the 95 % interval. */
  readonly lower: number;
  readonly upper: number;
  readonly sampleSize: number;
  readonly effectiveSampleSize: number;
  /** Null: the desk has set the figure no target, or nothing is known beyond the interval. */
  readonly probabilityAtTarget: number | null;
  readonly evidenceRatio: number | null;
  /** Of the target; null without one. */
  readonly verdict: 'met' | 'not-met' | 'not-enough-data' | null;
  /** Why there is not enough, where that is not the number of tickets. */
  readonly heldBack: string | null;
  readonly attribution: string;
  readonly expectationVersion: string | null;
}

/** The figure of everybody who has one, by agent, and what it was set against. */
export interface EstimatesAt {
  readonly rows: readonly EstimateRow[];
  readonly expectation: Expectation | null;
  readonly offDays: readonly OffDay[];
}

/** The figure of everybody who has one, at each of these instants, from what was known then. By instant, then agent. */
export async function* estimates(
  line: Pick<Line, 'store' | 'rules'>,
  metric: Metric,
  instants: Iterable<Instant>,
): AsyncIterable<EstimateRow> {
  for await (const { rows } of estimatesByInstant(line, metric, instants)) yield* rows;
}

export async function* estimatesByInstant(
  line: Pick<Line, 'store' | 'rules'>,
  metric: Metric,
  instants: Iterable<Instant>,
): AsyncIterable<EstimatesAt> {
  const { store, rules } = line;
  const weeks = rules.windows.weeksOf(metric.id);
  const people = new Map((await store.agents()).map((agent) => [agent.id as string, agent]));
  let last: { readonly expectation: Expectation } | null = null;
  for (const asOf of instants) {
    last = await expectationAt(line, asOf, last?.expectation);
    const expectation = last?.expectation ?? null;
    const { measurements, offDays } = await measure(
      [{ metric, weeks }],
      store.contributions(asOf, asOf - weeks * WEEK_MS),
      {
        asOf,
        maturityDays: rules.windows.maturityDays,
        target: rules.windows.masteryTarget,
        expectation,
        people,
      },
    );
    const personal = measurements.filter(({ subject }) => subject.kind === 'agent');
    personal.sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1));
    yield { rows: personal.map((one) => rowOf(one, asOf, line, expectation?.version ?? null)), expectation, offDays };
  }
}

function rowOf(
  { metric, subject, sample, heldBack }: Measurement,
  asOf: Instant,
  { rules: { windows } }: Pick<Line, 'rules'>,
  expectationVersion: string | null,
): EstimateRow {
  const { value, lower, upper, sampleSize, effectiveSampleSize } = sample.estimate(0.95);
  const target = windows.targetOf(metric.id);
  const at = target === null ? null : (sample.atTarget?.(target) ?? null);
  const enough = effectiveSampleSize >= windows.minimumSampleOf(metric.id) && heldBack === null;
  const probability = at === null ? null : metric.direction === 'lower' ? 1 - at.probability : at.probability;
  return {
    agentId: subject.id,
    asOf,
    value,
    lower,
    upper,
    sampleSize,
    effectiveSampleSize,
    probabilityAtTarget: probability,
    evidenceRatio: at?.evidenceRatio ?? null,
    verdict: probability === null ? null : verdictOf(probability, at?.evidenceRatio ?? 0, enough),
    heldBack,
    attribution: metric.attribution,
    expectationVersion,
  };
}

function verdictOf(probability: number, evidenceRatio: number, enough: boolean): EstimateRow['verdict'] {
  if (enough && probability >= SURE && evidenceRatio >= OWN_EVIDENCE) return 'met';
  return enough && probability <= 1 - SURE ? 'not-met' : 'not-enough-data';
}
