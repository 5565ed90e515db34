import type { Instant } from '../../domain/interval.ts';
import { withRoom } from '../with-room.ts';

/** Stands for none in place of a number of a row or a team. */
export const NONE = -1;

/** Each row is in one list of a person's and in one of a team's, or in one of them only. */
type Chain = 'person' | 'team';

/** `cell`: a number of MixCells. `place`: in the list. `row`: of OutcomeRows. */
type Visit = (at: Instant, cell: number, good: 0 | 1, place: number, row: number) => void;

/**
 * Where lists keep their numbers together, a row each and the number of the next row of either list with it. A million of
 * them are kept at once: in a few large blocks, which are given back whole when an evaluation has read them off.
 */
export class OutcomeRows {
  #at = new Float64Array(0);
  /** Twice the number of the cell, and 1 more where it was good. */
  #said = new Int32Array(0);
  #team = new Int32Array(0);
  #day = new Uint16Array(0);
  readonly #next = { person: new Int32Array(0), team: new Int32Array(0) };
  #size = 0;

  /** `team`: any number for it, or NONE. `day`: that it belongs to. @returns the number of its row */
  add(at: Instant, cell: number, good: 0 | 1, team = NONE, day = 0): number {
    const row = this.#size;
    this.#size += 1;
    this.#at = withRoom(this.#at, this.#size);
    this.#said = withRoom(this.#said, this.#size);
    this.#team = withRoom(this.#team, this.#size);
    this.#day = withRoom(this.#day, this.#size);
    this.#at[row] = at;
    this.#said[row] = cell * 2 + good;
    this.#team[row] = team;
    this.#day[row] = day;
    for (const chain of ['person', 'team'] as const) {
      this.#next[chain] = withRoom(this.#next[chain], this.#size);
      this.#next[chain][row] = NONE;
    }
    return row;
  }

  link(chain: Chain, before: number, row: number): void {
    this.#next[chain][before] = row;
  }

  teamOf(row: number): number {
    return this.#team[row] ?? NONE;
  }

  dayOf(row: number): number {
    return this.#day[row] ?? 0;
  }

  /** Visits it and all that follow it in its list. */
  visitFrom(row: number, chain: Chain, visit: Visit): void {
    const next = this.#next[chain];
    for (let [place, at] = [0, row]; at !== NONE; place++, at = next[at] ?? NONE) {
      const said = this.#said[at] ?? 0;
      visit(this.#at[at] ?? 0, said >> 1, (said & 1) as 0 | 1, place, at);
    }
  }
}

/** One subject's scored resolutions, in the order they were added. */
export class OutcomeList {
  readonly #rows: OutcomeRows;
  readonly #chain: Chain;
  #first = NONE;
  #last = NONE;
  #size = 0;

  constructor(rows = new OutcomeRows(), chain: Chain = 'person') {
    this.#rows = rows;
    this.#chain = chain;
  }

  add(at: Instant, cell: number, good: 0 | 1): void {
    this.append(this.#rows.add(at, cell, good));
  }

  /** A row that is in no other list of the kind. */
  append(row: number): void {
    if (this.#size === 0) this.#first = row;
    else this.#rows.link(this.#chain, this.#last, row);
    this.#last = row;
    this.#size += 1;
  }

  addAll(list: OutcomeList): void {
    list.forEach((at, cell, good) => {
      this.add(at, cell, good);
    });
  }

  get size(): number {
    return this.#size;
  }

  forEach(visit: Visit): void {
    this.#rows.visitFrom(this.#first, this.#chain, visit);
  }
}

/** Resolutions too young to be scored: good means good so far. */
export class YoungList extends OutcomeList {
  /** Share of failures that would have shown by now, 0..1. */
  readonly shown: number[] = [];
}
