import type { Contribution } from '../domain/contribution.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Instant } from '../domain/interval.ts';
import type { Collector, Metric, Observation, Sample, Subject, SubjectKind, View } from './metric.ts';

const DAY_MS = 86_400_000;

/** A metric over a window: `weeks` up to asOf. */
export interface MetricUse {
  readonly metric: Metric;
  readonly weeks: number;
}

export const figureKey = (metricId: string, weeks: number): string => `${metricId}@${weeks}w`;

/** One subject's figure. */
export interface Measurement {
  readonly metric: Metric;
  readonly weeks: number;
  readonly subject: Subject;
  readonly sample: Sample;
}

export interface MeasureOptions {
  readonly asOf: Instant;
  /** Days a resolution needs before its outcome is scored. */
  readonly maturityDays: number;
}

export function viewOf(weeks: number, { asOf, maturityDays }: MeasureOptions): View {
  const maturityMs = maturityDays * DAY_MS;
  return { asOf, window: { start: asOf - weeks * 7 * DAY_MS, end: asOf }, maturedBy: asOf - maturityMs, maturityMs };
}

/**
 * All figures of all subjects in one pass over the contributions, whatever their order. Pure; memory grows with
 * subjects and kinds of work, not with tickets.
 */
export async function measure(
  uses: readonly MetricUse[],
  contributions: AsyncIterable<Contribution> | Iterable<Contribution>,
  options: MeasureOptions,
): Promise<Measurement[]> {
  const runs = uses.flatMap((use) => use.metric.subjects.map((kind) => new Run(use, kind, viewOf(use.weeks, options))));
  for await (const contribution of contributions) for (const run of runs) run.add(contribution);
  return runs.flatMap((run) => run.finish());
}

/** One metric over one window for one kind of subject. */
class Run {
  readonly #use: MetricUse;
  readonly #kind: SubjectKind;
  readonly #view: View;
  readonly #collector: Collector;

  constructor(use: MetricUse, kind: SubjectKind, view: View) {
    this.#use = use;
    this.#kind = kind;
    this.#view = view;
    this.#collector = use.metric.collect(view);
  }

  add(contribution: Contribution): void {
    for (const observation of this.#use.metric.observe(contribution, this.#view)) {
      const id = subjectId(this.#kind, observation, contribution.agentId);
      if (id !== null) this.#collector.add(id, observation, contribution.agentId);
    }
  }

  finish(): Measurement[] {
    const { metric, weeks } = this.#use;
    return [...this.#collector.samples()].map(([id, sample]) => ({
      metric,
      weeks,
      subject: { kind: this.#kind, id },
      sample,
    }));
  }
}

/** Null: of nobody in particular. Work nobody has sorted is no type of work. */
function subjectId(kind: SubjectKind, observation: Observation, agentId: AgentId | null): string | null {
  if (kind === 'agent') return agentId;
  if (kind === 'team') return observation.team;
  const type = observation.cell?.workType;
  return type === undefined || type === 'unknown' ? null : type;
}
