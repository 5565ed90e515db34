/** Numbers of a slot: owner + 1 (0: free), cell, tickets, good ones. */
const STRIDE = 4;
const FIRST_SLOTS = 8;
/** Fuller than this, looking for a slot takes long. */
const FULLEST = 0.75;

/**
 * Tickets and good ones by the numbers of their owner and their cell, all in one block. A large desk keeps these by the
 * million: an object for each took more than twice the room, and a block for each owner was not given back to the system.
 * Both are whole numbers from 0; a cell with no ticket counts 0.
 */
export class CellCounts {
  #slots = new Int32Array(STRIDE * FIRST_SLOTS);
  #used = 0;

  add(owner: number, cell: number, good: 0 | 1): void {
    let slot = this.#slotOf(owner, cell);
    if (this.#slots[slot] === 0) {
      if (++this.#used * STRIDE > this.#slots.length * FULLEST) slot = this.#grown(owner, cell);
      this.#slots[slot] = owner + 1;
      this.#slots[slot + 1] = cell;
    }
    this.#slots[slot + 2] = (this.#slots[slot + 2] ?? 0) + 1;
    this.#slots[slot + 3] = (this.#slots[slot + 3] ?? 0) + good;
  }

  n(owner: number, cell: number): number {
    return this.#slots[this.#slotOf(owner, cell) + 2] ?? 0;
  }

  good(owner: number, cell: number): number {
    return this.#slots[this.#slotOf(owner, cell) + 3] ?? 0;
  }

  /** Where it is, or would be put. */
  #slotOf(owner: number, cell: number): number {
    const size = this.#slots.length / STRIDE;
    for (let i = scattered(owner, cell) % size; ; i = (i + 1) % size) {
      const slot = i * STRIDE;
      const taken = this.#slots[slot];
      if (taken === 0 || (taken === owner + 1 && this.#slots[slot + 1] === cell)) return slot;
    }
  }

  /** Half as many slots again; returns where it goes now. */
  #grown(owner: number, cell: number): number {
    const before = this.#slots;
    const slots = before.length / STRIDE;
    this.#slots = new Int32Array(STRIDE * (slots + (slots >> 1)));
    for (let from = 0; from < before.length; from += STRIDE) {
      const taken = before[from] ?? 0;
      if (taken === 0) continue;
      const to = this.#slotOf(taken - 1, before[from + 1] ?? 0);
      for (let i = 0; i < STRIDE; i++) this.#slots[to + i] = before[from + i] ?? 0;
    }
    return this.#slotOf(owner, cell);
  }
}

/** Neighbouring numbers end up apart: those of one branch follow each other. From 0. */
function scattered(owner: number, cell: number): number {
  const mixed = Math.imul(owner, 0x9e3779b1) ^ Math.imul(cell + 1, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 8;
}
