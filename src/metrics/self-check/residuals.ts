import type { CheckRow } from './check-row.ts';
import { peopleOf } from './mixes.ts';
import type { Season } from './season.ts';

/** Tickets' worth of "like everybody else" that each person starts with: as strong as the logistic's prior for people, 1 / (.1 p (1 - p)). */
const PULL = 50;

/**
 * People added to expectations that know no effects to add them to (a mean, a table): what a person's earlier tickets did
 * better or worse than expected, pooled towards nothing, and the same again of what is left by priority and by type of work.
 * For one cell this is (good + k p) / (n + k), as people are nested under the table of statistics.md 15.
 */
export function withResiduals(season: Season, expected: Float64Array): Float64Array {
  const sums = new Map<string, { n: number; left: number }>();
  const result = new Float64Array(expected.length);
  let start = 0;
  let known = 0;
  while (start < season.rows.length) {
    const week = season.weekOf[start] ?? 0;
    for (; (season.weekOf[known] ?? week) < week - season.lag; known++)
      learn(sums, season.rows[known], expected[known] ?? Number.NaN);
    let end = start;
    for (; end < season.rows.length && season.weekOf[end] === week; end++) {
      const shifts = cellsOf(season.rows[end]).map((cell) => shift(sums.get(cell)));
      result[end] = Math.min(
        1,
        Math.max(
          0,
          shifts.reduce((p, more) => p + more, expected[end] ?? Number.NaN),
        ),
      );
    }
    start = end;
  }
  return result;
}

const cellsOf = (row: CheckRow | undefined): string[] => (row === undefined ? [] : Object.values(peopleOf(row)));

const shift = (sum: { n: number; left: number } | undefined): number =>
  sum === undefined ? 0 : sum.left / (sum.n + PULL);

function learn(sums: Map<string, { n: number; left: number }>, row: CheckRow | undefined, expected: number): void {
  let left = (row?.good ?? 0) - expected;
  for (const cell of cellsOf(row)) {
    const sum = sums.get(cell) ?? { n: 0, left: 0 };
    sums.set(cell, sum);
    const before = shift(sum);
    sum.n += 1;
    sum.left += left;
    left -= before;
  }
}
