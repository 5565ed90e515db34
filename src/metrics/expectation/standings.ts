import type { Agent } from '../../domain/agent.ts';
import { type SkillDynamics, skillDynamics } from '../../statistics/skill-filter.ts';
import { skillPrior } from '../../statistics/skill-grid.ts';
import { standardRates } from '../../statistics/standard-rate.ts';
import type { Sample, View } from '../sample.ts';
import { LikelihoodTable } from './likelihood-table.ts';
import { type Mastery, masteryOf } from './mastery.ts';
import type { OutcomeBook, OutcomeList } from './outcome-book.ts';
import { expectedLogit, type OutcomeModel, type WorkMix } from './outcome-model.ts';
import { typeDynamics } from './practice.ts';
import { rateSample, type SkillStanding, skillStanding } from './skill-standing.ts';
import { historiesByType } from './type-filter.ts';

export interface StandingsOptions {
  readonly view: View;
  readonly people: ReadonlyMap<string, Agent>;
  /** Success rate over all work that the desk aims at, 0..1. */
  readonly target: number;
}

/** Everybody's skill, as far as their scored resolutions tell, against one expectation. Worked out when asked for. */
export class Standings {
  readonly people: ReadonlyMap<string, Agent>;
  readonly view: View;
  readonly book: OutcomeBook;
  readonly #model: OutcomeModel;
  readonly #logits: readonly number[];
  readonly #prior: Float64Array;
  readonly #rates: Float64Array;
  readonly #table = new LikelihoodTable();
  readonly #dynamics: SkillDynamics;
  readonly #types: ReadonlyMap<string, { readonly rates: Float64Array; readonly logit: number }>;
  readonly #bar: number;
  readonly #skills = new Map<OutcomeList, SkillStanding>();
  readonly #masteries = new Map<string, ReadonlyMap<string, Mastery>>();

  constructor(book: OutcomeBook, model: OutcomeModel, { view, people, target }: StandingsOptions) {
    this.book = book;
    this.view = view;
    this.people = people;
    this.#model = model;
    this.#logits = book.cells.all.map((cell) => expectedLogit(model, cell));
    this.#prior = skillPrior(model.spread);
    this.#rates = ratesOf(model.mix);
    this.#dynamics = skillDynamics({ phi: model.phi });
    this.#types = new Map(
      Object.entries(model.typeMix).map(([type, mix]) => [type, { rates: ratesOf(mix), logit: meanLogit(mix) }]),
    );
    this.#bar = placeOf(this.#rates, target);
  }

  /** Agents or teams with a scored resolution in the window. */
  *skills(kind: 'agent' | 'team'): Iterable<readonly [id: string, standing: SkillStanding]> {
    for (const [id, list] of kind === 'agent' ? this.book.agents : this.book.teams) {
      const standing = this.#skillOf(list);
      if (standing.resolutions > 0) yield [id, standing];
    }
  }

  #skillOf(list: OutcomeList): SkillStanding {
    const known = this.#skills.get(list);
    if (known !== undefined) return known;
    const made = skillStanding(list, {
      table: this.#table,
      logits: this.#logits,
      prior: this.#prior,
      dynamics: this.#dynamics,
      since: this.view.window.start,
      until: this.view.maturedBy,
    });
    this.#skills.set(list, made);
    return made;
  }

  /** As the success rate on the desk's whole mix of work. */
  rate(standing: SkillStanding): Sample {
    const { mix, phi } = this.#model;
    return rateSample(standing, { prior: this.#prior, rates: this.#rates, phi, logit: meanLogit(mix) });
  }

  /** Of every work type the person has a scored resolution of in the window; work nobody has sorted is none. */
  masteriesOf(agent: string): ReadonlyMap<string, Mastery> {
    const known = this.#masteries.get(agent);
    if (known !== undefined) return known;
    const made = new Map<string, Mastery>();
    const list = this.book.agents.get(agent);
    if (list !== undefined) for (const [type, mastery] of this.#learned(list)) made.set(type, mastery);
    this.#masteries.set(agent, made);
    return made;
  }

  *#learned(list: OutcomeList): Iterable<readonly [type: string, mastery: Mastery]> {
    const { practice, phi } = this.#model;
    const person = this.#skillOf(list).posterior;
    const histories = historiesByType(list, this.book.cells.all, this.#logits, this.view.window.start);
    for (const [type, history] of histories) {
      const ground = this.#types.get(type);
      if (type === 'unknown' || ground === undefined) continue;
      const mastery = masteryOf(history, {
        ...ground,
        person,
        practice,
        table: this.#table,
        dynamics: typeDynamics(phi),
        bar: this.#bar,
        until: this.view.maturedBy,
      });
      if (mastery !== null) yield [type, mastery];
    }
  }
}

const ratesOf = (mix: WorkMix): Float64Array => standardRates(mix.map(([logit, weight]) => ({ logit, weight })));

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
