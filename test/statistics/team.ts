import type { Tally } from '../../src/statistics/beta-prior.ts';

/** The worked team of statistics.md 1.2. */
export const team: readonly Tally[] = [
  [18, 20],
  [9, 12],
  [40, 44],
  [27, 33],
  [12, 13],
  [55, 58],
  [30, 36],
  [8, 10],
  [61, 80],
  [17, 20],
].map(([good = 0, n = 0]) => ({ good, n }));
