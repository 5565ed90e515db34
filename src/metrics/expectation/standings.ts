import type { Agent } from '../../domain/agent.ts';
import { startOfType } from '../../statistics/learning-filter.ts';
import { type SkillDynamics, skillDynamics } from '../../statistics/skill-filter.ts';
import { logLikelihood, skillPrior } from '../../statistics/skill-grid.ts';
import { standardRates } from '../../statistics/standard-rate.ts';
import type { Sample, View } from '../sample.ts';
import { LikelihoodTable } from './likelihood-table.ts';
import { type Mastery, masteryOf } from './mastery.ts';
import { MasteryRows } from './mastery-rows.ts';
import type { OutcomeBook } from './outcome-book.ts';
import type { OutcomeList } from './outcome-list.ts';
import { expectedLogit, type OutcomeModel, type WorkMix } from './outcome-model.ts';
import { type Away, OwnCharts } from './own-charts.ts';
import { typeDynamics } from './practice.ts';
import { type RateGround, rateSample, type SkillStanding, skillStanding } from './skill-standing.ts';
import { historiesByType } from './type-filter.ts';
import type { WorkBook } from './work-book.ts';

export interface StandingsOptions {
  readonly view: View;
  readonly work: WorkBook;
  readonly people: ReadonlyMap<string, Agent>;
  /** Success rate over all work that the desk aims at, 0..1. */
  readonly target: number;
  readonly away?: Away | undefined;
  /** By how much days moved what is expected of people, by row of the book. */
  readonly offsets: ReadonlyMap<number, number>;
}

/** One person's scored resolutions of one work type, against what would be expected of anybody. */
export interface TypeResult {
  readonly resolutions: number;
  readonly good: number;
  readonly expected: number;
  /** Of `good`, were they independent; over-dispersion multiplies it. */
  readonly variance: number;
}

/** Everybody's skill, as far as their scored resolutions tell, against one expectation. Worked out when asked for. */
export class Standings {
  readonly people: ReadonlyMap<string, Agent>;
  readonly view: View;
  readonly book: OutcomeBook;
  readonly work: WorkBook;
  /** Against own level before. */
  readonly charts: OwnCharts;
  readonly #model: OutcomeModel;
  readonly #logits: readonly number[];
  readonly #offsets: ReadonlyMap<number, number>;
  readonly #prior: Float64Array;
  readonly #rates: Float64Array;
  readonly #ground: RateGround;
  readonly #table = new LikelihoodTable();
  readonly #dynamics: SkillDynamics;
  readonly #types: ReadonlyMap<string, { readonly rates: Float64Array; readonly logit: number }>;
  readonly #bar: number;
  readonly #skills = { agent: new Map<string, SkillStanding>(), team: new Map<string, SkillStanding>() };
  readonly #masteries = new MasteryRows();
  /** Where a person's begin, and the first that is not theirs. */
  readonly #masteryRows = new Map<string, readonly [from: number, to: number]>();

  constructor(
    book: OutcomeBook,
    model: OutcomeModel,
    { view, work, people, target, offsets, away = new Map() }: StandingsOptions,
  ) {
    this.book = book;
    this.work = work;
    this.view = view;
    this.people = people;
    this.#model = model;
    this.#logits = logitsOf(book, model);
    this.#offsets = offsets;
    this.#prior = skillPrior(model.spread);
    this.#rates = ratesOf(model.mix, model.showing.chanceRepeats);
    const logit = meanLogit(model.mix);
    const good = logLikelihood([{ logit, good: 1, failed: 0 }]);
    const failed = logLikelihood([{ logit, good: 0, failed: 1 }]);
    this.#ground = { prior: this.#prior, rates: this.#rates, phi: model.phi, good, failed };
    this.#dynamics = skillDynamics({ phi: model.phi });
    this.#types = new Map(
      Object.entries(model.typeMix).map(([type, mix]) => [
        type,
        { rates: ratesOf(mix, model.showing.chanceRepeats), logit: meanLogit(mix) },
      ]),
    );
    this.#bar = placeOf(this.#rates, target);
    const [table, logits, prior, dynamics] = [this.#table, this.#logits, this.#prior, this.#dynamics];
    this.charts = new OwnCharts(book, work, { view, table, logits, offsets, prior, dynamics, away });
  }

  /** Agents or teams with a resolution in the window. */
  *skills(kind: 'agent' | 'team'): Iterable<readonly [id: string, standing: SkillStanding]> {
    const { scored, young } = this.book.of(kind);
    for (const id of new Set([...scored.keys(), ...young.keys()])) {
      const standing = this.#skillOf(kind, id);
      // Of today's alone nothing can be told yet.
      if (standing.effective > 0) yield [id, standing];
    }
  }

  #skillOf(kind: 'agent' | 'team', id: string): SkillStanding {
    const skills = this.#skills[kind];
    const known = skills.get(id);
    if (known !== undefined) return known;
    const { scored, young } = this.book.of(kind);
    const made = skillStanding(scored.get(id), young.get(id), {
      table: this.#table,
      logits: this.#logits,
      offsets: kind === 'agent' ? this.#offsets : undefined,
      prior: this.#prior,
      dynamics: this.#dynamics,
      since: this.view.window.start,
      until: this.view.asOf,
    });
    skills.set(id, made);
    return made;
  }

  /** As the success rate on the desk's whole mix of work. */
  rate(standing: SkillStanding): Sample {
    return rateSample(standing, this.#ground);
  }

  /** Of every work type the person has a scored resolution of in the window; work nobody has sorted is none. */
  masteriesOf(agent: string): ReadonlyMap<string, Mastery> {
    const [from, to] = this.#masteryRowsOf(agent);
    const masteries = new Map<string, Mastery>();
    for (let row = from; row < to; row++) {
      const mastery = this.#masteries.at(row);
      if (mastery !== null) masteries.set(this.#masteries.typeAt(row), mastery);
    }
    return masteries;
  }

  /** Null: they have no scored resolution of it. */
  masteryOf(agent: string, workType: string): Mastery | null {
    const [from, to] = this.#masteryRowsOf(agent);
    for (let row = from; row < to; row++) if (this.#masteries.typeAt(row) === workType) return this.#masteries.at(row);
    return null;
  }

  #masteryRowsOf(agent: string): readonly [from: number, to: number] {
    const known = this.#masteryRows.get(agent);
    if (known !== undefined) return known;
    const from = this.#masteries.size;
    const list = this.book.agents.get(agent);
    if (list !== undefined)
      for (const [type, mastery] of this.#learned(agent, list)) this.#masteries.add(type, mastery);
    const rows = [from, this.#masteries.size] as const;
    this.#masteryRows.set(agent, rows);
    return rows;
  }

  /** Over-dispersion of the desk's outcomes: n of them carry the information of n / phi. */
  get phi(): number {
    return this.#model.phi;
  }

  /** By work type, of the resolutions in the window. */
  resultsOf(agent: string): ReadonlyMap<string, TypeResult> {
    const results = new Map<string, { -readonly [K in keyof TypeResult]: TypeResult[K] }>();
    this.book.agents.get(agent)?.forEach((at, cell, good) => {
      if (at < this.view.window.start || at > this.view.maturedBy) return;
      const type = this.book.cells.all[cell]?.workType ?? 'unknown';
      const result = results.get(type) ?? { resolutions: 0, good: 0, expected: 0, variance: 0 };
      results.set(type, result);
      const p = 1 / (1 + Math.exp(-(this.#logits[cell] ?? 0)));
      result.resolutions += 1;
      result.good += good;
      result.expected += p;
      result.variance += p * (1 - p);
    });
    return results;
  }

  *#learned(agent: string, list: OutcomeList): Iterable<readonly [type: string, mastery: Mastery]> {
    const { practice, phi } = this.#model;
    const ground = { logits: this.#logits, offsets: this.#offsets };
    const { prior } = startOfType(this.#skillOf('agent', agent).posterior);
    const dynamics = typeDynamics(phi);
    const histories = historiesByType(list, this.book.cells.all, ground, this.view.window.start);
    for (const [type, history] of histories) {
      const ofType = this.#types.get(type);
      if (type === 'unknown' || ofType === undefined) continue;
      const mastery = masteryOf(history, {
        ...ofType,
        prior,
        practice,
        table: this.#table,
        dynamics,
        bar: this.#bar,
        until: this.view.maturedBy,
      });
      if (mastery !== null) yield [type, mastery];
    }
  }
}

export const logitsOf = (book: OutcomeBook, model: OutcomeModel): number[] =>
  book.cells.all.map((cell) => expectedLogit(model, cell));

/**
 * Success rates at each skill. A share f of good resolutions fails wrongly, as the requester was back by chance: so a rate
 * seen as r is r / (1 - f) in truth (statistics.md 2.4, measurement error).
 */
function ratesOf(mix: WorkMix, chanceRepeats: number): Float64Array {
  const seen = standardRates(mix.map(([logit, weight]) => ({ logit, weight })));
  return seen.map((rate) => Math.min(1, rate / (1 - chanceRepeats)));
}

function meanLogit(mix: WorkMix): number {
  const total = mix.reduce((sum, [, weight]) => sum + weight, 0);
  return mix.reduce((sum, [logit, weight]) => sum + logit * weight, 0) / total;
}

/** Where on the grid, in steps, the rate reaches the target; beyond its ends where no skill or every skill does. */
function placeOf(rates: Float64Array, target: number): number {
  const above = rates.findIndex((rate) => rate >= target);
  if (above <= 0) return above === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const [low, high] = [rates[above - 1] ?? 0, rates[above] ?? 0];
  return above - (high - target) / (high - low);
}
