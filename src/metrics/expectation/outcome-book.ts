import type { Contribution } from '../../domain/contribution.ts';
import { scoredResolutions, youngResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';
import { MixCells, mixCellOf } from './mix-cell.ts';
import { OutcomeList, OutcomeRows, YoungList } from './outcome-list.ts';
import { type Showing, shownOf } from './showing.ts';

/**
 * All scored resolutions of a period by person and by team, in memory that grows by at most 50 bytes with each; and, where it
 * is known how failures come to show, those too young to be scored apart.
 */
export class OutcomeBook {
  readonly cells = new MixCells();
  readonly agents = new Map<string, OutcomeList>();
  readonly teams = new Map<string, OutcomeList>();
  readonly #rows = new OutcomeRows();
  readonly #youngAgents = new Map<string, YoungList>();
  readonly #youngTeams = new Map<string, YoungList>();
  readonly #view: View;
  readonly #showing: Showing | null;

  constructor(view: View, showing: Showing | null = null) {
    this.#view = view;
    this.#showing = showing;
  }

  add(contribution: Contribution): void {
    const { agentId } = contribution;
    for (const { part, good } of scoredResolutions(contribution, this.#view)) {
      const cell = this.cells.numberOf(mixCellOf(part));
      if (agentId !== null) this.#listOf(this.agents, agentId, OutcomeList).add(part.at, cell, good ? 1 : 0);
      if (part.team !== null) this.#listOf(this.teams, part.team, OutcomeList).add(part.at, cell, good ? 1 : 0);
    }
    if (this.#showing !== null) this.#addYoung(contribution, this.#showing);
  }

  /** Scored and young ones of everybody, or of all teams. */
  of(kind: 'agent' | 'team') {
    return kind === 'agent'
      ? { scored: this.agents, young: this.#youngAgents }
      : { scored: this.teams, young: this.#youngTeams };
  }

  #addYoung(contribution: Contribution, showing: Showing): void {
    const { agentId } = contribution;
    for (const young of youngResolutions(contribution, this.#view, showing.ownTells)) {
      const { part, failed } = young;
      const cell = this.cells.numberOf(mixCellOf(part));
      const lists = [
        ...(agentId === null ? [] : [this.#listOf(this.#youngAgents, agentId, YoungList)]),
        ...(part.team === null ? [] : [this.#listOf(this.#youngTeams, part.team, YoungList)]),
      ];
      for (const list of lists) {
        list.add(part.at, cell, failed ? 0 : 1);
        list.shown.push(shownOf(young, showing));
      }
    }
  }

  #listOf<L>(lists: Map<string, L>, id: string, List: new (rows: OutcomeRows) => L): L {
    const known = lists.get(id);
    if (known !== undefined) return known;
    const made = new List(this.#rows);
    lists.set(id, made);
    return made;
  }
}
