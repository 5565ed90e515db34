import type { Contribution, ResolutionPart } from '../../domain/contribution.ts';
import { Numbers } from '../numbers.ts';
import { scoredResolutions, youngResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';
import { MixCells, mixCellOf } from './mix-cell.ts';
import { dayOfWork } from './off-days.ts';
import { NONE, OutcomeList, OutcomeRows, YoungList } from './outcome-list.ts';
import { type Showing, shownOf } from './showing.ts';

export interface BookedOutcome {
  /** Its number among all of the book. */
  readonly row: number;
  /** The one its work came in; as `dayOf` counts them. */
  readonly day: number;
  /** A number of the book's cells. */
  readonly cell: number;
  readonly good: 0 | 1;
  /** Share of failures that would have shown by its age, 0..1; of one that is settled 1. */
  readonly shown: number;
  readonly team: string | null;
}

/**
 * All scored resolutions of a period by person and by team, in memory that grows by at most 50 bytes with each; and, where it
 * is known how failures come to show, those too young to be scored apart.
 */
export class OutcomeBook {
  readonly cells = new MixCells();
  readonly agents = new Map<string, OutcomeList>();
  readonly teams = new Map<string, OutcomeList>();
  /** In rows teams go by these. */
  readonly #teamNumbers = new Numbers();
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
      const row = this.#addRow(contribution, part, good);
      if (agentId !== null) listOf(this.agents, agentId, () => new OutcomeList(this.#rows)).append(row);
      if (part.team !== null) listOf(this.teams, part.team, () => new OutcomeList(this.#rows, 'team')).append(row);
    }
    if (this.#showing !== null) this.#addYoung(contribution, this.#showing);
  }

  /** By id: the scored ones, and those too young for it. */
  of(kind: 'agent' | 'team') {
    return kind === 'agent'
      ? { scored: this.agents, young: this.#youngAgents }
      : { scored: this.teams, young: this.#youngTeams };
  }

  /** All that each person resolved. */
  forEach(visit: (agent: string, outcome: BookedOutcome) => void): void {
    const visitAll = (agent: string, list: OutcomeList, shownAt: (place: number) => number) =>
      list.forEach((_, cell, good, place, row) => {
        const team = this.#teamNumbers.words[this.#rows.teamOf(row)] ?? null;
        visit(agent, { row, day: this.#rows.dayOf(row), cell, good, shown: shownAt(place), team });
      });
    for (const [agent, list] of this.agents) visitAll(agent, list, () => 1);
    for (const [agent, list] of this.#youngAgents) visitAll(agent, list, (place) => list.shown[place] ?? 0);
  }

  #addYoung(contribution: Contribution, showing: Showing): void {
    const { agentId } = contribution;
    for (const young of youngResolutions(contribution, this.#view, showing.ownTells)) {
      const { part, failed } = young;
      const row = this.#addRow(contribution, part, !failed);
      const { team } = part;
      const lists = [
        ...(agentId === null ? [] : [listOf(this.#youngAgents, agentId, () => new YoungList(this.#rows))]),
        ...(team === null ? [] : [listOf(this.#youngTeams, team, () => new YoungList(this.#rows, 'team'))]),
      ];
      for (const list of lists) {
        list.append(row);
        list.shown.push(shownOf(young, showing));
      }
    }
  }

  #addRow(contribution: Contribution, part: ResolutionPart, good: boolean): number {
    const team = part.team === null ? NONE : this.#teamNumbers.of(part.team);
    return this.#rows.add(
      part.at,
      this.cells.numberOf(mixCellOf(part)),
      good ? 1 : 0,
      team,
      dayOfWork(contribution, part),
    );
  }
}

function listOf<L>(lists: Map<string, L>, id: string, make: () => L): L {
  const known = lists.get(id);
  if (known !== undefined) return known;
  const made = make();
  lists.set(id, made);
  return made;
}
