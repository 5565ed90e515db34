export interface Entry<T> {
  /** Milliseconds UTC; never before that of the entry before it. */
  readonly at: number;
  readonly index: number;
  readonly item: T;
}

export interface Taken<T> {
  readonly entries: readonly Entry<T>[];
  /** Where to go on. */
  readonly next: number;
  /** Another entry follows that would be kept. */
  readonly more: boolean;
}

/** Things in the order in which they happened or changed. Only ever added to, so an index stays good as a cursor. */
export class Feed<T> {
  readonly #entries: Entry<T>[] = [];
  readonly #latest = new Map<T, number>();

  add(at: number, item: T): void {
    const index = this.#entries.length;
    this.#entries.push({ at, index, item });
    this.#latest.set(item, index);
  }

  has = (item: T): boolean => this.#latest.has(item);

  get size(): number {
    return this.#entries.length;
  }

  /** What was added again counts where it was added last. */
  isLatest = ({ index, item }: Entry<T>): boolean => this.#latest.get(item) === index;

  /** The first index at or after an instant. */
  from(at: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Up to `limit` entries that `keep` keeps, none later than `until`; `step` -1 goes back in time. */
  take(start: number, limit: number, keep: (entry: Entry<T>) => boolean, until = Infinity, step: 1 | -1 = 1): Taken<T> {
    const entries: Entry<T>[] = [];
    let next = start;
    for (let index = start; ; index += step) {
      const entry = this.#entries[index];
      if (entry === undefined || (step === 1 && entry.at > until)) return { entries, next, more: false };
      if (entry.at > until || !keep(entry)) {
        next = index + step;
        continue;
      }
      if (entries.length === limit) return { entries, next, more: true };
      entries.push(entry);
      next = index + step;
    }
  }
}
