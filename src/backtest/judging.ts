import type { Decision } from '../progression/decision.ts';
import { judge } from '../progression/judge.ts';
import { type Judgement, judgementKey } from '../progression/judgement.ts';
import { recordsSo } from '../progression/records.ts';
import type { RoleRule } from '../progression/rule.ts';
import type { Week } from './weeks-of.ts';

/** One set of rules over the weeks, each judged with the week before it and with what people had written by then. */
export class Judging {
  readonly #rules: readonly RoleRule[];
  readonly #log: readonly Decision[];
  #previous: ReadonlyMap<string, Judgement> = new Map();

  constructor(rules: readonly RoleRule[], log: readonly Decision[]) {
    this.#rules = rules;
    this.#log = log;
  }

  /** As of the week before, by judgementKey. */
  get previous(): ReadonlyMap<string, Judgement> {
    return this.#previous;
  }

  next({ asOf, measurements }: Pick<Week, 'asOf' | 'measurements'>): readonly Judgement[] {
    const options = { asOf, previous: this.#previous, records: recordsSo(this.#log, asOf) };
    const judged = judge(this.#rules, measurements, options);
    this.#previous = new Map(judged.map((judgement) => [judgementKey(judgement.ruleId, judgement.subject), judgement]));
    return judged;
  }
}
