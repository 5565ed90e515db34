import type { Agent } from '../domain/agent.ts';
import type { Contribution } from '../domain/contribution.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Expectation } from './expectation/expectation.ts';
import { OutcomeBook } from './expectation/outcome-book.ts';
import { Standings } from './expectation/standings.ts';
import type { Collector, Metric, Observation, Subject, SubjectKind, Summing } from './metric.ts';
import type { Sample, View } from './sample.ts';
import { type ViewOptions, viewOf } from './view.ts';

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
  /** Why it must not be held for or against the subject; null: it may. */
  readonly heldBack: string | null;
}

export interface MeasureOptions extends ViewOptions {
  /** What the desk is known to be like; null: nothing is known yet, and skill cannot be read off. */
  readonly expectation: Expectation | null;
  readonly people: ReadonlyMap<string, Agent>;
  /** Success rate over all work that the desk aims at, 0..1: what mastery is measured by. */
  readonly target: number;
}

/** Sees every contribution that figures are made of. */
export interface Onlooker {
  add(contribution: Contribution): void;
}

/** All figures of all subjects from one pass over the contributions, whatever their order. Pure, where the onlookers are. */
export async function measure(
  uses: readonly MetricUse[],
  contributions: AsyncIterable<Contribution> | Iterable<Contribution>,
  options: MeasureOptions,
  onlookers: readonly Onlooker[] = [],
): Promise<Measurement[]> {
  const runs: Run[] = [...summedRuns(uses, options), ...standingRuns(uses, options)];
  const all = [...runs, ...onlookers];
  for await (const contribution of contributions) for (const one of all) one.add(contribution);
  return runs.flatMap((run) => run.finish());
}

interface Run extends Onlooker {
  finish(): Measurement[];
}

function summedRuns(uses: readonly MetricUse[], options: MeasureOptions): Run[] {
  return uses.flatMap((use) => {
    const { collect } = use.metric;
    return collect === undefined ? [] : [new SummedRun(use, collect, options)];
  });
}

/** One metric over one window for all the kinds of subjects it knows. */
class SummedRun implements Run {
  readonly #use: MetricUse;
  readonly #view: View;
  readonly #collectors: readonly (readonly [SubjectKind, Collector])[];
  readonly #options: MeasureOptions;

  constructor(use: MetricUse, collect: Summing, options: MeasureOptions) {
    this.#use = use;
    this.#options = options;
    this.#view = viewOf(use.weeks, options);
    const terms = options.expectation?.shares[use.metric.id];
    this.#collectors = use.metric.subjects.map((kind) => [kind, collect(this.#view, terms)] as const);
  }

  add(contribution: Contribution): void {
    for (const observation of this.#use.metric.observe(contribution, this.#view)) {
      for (const [kind, collector] of this.#collectors) {
        const id = this.#subjectId(kind, observation, contribution.agentId);
        if (id !== null) collector.add(id, observation, contribution.agentId);
      }
    }
  }

  finish(): Measurement[] {
    return this.#collectors.flatMap(([kind, collector]) =>
      [...collector.samples()].map(([id, sample]) => measurement(this.#use, { kind, id }, sample, this.#options)),
    );
  }

  /** Null: of nobody in particular. Work nobody has sorted is no type of work. */
  #subjectId(kind: SubjectKind, { team, cell }: Observation, agentId: AgentId | null): string | null {
    switch (kind) {
      case 'agent':
        return agentId;
      case 'team':
        return team;
      case 'work-type':
        return cell === null || cell.workType === 'unknown' ? null : cell.workType;
      case 'region':
      case 'shift':
        return agentId === null ? null : (this.#options.people.get(agentId)?.[kind] ?? null);
    }
  }
}

/** Metrics that read people's skill share one book of outcomes. */
function standingRuns(uses: readonly MetricUse[], options: MeasureOptions): Run[] {
  const standing = uses.filter(({ metric }) => metric.stand !== undefined);
  const model = options.expectation?.outcome ?? null;
  if (standing.length === 0 || model === null) return [];
  const longest = Math.max(...standing.map(({ weeks }) => weeks));
  const book = new OutcomeBook(viewOf(longest, options));
  const finish = () => {
    const over = new Map(standing.map(({ weeks }) => [weeks, viewOf(weeks, options)]));
    const standings = new Map(
      [...over].map(([weeks, view]) => [
        weeks,
        new Standings(book, model, { view, people: options.people, target: options.target }),
      ]),
    );
    return standing.flatMap((use) => {
      const read = standings.get(use.weeks);
      if (read === undefined) return [];
      return use.metric.subjects.flatMap((kind) =>
        [...(use.metric.stand?.(read, kind) ?? [])].map(([id, sample]) =>
          measurement(use, { kind, id }, sample, options),
        ),
      );
    });
  };
  return [{ add: (contribution) => book.add(contribution), finish }];
}

function measurement(
  { metric, weeks }: MetricUse,
  subject: Subject,
  sample: Sample,
  { expectation }: MeasureOptions,
): Measurement {
  return { metric, weeks, subject, sample, heldBack: heldBack(metric, subject, expectation) };
}

/** Where who did the work does not predict the outcome, a figure resting on it says nothing about a person (statistics.md 15). */
function heldBack({ restsOn }: Metric, { kind }: Subject, expectation: Expectation | null): string | null {
  if (restsOn === undefined || kind !== 'agent' || expectation === null) return null;
  const check = expectation.checks.find(({ outcome }) => outcome === restsOn);
  return check === undefined || check.verdict === 'predicts' ? null : check.sentence;
}
