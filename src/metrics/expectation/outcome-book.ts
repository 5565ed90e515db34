import type { Contribution } from '../../domain/contribution.ts';
import type { Instant } from '../../domain/interval.ts';
import { scoredResolutions } from '../outcome.ts';
import type { View } from '../sample.ts';
import { MixCells, mixCellOf } from './mix-cell.ts';

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

  get size(): number {
    return this.at.length;
  }
}

/** All scored resolutions of a period by person and by team, in memory that grows by some 50 bytes with each. */
export class OutcomeBook {
  readonly cells = new MixCells();
  readonly agents = new Map<string, OutcomeList>();
  readonly teams = new Map<string, OutcomeList>();
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  add(contribution: Contribution): void {
    for (const { part, good } of scoredResolutions(contribution, this.#view)) {
      const cell = this.cells.numberOf(mixCellOf(part));
      if (contribution.agentId !== null) listOf(this.agents, contribution.agentId).add(part.at, cell, good ? 1 : 0);
      if (part.team !== null) listOf(this.teams, part.team).add(part.at, cell, good ? 1 : 0);
    }
  }
}

function listOf(lists: Map<string, OutcomeList>, id: string): OutcomeList {
  const known = lists.get(id);
  if (known !== undefined) return known;
  const made = new OutcomeList();
  lists.set(id, made);
  return made;
}
