import type { Agent } from '../domain/agent.ts';
import type { Contribution, ContributionPages } from '../domain/contribution.ts';
import type { AgentId } from '../domain/ids.ts';
import type { Expectation } from './expectation/expectation.ts';
import { findOffDays } from './expectation/find-off-days.ts';
import type { OffDay, OffDays } from './expectation/off-days.ts';
import { OutcomeBook } from './expectation/outcome-book.ts';
import type { OutcomeModel } from './expectation/outcome-model.ts';
import type { Away } from './expectation/own-charts.ts';
import { rowOffsets } from './expectation/row-offsets.ts';
import { type SettledMastery, settledMasteries } from './expectation/settled-mastery.ts';
import { logitsOf, Standings } from './expectation/standings.ts';
import { WorkBook } from './expectation/work-book.ts';
import type { Collector, Metric, Subject, SubjectKind, Summing } from './metric.ts';
import type { Observation, Sample, View } from './sample.ts';
import { isOver, type ViewOptions, viewOf } from './view.ts';

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
  /** When people were away or new to the work, as is on record: charts against their own level leave it out. */
  readonly away?: Away | undefined;
}

export interface Measured {
  readonly measurements: Measurement[];
  /** Over the longest window of a figure that reads people's skill; empty where none does, or nothing is known yet. */
  readonly masteries: Iterable<SettledMastery>;
  /** Days in that window that skill was read with an allowance for. */
  readonly offDays: readonly OffDay[];
}

/** Sees every contribution that figures are made of. */
export interface Onlooker {
  add(contribution: Contribution): void;
  /** It has seen all; before any figure is made. */
  seen?(): void;
}

/** All figures of all subjects from one pass over the contributions, whatever their order. Pure, where the onlookers are. */
export async function measure(
  uses: readonly MetricUse[],
  contributions: ContributionPages,
  options: MeasureOptions,
  onlookers: readonly Onlooker[] = [],
): Promise<Measured> {
  const standing = standingRun(uses, options);
  const summed = summedRuns(uses, options);
  const others = standing === null ? [] : [standing];
  const runs: Run[] = [...summed, ...others];
  await showAll(contributions, [...byWindow(summed), ...others, ...onlookers]);
  const measurements: Measurement[] = [];
  const subjects = new Subjects();
  for (const run of runs) for (const one of run.finish(subjects)) measurements.push(one);
  const masteries = standing?.masteries() ?? [];
  return { measurements, masteries, offDays: standing?.offDays ?? [] };
}

async function showAll(contributions: ContributionPages, onlookers: readonly Onlooker[]): Promise<void> {
  for await (const page of contributions) {
    for (const contribution of page) for (const one of onlookers) one.add(contribution);
  }
  for (const one of onlookers) one.seen?.();
}

interface Run extends Onlooker {
  /** Once; each is made when it is come to, and what they were counted from may be let go. */
  finish(subjects: Subjects): Iterable<Measurement>;
}

/** One of each: ten thousand people have half a million figures. */
class Subjects {
  readonly #known = new Map<SubjectKind, Map<string, Subject>>();

  one(kind: SubjectKind, id: string): Subject {
    const ofKind = this.#known.get(kind) ?? new Map<string, Subject>();
    this.#known.set(kind, ofKind);
    const subject = ofKind.get(id) ?? { kind, id };
    ofKind.set(id, subject);
    return subject;
  }
}

function summedRuns(uses: readonly MetricUse[], options: MeasureOptions): SummedRun[] {
  return uses.flatMap((use) => {
    const { collect } = use.metric;
    return collect === undefined ? [] : [new SummedRun(use, collect, options)];
  });
}

/** Of one window each: most contributions lie before most windows, and are passed over for all its metrics at once. */
function byWindow(runs: readonly SummedRun[]): Onlooker[] {
  return [...Map.groupBy(runs, ({ weeks }) => weeks).values()].map((ofWindow) => ({
    add(contribution) {
      if (ofWindow[0] === undefined || isOver(contribution, ofWindow[0].view)) return;
      for (const run of ofWindow) run.add(contribution);
    },
  }));
}

/** One metric over one window for all the kinds of subjects it knows. */
class SummedRun implements Run {
  readonly #use: MetricUse;
  readonly view: View;
  #collectors: readonly (readonly [SubjectKind, Collector])[];
  readonly #options: MeasureOptions;

  constructor(use: MetricUse, collect: Summing, options: MeasureOptions) {
    this.#use = use;
    this.#options = options;
    this.view = viewOf(use.weeks, options);
    const terms = options.expectation?.shares[use.metric.id];
    this.#collectors = use.metric.subjects.map((kind) => [kind, collect(this.view, terms)] as const);
  }

  get weeks(): number {
    return this.#use.weeks;
  }

  add(contribution: Contribution): void {
    for (const observation of this.#use.metric.observe(contribution, this.view)) {
      for (const [kind, collector] of this.#collectors) {
        const id = this.#subjectId(kind, observation, contribution.agentId);
        if (id !== null) collector.add(id, observation, contribution.agentId);
      }
    }
  }

  *finish(subjects: Subjects): Iterable<Measurement> {
    const collectors = this.#collectors;
    this.#collectors = [];
    for (const [kind, collector] of collectors) {
      for (const [id, sample] of collector.samples())
        yield measurement(this.#use, subjects.one(kind, id), sample, this.#options);
    }
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

/** Metrics that read people's skill share one book of outcomes. Null: there are none, or nothing is known of the desk yet. */
function standingRun(uses: readonly MetricUse[], options: MeasureOptions): StandingRun | null {
  const standing = uses.filter(({ metric }) => metric.stand !== undefined);
  const model = options.expectation?.outcome ?? null;
  return standing.length === 0 || model === null ? null : new StandingRun(standing, model, options);
}

class StandingRun implements Run {
  readonly #uses: readonly MetricUse[];
  readonly #model: OutcomeModel;
  readonly #options: MeasureOptions;
  readonly #longest: number;
  readonly #book: OutcomeBook;
  readonly #work: WorkBook;
  readonly #standings = new Map<number, Standings>();
  /** Known once it has seen all. */
  #days: { readonly off: OffDays; readonly offsets: ReadonlyMap<number, number> } | null = null;

  constructor(uses: readonly MetricUse[], model: OutcomeModel, options: MeasureOptions) {
    this.#uses = uses;
    this.#model = model;
    this.#options = options;
    this.#longest = Math.max(...uses.map(({ weeks }) => weeks));
    this.#book = new OutcomeBook(viewOf(this.#longest, options), model.showing);
    this.#work = new WorkBook(viewOf(this.#longest, options));
  }

  add(contribution: Contribution): void {
    this.#book.add(contribution);
    this.#work.add(contribution);
  }

  seen(): void {
    const logits = logitsOf(this.#book, this.#model);
    const { window } = viewOf(this.#longest, this.#options);
    const off = findOffDays(this.#book, { logits, phi: this.#model.phi, window });
    this.#days = { off, offsets: rowOffsets(this.#book, logits, off) };
  }

  get offDays(): readonly OffDay[] {
    return this.#days?.off.all ?? [];
  }

  *finish(subjects: Subjects): Iterable<Measurement> {
    for (const use of this.#uses) {
      const read = this.#over(use.weeks);
      for (const kind of use.metric.subjects) {
        for (const [id, sample] of use.metric.stand?.(read, kind) ?? []) {
          const subject = subjects.one(kind, id);
          const measured = measurement(use, subject, sample, this.#options);
          const muted = measured.heldBack ?? use.metric.mutedFor?.(read, subject) ?? null;
          yield muted === measured.heldBack ? measured : { ...measured, heldBack: muted };
        }
      }
    }
  }

  /** Once all figures are made: nothing else is asked of the shorter windows then. */
  masteries(): Iterable<SettledMastery> {
    for (const weeks of this.#standings.keys()) if (weeks !== this.#longest) this.#standings.delete(weeks);
    return settledMasteries(this.#over(this.#longest));
  }

  #over(weeks: number): Standings {
    const known = this.#standings.get(weeks);
    if (known !== undefined) return known;
    const { people, target, away } = this.#options;
    const view = viewOf(weeks, this.#options);
    const offsets = this.#days?.offsets ?? new Map();
    const made = new Standings(this.#book, this.#model, { view, work: this.#work, people, target, away, offsets });
    this.#standings.set(weeks, made);
    return made;
  }
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
function heldBack(
  { restsOn, tellsOfPeople }: Metric,
  { kind }: Subject,
  expectation: Expectation | null,
): string | null {
  if (restsOn === undefined || expectation === null || (kind !== 'agent' && tellsOfPeople !== true)) return null;
  const check = expectation.checks.find(({ outcome }) => outcome === restsOn);
  return check === undefined || check.verdict === 'predicts' ? null : check.sentence;
}
