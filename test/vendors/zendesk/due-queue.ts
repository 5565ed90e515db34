interface Due<T> {
  readonly due: number;
  readonly item: T;
}

/** What comes due, soonest first: a binary heap. */
export class DueQueue<T> {
  readonly #heap: Due<T>[] = [];

  add(due: number, item: T): void {
    const heap = this.#heap;
    let at = heap.push({ due, item }) - 1;
    while (at > 0 && this.#due((at - 1) >> 1) > this.#due(at)) {
      this.#swap(at, (at - 1) >> 1);
      at = (at - 1) >> 1;
    }
  }

  /** Takes the soonest, if it came due before the instant. */
  takeBefore(instant: number): Due<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.due >= instant) return undefined;
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.#due(right) < this.#due(left) ? right : left;
      if (this.#due(child) >= this.#due(at)) return first;
      this.#swap(at, child);
      at = child;
    }
  }

  #due(at: number): number {
    return this.#heap[at]?.due ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    if (one === undefined || other === undefined) return;
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
