import { type Instant, type Interval, isWithin } from '../../domain/interval.ts';
import { withRoom } from '../with-room.ts';

/** Stands for none in place of a row's number. */
const NONE = -1;

/**
 * Where lists keep their numbers together, a row each and the number of the list's next row with it. A million of them are
 * kept at once: in a few large blocks, which are given back whole when an evaluation has read them off.
 */
export class OutcomeRows {
  #at = new Float64Array(0);
  /** Twice the number of the cell, and 1 more where it was good. */
  #said = new Int32Array(0);
  #next = new Int32Array(0);
  #size = 0;

  /** @returns the number of its row */
  add(at: Instant, cell: number, good: 0 | 1, before: number): number {
    const row = this.#size;
    this.#size += 1;
    this.#at = withRoom(this.#at, this.#size);
    this.#said = withRoom(this.#said, this.#size);
    this.#next = withRoom(this.#next, this.#size);
    this.#at[row] = at;
    this.#said[row] = cell * 2 + good;
    this.#next[row] = NONE;
    if (before !== NONE) this.#next[before] = row;
    return row;
  }

  /** Visits it; returns the number of the next of the same list. */
  visit(row: number, tell: (at: Instant, cell: number, good: 0 | 1) => void): number {
    const said = this.#said[row] ?? 0;
    tell(this.#at[row] ?? 0, said >> 1, (said & 1) as 0 | 1);
    return this.#next[row] ?? NONE;
  }
}

/** One subject's scored resolutions, in the order they were added. */
export class OutcomeList {
  readonly #rows: OutcomeRows;
  #first = NONE;
  #last = NONE;
  #size = 0;

  constructor(rows = new OutcomeRows()) {
    this.#rows = rows;
  }

  /** `cell`: a number of MixCells. */
  add(at: Instant, cell: number, good: 0 | 1): void {
    this.#last = this.#rows.add(at, cell, good, this.#last);
    if (this.#size === 0) this.#first = this.#last;
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

  forEach(visit: (at: Instant, cell: number, good: 0 | 1, place: number) => void): void {
    let place = 0;
    for (let row = this.#first; row !== NONE; place++)
      row = this.#rows.visit(row, (at, cell, good) => visit(at, cell, good, place));
  }

  /** Those of no such spell. */
  outside(spells: readonly Interval[]): OutcomeList {
    const kept = new OutcomeList();
    this.forEach((at, cell, good) => {
      if (!isWithin(at, spells)) kept.add(at, cell, good);
    });
    return kept;
  }
}

/** Resolutions too young to be scored: good means good so far. */
export class YoungList extends OutcomeList {
  /** Share of failures that would have shown by now, 0..1. */
  readonly shown: number[] = [];

  override outside(spells: readonly Interval[]): YoungList {
    const kept = new YoungList();
    this.forEach((at, cell, good, i) => {
      if (isWithin(at, spells)) return;
      kept.add(at, cell, good);
      kept.shown.push(this.shown[i] ?? 0);
    });
    return kept;
  }
}
