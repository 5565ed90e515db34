export interface SparseRows {
  /** Effects active in each row, shape [rows x width]; -1 where a row has fewer. */
  readonly effects: Int32Array;
  readonly width: number;
}

/** So many are solved together at most: the work grows with the third power. */
const MOST = 400;
/** An effect belongs to the core where the tickets tell so many times as much of it as its prior. */
const TOLD = 4;

/**
 * The effects that many tickets share, such as the intercept and each kind of work. They hang together so closely that
 * conjugate gradients, which see each by itself, take hundreds of steps; solved together, a dozen. Source: Golub & Van Loan
 * 2013, Matrix Computations, 4.2 (Cholesky) and 11.5 (block preconditioners).
 */
export class RidgeCore {
  readonly #members: Int32Array;
  /** Lower triangle of the Cholesky factor, row by row; shape [size x size]. */
  readonly #factor: Float64Array;
  /** Written anew for each question. */
  readonly #solved: Float64Array;

  /**
   * @param weights of the rows, 0 or more; @param precisions of the effects, above 0
   * @param scale diagonal of X' W X + precisions
   */
  constructor(rows: SparseRows, weights: Float64Array, precisions: Float64Array, scale: Float64Array) {
    const told = (effect: number): number => at(scale, effect) / at(precisions, effect) - 1;
    const members = Int32Array.from(scale.keys()).filter((effect) => told(effect) >= TOLD);
    // Of equally many tickets the earlier, so that it is always the same ones.
    this.#members = members.sort((a, b) => told(b) - told(a) || a - b).slice(0, MOST);
    this.#factor = information(rows, weights, this.#members, scale.length);
    this.#members.forEach((effect, i) => {
      const place = i * this.#members.length + i;
      this.#factor[place] = at(this.#factor, place) + at(precisions, effect);
    });
    factorise(this.#factor, this.#members.length);
    this.#solved = new Float64Array(this.#members.length);
  }

  /** Puts the core's own solution for `right` in its places of `x`, and leaves the others. */
  solve(right: Float64Array, x: Float64Array): void {
    const [members, factor, y] = [this.#members, this.#factor, this.#solved];
    const size = members.length;
    for (let i = 0; i < size; i++) {
      let sum = at(right, at(members, i));
      for (let j = 0; j < i; j++) sum -= at(factor, i * size + j) * at(y, j);
      y[i] = sum / at(factor, i * size + i);
    }
    for (let i = size - 1; i >= 0; i--) {
      const solved = at(y, i) / at(factor, i * size + i);
      x[at(members, i)] = solved;
      for (let j = 0; j < i; j++) y[j] = at(y, j) - at(factor, i * size + j) * solved;
    }
  }
}

/** Lower triangle of X' W X among the members. */
function information(
  { effects, width }: SparseRows,
  weights: Float64Array,
  members: Int32Array,
  count: number,
): Float64Array {
  const places = new Int32Array(count).fill(-1);
  members.forEach((effect, i) => {
    places[effect] = i;
  });
  const size = members.length;
  const sum = new Float64Array(size * size);
  const active = new Int32Array(width);
  for (let r = 0; r < weights.length; r++) {
    let n = 0;
    for (let k = r * width; k < (r + 1) * width; k++) {
      const effect = at(effects, k);
      const place = effect < 0 ? -1 : at(places, effect);
      if (place >= 0) active[n++] = place;
    }
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++) {
        const [i, j] = [at(active, k), at(active, l)];
        if (i >= j) sum[i * size + j] = at(sum, i * size + j) + at(weights, r);
      }
    }
  }
  return sum;
}

/** Replaces the lower triangle of a positive definite matrix by its Cholesky factor. */
function factorise(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, i * size + j);
      for (let k = 0; k < j; k++) sum -= at(matrix, i * size + k) * at(matrix, j * size + k);
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(matrix, j * size + j);
    }
  }
}

const at = (array: Float64Array | Int32Array, i: number): number => array[i] ?? Number.NaN;
