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
  n: number;
  good: number;
  /** Made when first needed: most cells are leaves, and there may be many. */
  children: Map<string, Cell> | null;
}

const emptyCell = (): Cell => ({ n: 0, good: 0, children: null });

/**
 * Expected outcome of a sparse cell by leave-one-out back-off: each level of the path is pooled towards the one above,
 * p_child = (good + k p_parent) / (n + k), and an owner's tickets never count towards
 * their own expectation, else they would be compared with themselves. Source: statistics.md 2.3a (partial pooling with a beta prior of weight k tickets).
 *
 * A path names a cell from coarse to fine, e.g. [type, priority, shift, channel]; above it lies the whole desk.
 * Put what is unknown under its own name ("unknown") rather than leaving it out. Only counts are kept: one tree for all and one
 * for each owner, so memory grows with distinct (owner, cell), not with tickets, and the order of adding does not matter.
 */
export class BackOffTable {
  readonly #k: number;
  readonly #all = emptyCell();
  readonly #own = new Map<string, Cell>();

  /** @param k weight of the coarser level, in tickets; 0 takes the finest cell that has tickets as it stands */
  constructor(k = 25) {
    if (!(k >= 0 && k < Infinity))
      throw new RangeError(`Give a finite pooling weight k of 0 or more tickets, not ${k}.`);
    this.#k = k;
  }

  /** Counts one ticket of `owner` in the cell `path`. */
  add(owner: string, path: readonly string[], good: 0 | 1): void {
    count(this.#all, path, good);
    count(childOf(this.#own, owner), path, good);
  }

  /** Probability (0 .. 1) of a good outcome in the cell, learned from everyone but `owner`; null when nobody else has a ticket. */
  expected(owner: string, path: readonly string[]): number | null {
    let all: Cell | undefined = this.#all;
    let own = this.#own.get(owner);
    let p = this.#pooled(all, own, null);
    for (const name of path) {
      all = all.children?.get(name);
      if (all === undefined) break;
      own = own?.children?.get(name);
      p = this.#pooled(all, own, p);
    }
    return p;
  }

  /** Everyone who has a ticket, in no particular order. */
  owners(): Iterable<string> {
    return this.#own.keys();
  }

  /** The owner's tickets against their expectation; null when they have none, or when nobody else has any. */
  standing(owner: string): Standing | null {
    const own = this.#own.get(owner);
    const p = this.#pooled(this.#all, own, null);
    if (own === undefined || p === null) return null;
    const failures = this.#expectedFailures(this.#all, own, p);
    return { n: own.n, good: own.good, observedFailures: own.n - own.good, ...failures };
  }

  /** Sums over the owner's tickets at and below a cell whose expectation is `p`. */
  #expectedFailures(all: Cell, own: Cell, p: number): Pick<Standing, 'expectedFailures' | 'varianceFailures'> {
    let endingHere = own.n;
    let expectedFailures = 0;
    let varianceFailures = 0;
    // Sorted, so that rounding too is the same whatever the order of adding.
    for (const [name, ownChild] of [...(own.children ?? [])].sort(byName)) {
      const child = all.children?.get(name) ?? ownChild;
      const below = this.#expectedFailures(child, ownChild, this.#pooled(child, ownChild, p) ?? p);
      endingHere -= ownChild.n;
      expectedFailures += below.expectedFailures;
      varianceFailures += below.varianceFailures;
    }
    return {
      expectedFailures: expectedFailures + endingHere * (1 - p),
      varianceFailures: varianceFailures + endingHere * p * (1 - p),
    };
  }

  /** Colleagues' share of good outcomes in a cell, pooled towards `parent`; `parent` itself (null at the top) when they have no ticket there. */
  #pooled(all: Cell, own: Cell | undefined, parent: number | null): number | null {
    const n = all.n - (own?.n ?? 0);
    if (n === 0) return parent;
    const good = all.good - (own?.good ?? 0);
    return parent === null ? good / n : (good + this.#k * parent) / (n + this.#k);
  }
}

function count(root: Cell, path: readonly string[], good: 0 | 1): void {
  let cell = root;
  cell.n += 1;
  cell.good += good;
  for (const name of path) {
    cell.children ??= new Map();
    cell = childOf(cell.children, name);
    cell.n += 1;
    cell.good += good;
  }
}

function childOf(cells: Map<string, Cell>, name: string): Cell {
  const known = cells.get(name);
  if (known !== undefined) return known;
  const cell = emptyCell();
  cells.set(name, cell);
  return cell;
}

const byName = ([a]: [string, Cell], [b]: [string, Cell]): number => (a < b ? -1 : 1);
