import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../src/statistics/assignment.ts';

const total = (scores: number[][], columns: (number | null)[]): number =>
  columns.reduce<number>((sum, column, row) => sum + (column === null ? 0 : scores[row]![column]!), 0);

/** Best total over all ways to use up the shorter side. */
function byTrial(scores: number[][]): number {
  const columns = scores[0]?.length ?? 0;
  const best = (row: number, used: number, left: number): number => {
    if (row === scores.length) return left === 0 ? 0 : -Infinity;
    const skip = scores.length - row > left ? best(row + 1, used, left) : -Infinity;
    const taken = scores[row]!.map((score, j) =>
      left > 0 && (used & (1 << j)) === 0 ? score + best(row + 1, used | (1 << j), left - 1) : -Infinity,
    );
    return Math.max(skip, ...taken);
  };
  return best(0, 0, Math.min(scores.length, columns));
}

describe('assign', () => {
  it('finds 2.03 where greed finds 1.40', () => {
    const scores = [
      [0.9, 0.85, 0.1],
      [0.88, 0.2, 0.1],
      [0.5, 0.4, 0.3],
    ];
    expect(assign(scores)).toEqual([1, 0, 2]);
    expect(total(scores, assign(scores))).toBeCloseTo(2.03, 12);
  });

  it('is the best there is, for any shape', () => {
    const cell = fc.integer({ min: -20, max: 20 });
    const shape = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));
    const matrix = shape.chain(([rows, columns]) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );
    fc.assert(
      fc.property(matrix, (scores) => {
        const columns = assign(scores);
        const used = columns.filter((column) => column !== null);
        expect(new Set(used).size).toBe(used.length);
        expect(used).toHaveLength(Math.min(scores.length, scores[0]?.length ?? 0));
        expect(total(scores, columns)).toBe(byTrial(scores));
      }),
    );
  });

  it('never makes a forbidden pair, and leaves as few over as it can', () => {
    const no = -Infinity;
    expect(
      assign([
        [no, 5],
        [no, 9],
      ]),
    ).toEqual([null, 1]);
    expect(
      assign([
        [1, 100],
        [no, 1],
      ]),
    ).toEqual([0, 1]);
    expect(assign([[no]])).toEqual([null]);
  });

  it('takes one mentor twice as two columns, and nobody for nothing', () => {
    expect(
      assign([
        [3, 3, 1],
        [2, 2, 0],
      ]),
    ).toEqual([0, 1]);
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([null, null]);
  });

  it('pairs 120 with 120 in a moment', () => {
    const scores = Array.from({ length: 120 }, (_, i) =>
      Array.from({ length: 120 }, (__, j) => ((i * 7919 + j * 104_729) % 1009) / 1009),
    );
    const started = performance.now();
    expect(new Set(assign(scores)).size).toBe(120);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('says what to give instead of impossible scores', () => {
    expect(() => assign([[1, 2], [1]])).toThrow(/rows of one length/);
    expect(() => assign([[Number.NaN]])).toThrow(/finite scores/);
    expect(() => assign([[Infinity]])).toThrow(/finite scores/);
  });
});
