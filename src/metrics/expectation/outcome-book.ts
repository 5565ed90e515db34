import type { Contribution } from '../../domain/contribution.ts';
import { type Instant, type Interval, isWithin } from '../../domain/interval.ts';
import { scoredResolutions, youngResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';
import { MixCells, mixCellOf } from './mix-cell.ts';
import { type Showing, shownOf } from './showing.ts';

/** One subject's scored resolutions; the i-th of each list belong together. Numbers only: a million of them are kept at once. */
export class OutcomeList {
  readonly at: Instant[] = [];
  /** Numbers of MixCells. */
  readonly cell: number[] = [];
  readonly good: (0 | 1)[] = [];

  add(at: Instant, cell: number, good: 0 | 1): void {
    this.at.push(at);
    this.cell.push(cell);
    this.good.push(good);
  }

  addAll({ at, cell, good }: OutcomeList): void {
    for (const [i, instant] of at.entries()) this.add(instant, cell[i] ?? 0, good[i] ?? 0);
  }

  get size(): number {
    return this.at.length;
  }

  /** Those of no such spell. */
  outside(spells: readonly Interval[]): OutcomeList {
    const kept = new OutcomeList();
    for (const [i, at] of this.at.entries())
      if (!isWithin(at, spells)) kept.add(at, this.cell[i] ?? 0, this.good[i] ?? 0);
    return kept;
  }
}

/** Resolutions too young to be scored: good means good so far. */
export class YoungList extends OutcomeList {
  /** Share of failures that would have shown by now, 0..1. */
  readonly shown: number[] = [];

  override outside(spells: readonly Interval[]): YoungList {
    const kept = new YoungList();
    for (const [i, at] of this.at.entries()) {
      if (isWithin(at, spells)) continue;
      kept.add(at, this.cell[i] ?? 0, this.good[i] ?? 0);
      kept.shown.push(this.shown[i] ?? 0);
    }
    return kept;
  }
}

/**
 * All scored resolutions of a period by person and by team, in memory that grows by some 50 bytes with each; and, where it
 * is known how failures come to show, those too young to be scored apart.
 */
export class OutcomeBook {
  readonly cells = new MixCells();
  readonly agents = new Map<string, OutcomeList>();
  readonly teams = new Map<string, OutcomeList>();
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
      if (agentId !== null) listOf(this.agents, agentId, OutcomeList).add(part.at, cell, good ? 1 : 0);
      if (part.team !== null) listOf(this.teams, part.team, OutcomeList).add(part.at, cell, good ? 1 : 0);
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
        ...(agentId === null ? [] : [listOf(this.#youngAgents, agentId, YoungList)]),
        ...(part.team === null ? [] : [listOf(this.#youngTeams, part.team, YoungList)]),
      ];
      for (const list of lists) {
        list.add(part.at, cell, failed ? 0 : 1);
        list.shown.push(shownOf(young, showing));
      }
    }
  }
}

function listOf<L>(lists: Map<string, L>, id: string, List: new () => L): L {
  const known = lists.get(id);
  if (known !== undefined) return known;
  const made = new List();
  lists.set(id, made);
  return made;
}
