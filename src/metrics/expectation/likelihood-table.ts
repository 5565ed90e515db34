import { at, GRID_SIZE, logLikelihood } from '../../statistics/skill-grid.ts';

/** Expected logits closer than this are taken as one. */
const STEP = 0.01;

/** Log likelihood of a good and of a failed resolution at each skill of the grid, made once for each expected logit. */
export class LikelihoodTable {
  readonly #good = new Map<number, Float64Array>();
  readonly #failed = new Map<number, Float64Array>();

  /** Adds one resolution of this expected logit to a log likelihood, shape [61]. */
  add(sum: Float64Array, logit: number, good: 0 | 1): void {
    const one = this.#of(Math.round(logit / STEP), good);
    for (let i = 0; i < GRID_SIZE; i++) sum[i] = at(sum, i) + at(one, i);
  }

  #of(step: number, good: 0 | 1): Float64Array {
    const made = good === 1 ? this.#good : this.#failed;
    const known = made.get(step);
    if (known !== undefined) return known;
    const ln = logLikelihood([{ logit: step * STEP, good, failed: 1 - good }]);
    made.set(step, ln);
    return ln;
  }
}
