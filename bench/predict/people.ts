import type { Season } from '../../src/metrics/self-check/season.ts';
import { splitHalf } from '../../src/statistics/reliability.ts';

const FEWEST_A_HALF = 10;

/**
 * Split-half reliability over people of a figure that is a mean over their tickets, odd weeks against even ones. Weighted by
 * tickets; people with fewer than ten in a half are left out.
 */
export function reliabilityOf({ rows, weekOf }: Season, figureOf: (row: number) => number) {
  const sums = new Map<string, { n: [number, number]; sum: [number, number] }>();
  rows.forEach(({ agent }, i) => {
    const half = (weekOf[i] ?? 0) % 2 === 0 ? 0 : 1;
    const own = sums.get(agent) ?? { n: [0, 0], sum: [0, 0] };
    sums.set(agent, own);
    own.n[half] += 1;
    own.sum[half] += figureOf(i);
  });
  const people = [...sums.values()].filter(({ n }) => Math.min(...n) >= FEWEST_A_HALF);
  const halves = people.map(({ n, sum }) => ({ one: sum[0] / n[0], other: sum[1] / n[1], weight: n[0] + n[1] }));
  return { people: people.length, reliability: splitHalf(halves)?.whole ?? 0 };
}
