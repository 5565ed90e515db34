/** Numbers of a slot: cell + 1 (0: free), tickets, good ones. */
const STRIDE = 3;
const FIRST_SLOTS = 8;

/**
 * Tickets and good ones by the number of their cell, all in one block: a large desk keeps these by the million, and an
 * object for each took more than twice the room. Cells are whole numbers from 0; a cell with no ticket counts 0.
 */
export class CellCounts {
  #slots = new Int32Array(STRIDE * FIRST_SLOTS);
  #used = 0;

  add(cell: number, good: 0 | 1): void {
    let slot = this.#slotOf(cell);
    if (this.#slots[slot] === 0) {
      if (++this.#used * 4 > (this.#slots.length / STRIDE) * 3) slot = this.#grown(cell);
      this.#slots[slot] = cell + 1;
    }
    this.#slots[slot + 1] = (this.#slots[slot + 1] ?? 0) + 1;
    this.#slots[slot + 2] = (this.#slots[slot + 2] ?? 0) + good;
  }

  n(cell: number): number {
    return this.#slots[this.#slotOf(cell) + 1] ?? 0;
  }

  good(cell: number): number {
    return this.#slots[this.#slotOf(cell) + 2] ?? 0;
  }

  /** Where the cell is, or would be put. */
  #slotOf(cell: number): number {
    const size = this.#slots.length / STRIDE;
    for (let i = scattered(cell) & (size - 1); ; i = (i + 1) & (size - 1)) {
      const taken = this.#slots[i * STRIDE];
      if (taken === 0 || taken === cell + 1) return i * STRIDE;
    }
  }

  /** Twice as many slots; returns where the cell goes now. */
  #grown(cell: number): number {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    for (let from = 0; from < before.length; from += STRIDE) {
      const taken = before[from] ?? 0;
      if (taken !== 0) this.#slots.set(before.subarray(from, from + STRIDE), this.#slotOf(taken - 1));
    }
    return this.#slotOf(cell);
  }
}

/** Neighbouring numbers end up apart: those of one branch follow each other. */
const scattered = (cell: number): number => Math.imul(cell, 0x9e3779b1) >>> 8;
