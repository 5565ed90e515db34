import { CellCounts } from './cell-counts.ts';

/** One owner's tickets against what colleagues' results on the same mix of work lead one to expect. All fields are sums over tickets. */
export interface Standing {
  readonly n: number;
  readonly good: number;
  readonly observedFailures: number;
  /** Sum of q, the colleagues' probability of a failure in the ticket's cell. */
  readonly expectedFailures: number;
  /** Sum of q(1-q): (observed - expected) / sqrt(variance) is the z of statistics.md 2.1, before over-dispersion. */
  readonly varianceFailures: number;
}

/** A node of the tree of cells; counts include everything below it. */
interface Cell {
  readonly number: number;
  n: number;
  good: number;
  /** Made when first needed: most cells are leaves, and there may be many. */
  children: Map<string, Cell> | null;
  /** The same by name, once somebody has asked for them. */
  byName: readonly Cell[] | null;
}

/**
 * Expected outcome of a sparse cell by leave-one-out back-off: each level of the path is pooled towards the one above,
 * p_child = (good + k p_parent) / (n + k), and an owner's tickets never count towards
 * their own expectation, else they would be compared with themselves. Source: statistics.md 2.3a (partial pooling with a beta prior of weight k tickets).
 *
 * A path names a cell from coarse to fine, e.g. [type, priority, shift, channel]; above it lies the whole desk.
 * Put what is unknown under its own name ("unknown") rather than leaving it out. Only counts are kept: one tree of cells, and
 * each owner's counts by cell, so memory grows with distinct (owner, cell), not with tickets, and the order of adding does
 * not matter.
 */
export class BackOffTable {
  readonly #k: number;
  #cells = 0;
  readonly #all = this.#emptyCell();
  /** Owners' numbers, and their counts by cell. */
  readonly #owners = new Map<string, number>();
  readonly #own = new CellCounts();

  /** @param k weight of the coarser level, in tickets; 0 takes the finest cell that has tickets as it stands */
  constructor(k = 25) {
    if (!(k >= 0 && k < Infinity))
      throw new RangeError(`Give a finite pooling weight k of 0 or more tickets, not ${k}.`);
    this.#k = k;
  }

  /** Counts one ticket of `owner` in the cell `path`. */
  add(owner: string, path: readonly string[], good: 0 | 1): void {
    const own = this.#owners.get(owner) ?? this.#owners.size;
    this.#owners.set(owner, own);
    let cell = this.#all;
    this.#count(cell, own, good);
    for (const name of path) {
      cell = this.#childOf(cell, name);
      this.#count(cell, own, good);
    }
  }

  /** Probability (0 .. 1) of a good outcome in the cell, learned from everyone but `owner`; null when nobody else has a ticket. */
  expected(owner: string, path: readonly string[]): number | null {
    const own = this.#owners.get(owner);
    let cell: Cell | undefined = this.#all;
    let p = this.#pooled(cell, own, null);
    for (const name of path) {
      cell = cell.children?.get(name);
      if (cell === undefined) break;
      p = this.#pooled(cell, own, p);
    }
    return p;
  }

  /** Everyone who has a ticket, in no particular order. */
  owners(): Iterable<string> {
    return this.#owners.keys();
  }

  /** The owner's tickets against their expectation; null when they have none, or when nobody else has any. */
  standing(owner: string): Standing | null {
    const own = this.#owners.get(owner);
    const p = this.#pooled(this.#all, own, null);
    if (own === undefined || p === null) return null;
    const [n, good] = [this.#own.n(own, this.#all.number), this.#own.good(own, this.#all.number)];
    return { n, good, observedFailures: n - good, ...this.#expectedFailures(this.#all, own, p) };
  }

  /** Sums over the owner's tickets at and below a cell whose expectation is `p`. */
  #expectedFailures(cell: Cell, own: number, p: number): Pick<Standing, 'expectedFailures' | 'varianceFailures'> {
    let endingHere = this.#own.n(own, cell.number);
    let expectedFailures = 0;
    let varianceFailures = 0;
    for (const child of childrenByName(cell)) {
      const n = this.#own.n(own, child.number);
      if (n === 0) continue;
      const below = this.#expectedFailures(child, own, this.#pooled(child, own, p) ?? p);
      endingHere -= n;
      expectedFailures += below.expectedFailures;
      varianceFailures += below.varianceFailures;
    }
    return {
      expectedFailures: expectedFailures + endingHere * (1 - p),
      varianceFailures: varianceFailures + endingHere * p * (1 - p),
    };
  }

  /** Colleagues' share of good outcomes in a cell, pooled towards `parent`; `parent` itself (null at the top) when they have no ticket there. */
  #pooled(cell: Cell, own: number | undefined, parent: number | null): number | null {
    const n = cell.n - (own === undefined ? 0 : this.#own.n(own, cell.number));
    if (n === 0) return parent;
    const good = cell.good - (own === undefined ? 0 : this.#own.good(own, cell.number));
    return parent === null ? good / n : (good + this.#k * parent) / (n + this.#k);
  }

  #childOf(cell: Cell, name: string): Cell {
    cell.children ??= new Map();
    const known = cell.children.get(name);
    if (known !== undefined) return known;
    const made = this.#emptyCell();
    cell.children.set(name, made);
    cell.byName = null;
    return made;
  }

  #count(cell: Cell, own: number, good: 0 | 1): void {
    cell.n += 1;
    cell.good += good;
    this.#own.add(own, cell.number, good);
  }

  #emptyCell(): Cell {
    return { number: this.#cells++, n: 0, good: 0, children: null, byName: null };
  }
}

/** So that rounding too is the same whatever the order of adding. */
function childrenByName(cell: Cell): readonly Cell[] {
  cell.byName ??= [...(cell.children ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, child]) => child);
  return cell.byName;
}
