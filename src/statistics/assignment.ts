/**
 * Best one-to-one assignment of rows to columns: the total score is the highest possible. Shape: any rows x columns; the shorter side is used up.
 * Source: statistics.md 6; Kuhn 1955, Nav. Res. Logist. 2:83 (Hungarian method) in the O(n^3) form of Jonker & Volgenant 1987, Computing 38:325.
 * A mentor who takes c people is c equal columns. Ties go to the same pairs each time, by position: put rows and columns in an order of their own
 * (e.g. by a hash of the id) so that nobody is favoured.
 * @param scores [row][column], finite, any unit; -Infinity forbids a pair
 * @returns for each row its column, or null where it is left over or every column is forbidden to it
 * @throws RangeError when rows differ in length or a score is NaN or Infinity
 */
export function assign(scores: readonly (readonly number[])[]): (number | null)[] {
  const columns = scores[0]?.length ?? 0;
  for (const row of scores) {
    if (row.length !== columns) throw new RangeError(`Give rows of one length, not ${columns} and ${row.length}.`);
    const wrong = row.find((score) => !(score < Infinity));
    if (wrong !== undefined) throw new RangeError(`Give finite scores, or -Infinity to forbid a pair, not ${wrong}.`);
  }
  if (columns === 0) return scores.map(() => null);
  const costs = square(scores, columns);
  const rowOf = shortestPaths(costs);
  const result: (number | null)[] = scores.map(() => null);
  rowOf.forEach((row, column) => {
    if (column < columns && (scores[row]?.[column] ?? -Infinity) > -Infinity) result[row] = column;
  });
  return result;
}

/** Costs to be minimised, filled up to a square with nobodies who cost nothing; a forbidden pair costs more than all others together. */
function square(scores: readonly (readonly number[])[], columns: number): number[][] {
  const finite = scores.flat().filter((score) => score > -Infinity);
  const highest = finite.reduce((top, score) => Math.max(top, score), 0);
  const lowest = finite.reduce((bottom, score) => Math.min(bottom, score), 0);
  const size = Math.max(scores.length, columns);
  const forbidden = (highest - lowest + 1) * (size + 1);
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => {
      const score = scores[i]?.[j];
      if (score === undefined) return 0;
      return score === -Infinity ? forbidden : highest - score;
    }),
  );
}

/** @returns the row of each column. Rows join one after the other, each along the cheapest alternating path. */
function shortestPaths(costs: readonly (readonly number[])[]): number[] {
  const size = costs.length;
  const rowPrice = new Float64Array(size);
  const columnPrice = new Float64Array(size + 1);
  // Column `size` is a stand-in from which the joining row starts.
  const rowOf = new Array<number>(size + 1).fill(-1);
  for (let joining = 0; joining < size; joining++) {
    rowOf[size] = joining;
    const from = new Array<number>(size).fill(size);
    const slack = new Float64Array(size).fill(Infinity);
    const done = new Array<boolean>(size + 1).fill(false);
    let column = size;
    const reprice = (step: number): void => {
      for (let j = 0; j <= size; j++) {
        if (done[j]) {
          const row = get(rowOf, j);
          rowPrice[row] = get(rowPrice, row) + step;
          columnPrice[j] = get(columnPrice, j) - step;
        } else if (j < size) slack[j] = get(slack, j) - step;
      }
    };
    while (get(rowOf, column) !== -1) {
      done[column] = true;
      const row = get(rowOf, column);
      let next = -1;
      for (let j = 0; j < size; j++) {
        if (done[j]) continue;
        const reduced = get(costs[row] ?? [], j) - get(rowPrice, row) - get(columnPrice, j);
        if (reduced < get(slack, j)) [slack[j], from[j]] = [reduced, column];
        if (next === -1 || get(slack, j) < get(slack, next)) next = j;
      }
      reprice(get(slack, next));
      column = next;
    }
    for (; column !== size; column = get(from, column)) rowOf[column] = get(rowOf, get(from, column));
  }
  return rowOf.slice(0, size);
}

const get = (array: ArrayLike<number>, i: number): number => array[i] ?? Number.NaN;
