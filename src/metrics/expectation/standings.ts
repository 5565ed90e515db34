import type { Agent } from '../../domain/agent.ts';
import type { Instant } from '../../domain/interval.ts';
import { type SkillDynamics, skillDynamics } from '../../statistics/skill-filter.ts';
import { skillPrior } from '../../statistics/skill-grid.ts';
import { standardRates } from '../../statistics/standard-rate.ts';
import type { Sample, View } from '../metric.ts';
import { LikelihoodTable } from './likelihood-table.ts';
import type { OutcomeBook, OutcomeList } from './outcome-book.ts';
import { expectedLogit, type OutcomeModel, type WorkMix } from './outcome-model.ts';
import { rateSample, type SkillStanding, skillStanding } from './skill-standing.ts';

/** Everybody's skill, as far as their scored resolutions tell, against one expectation. Worked out when asked for. */
export class Standings {
  readonly people: ReadonlyMap<string, Agent>;
  readonly view: View;
  readonly model: OutcomeModel;
  readonly book: OutcomeBook;
  readonly prior: Float64Array;
  readonly rates: Float64Array;
  readonly table: LikelihoodTable;
  readonly dynamics: SkillDynamics;
  readonly #skills = new Map<OutcomeList, SkillStanding>();

  constructor(
    book: OutcomeBook,
    model: OutcomeModel,
    { view, people, table }: { view: View; people: ReadonlyMap<string, Agent>; table: LikelihoodTable },
  ) {
    this.book = book;
    this.model = model;
    this.view = view;
    this.people = people;
    this.table = table;
    this.prior = skillPrior(model.spread);
    this.rates = ratesOf(model.mix);
    this.dynamics = skillDynamics({ phi: model.phi });
  }

  /** Agents or teams with a scored resolution in the window. */
  *skills(kind: 'agent' | 'team'): Iterable<readonly [id: string, standing: SkillStanding]> {
    for (const [id, list] of kind === 'agent' ? this.book.agents : this.book.teams) {
      const standing = this.skillOf(list);
      if (standing.resolutions > 0) yield [id, standing];
    }
  }

  skillOf(list: OutcomeList): SkillStanding {
    const known = this.#skills.get(list);
    if (known !== undefined) return known;
    const { table, prior, dynamics, view } = this;
    const until: Instant = view.maturedBy;
    const made = skillStanding(list, { table, prior, dynamics, since: view.window.start, until });
    this.#skills.set(list, made);
    return made;
  }

  /** As the success rate on the desk's whole mix of work. */
  rate(standing: SkillStanding): Sample {
    const { prior, rates, model } = this;
    return rateSample(standing, { prior, rates, phi: model.phi, logit: meanLogit(model.mix) });
  }
}

export function likelihoods(book: OutcomeBook, model: OutcomeModel): LikelihoodTable {
  return new LikelihoodTable(book.cells.all.map((cell) => expectedLogit(model, cell)));
}

const ratesOf = (mix: WorkMix): Float64Array => standardRates(mix.map(([logit, weight]) => ({ logit, weight })));

function meanLogit(mix: WorkMix): number {
  const total = mix.reduce((sum, [, weight]) => sum + weight, 0);
  return mix.reduce((sum, [logit, weight]) => sum + logit * weight, 0) / total;
}
