import type { Instant } from '../domain/interval.ts';
import { expectationAt } from '../freeze.ts';
import type { Expectation } from '../metrics/expectation/expectation.ts';
import { figureKey, type Measurement, type MetricUse, measure } from '../metrics/measure.ts';
import type { Line } from '../pipeline.ts';
import { figuresAsked, type RoleRule } from '../progression/rule.ts';
import { evaluationsBetween } from '../rules/evaluation-times.ts';

const WEEK_MS = 7 * 86_400_000;

/** What is read of a desk: nothing is ever written. */
export type DeskRead = Pick<Line, 'store' | 'rules'>;

/** Evaluations at `from` <= t <= `to`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** One weekly evaluation, measured from what was known then; not judged yet. */
export interface Week {
  readonly asOf: Instant;
  readonly measurements: readonly Measurement[];
  /** Null: nothing was known of the desk yet. */
  readonly expectation: Expectation | null;
}

/** The desk's evaluations of a period, one after the other, with the figures that these rules read. */
export async function* weeksOf(line: DeskRead, { from, to }: Period, rules: readonly RoleRule[]): AsyncIterable<Week> {
  const span = await line.store.knownSpan();
  if (span === null) return;
  const uses = usesOf(rules);
  let last: { readonly expectation: Expectation } | null = null;
  // As `settleDue`: a silent desk has nothing new to say.
  const end = Math.min(to, span.last + WEEK_MS);
  for (const asOf of evaluationsBetween(line.rules.desk, Math.max(from - 1, span.first), end)) {
    last = await expectationAt(line, asOf, last?.expectation);
    const expectation: Expectation | null = last?.expectation ?? null;
    yield { asOf, expectation, measurements: await measurementsAt(line, asOf, uses, expectation) };
  }
}

/** Figures as of one instant. `uses`: none is none. */
export async function measurementsAt(
  { store, rules }: DeskRead,
  asOf: Instant,
  uses: readonly MetricUse[],
  expectation: Expectation | null,
  contributions = store.contributions(asOf, asOf - longestOf(uses) * WEEK_MS),
): Promise<Measurement[]> {
  const people = new Map((await store.agents()).map((agent) => [agent.id as string, agent]));
  const { maturityDays, masteryTarget: target } = rules.windows;
  const { measurements } = await measure(uses, contributions, { asOf, maturityDays, expectation, people, target });
  return measurements;
}

export const longestOf = (uses: readonly MetricUse[]): number => Math.max(0, ...uses.map(({ weeks }) => weeks));

/** What the rules read, without repetition. */
export function usesOf(rules: readonly RoleRule[]): MetricUse[] {
  const all = rules.flatMap(figuresAsked).map(({ metric, weeks }) => ({ metric, weeks }));
  return [...new Map(all.map((use) => [figureKey(use.metric.id, use.weeks), use])).values()];
}

/** Weeks before a period from which its rules have to be followed, so that its first flags are not late. */
export function warmUpMs(rules: readonly RoleRule[]): number {
  return Math.max(0, ...rules.flatMap(({ holdFor, strong }) => [holdFor, strong?.holdFor ?? 0])) * WEEK_MS;
}
