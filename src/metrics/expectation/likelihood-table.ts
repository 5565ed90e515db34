import { at, GRID_SIZE, logLikelihood } from '../../statistics/skill-grid.ts';

/** Log likelihood of a good and of a failed resolution at each skill of the grid, made once for each kind of work. */
export class LikelihoodTable {
  readonly #logits: readonly number[];
  readonly #made: (Float64Array | undefined)[] = [];

  /** @param logits expected logit of each kind of work, by its number */
  constructor(logits: readonly number[]) {
    this.#logits = logits;
  }

  /** Sum over resolutions `from` .. `end` of two lists that belong together. Shape [61]. */
  sum(cells: readonly number[], good: readonly (0 | 1)[], from = 0, end = cells.length): Float64Array {
    const sum = new Float64Array(GRID_SIZE);
    for (let k = from; k < end; k++) this.add(sum, cells[k] ?? 0, good[k] ?? 0);
    return sum;
  }

  add(sum: Float64Array, cell: number, good: 0 | 1): void {
    const one = this.#of(cell, good);
    for (let i = 0; i < GRID_SIZE; i++) sum[i] = at(sum, i) + at(one, i);
  }

  #of(cell: number, good: 0 | 1): Float64Array {
    const key = 2 * cell + good;
    const known = this.#made[key];
    if (known !== undefined) return known;
    const made = logLikelihood([{ logit: this.#logits[cell] ?? 0, good, failed: 1 - good }]);
    this.#made[key] = made;
    return made;
  }
}
