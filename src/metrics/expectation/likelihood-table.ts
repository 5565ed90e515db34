import { at, GRID_SIZE, logLikelihood, SKILLS } from '../../statistics/skill-grid.ts';

/** Expected logits closer than this are taken as one. */
const STEP = 0.01;

/** Log likelihood of a resolution at each skill of the grid, made once for each expected logit. */
export class LikelihoodTable {
  readonly #good = new Map<number, Float64Array>();
  readonly #failed = new Map<number, Float64Array>();

  /** Adds one resolution of this expected logit to a log likelihood, shape [61]. */
  add(sum: Float64Array, logit: number, good: 0 | 1): void {
    const one = this.#of(Math.round(logit / STEP), good);
    for (let i = 0; i < GRID_SIZE; i++) sum[i] = at(sum, i) + at(one, i);
  }

  /**
   * Adds one that has not failed by now, when a share `shown` of failures would have: it is good, or its failure has yet
   * to show; ln(1 - shown (1 - p)). With shown 1 the same as a good one, with 0 nothing.
   */
  addSoFar(sum: Float64Array, logit: number, shown: number): void {
    for (let i = 0; i < GRID_SIZE; i++)
      sum[i] = at(sum, i) + Math.log1p(-shown / (1 + Math.exp(logit + at(SKILLS, i))));
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
