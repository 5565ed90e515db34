interface Entry {
  readonly due: number;
  readonly seq: number;
  readonly run: () => void;
}

/** What is to be done later, by time; what is due at the same time in the order it was put in. A binary heap. */
export class DueQueue {
  readonly #heap: Entry[] = [];
  #seq = 0;

  add(due: number, run: () => void): void {
    const heap = this.#heap;
    const entry = { due, seq: this.#seq++, run };
    let at = heap.length;
    heap.push(entry);
    for (let up = (at - 1) >> 1; at > 0 && isBefore(entry, heap[up]); up = (at - 1) >> 1) {
      heap[at] = heap[up] as Entry;
      at = up;
    }
    heap[at] = entry;
  }

  /** Does all that is due by then, what that adds too. */
  runUntil(now: number): void {
    for (let first = this.#heap[0]; first !== undefined && first.due <= now; first = this.#heap[0]) {
      this.#dropFirst();
      first.run();
    }
  }

  #dropFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined && (b === undefined || a.due < b.due || (a.due === b.due && a.seq < b.seq));
