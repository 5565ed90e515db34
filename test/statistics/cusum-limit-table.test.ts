import { describe, expect, it } from 'vitest';
import { averageRunLength, cusumLimit } from '../../src/statistics/cusum-limit.ts';
import { CusumLimitTable } from '../../src/statistics/cusum-limit-table.ts';
import { expit, seeded } from './seeded.ts';

const table = new CusumLimitTable(2);
const doubled = { oddsRatio: 2 };

/** Tickets of 2 to 6 kinds around one level, some far harder than others. */
function mixes(count: number): { qs: number[]; runLength: number }[] {
  const random = seeded(11);
  return Array.from({ length: count }, () => {
    const level = -3.6 + 2 * random();
    const spread = 2.5 * random();
    const kinds = 2 + Math.floor(5 * random());
    const qs = Array.from({ length: kinds }, () => {
      const q = expit(level + spread * (random() - 0.5));
      return Array.from({ length: 1 + Math.floor(8 * random()) }, () => q);
    }).flat();
    return { qs, runLength: Math.exp(5.5 + 3.3 * random()) };
  });
}
const mixOf = (qs: readonly number[]) => qs.map((q) => ({ q, weight: 1 }));

describe('the table of limits', () => {
  it('is within 2 % of the exact limit, for mixes of easy and hard work and a ticket a week to eighty a day', () => {
    for (const { qs, runLength } of mixes(60)) {
      const exact = cusumLimit(mixOf(qs), runLength, doubled);
      if (exact < 1.5) continue;
      expect(Math.abs(table.limit(qs, runLength) / exact - 1), `${qs} over ${runLength}`).toBeLessThan(0.02);
    }
  });

  it('keeps the time between false notices within a tenth, where the limits themselves are low', () => {
    for (const q of [0.02, 0.05, 0.1, 0.2]) {
      for (const runLength of [250, 700, 2000]) {
        const kept = averageRunLength([{ q, weight: 1 }], table.limit([q], runLength), doubled) / runLength;
        expect(Math.abs(kept - 1), `${q} over ${runLength}`).toBeLessThan(0.1);
      }
    }
  });

  it('counts lumps once', () => {
    expect(table.limit([0.1], 3000, 3)).toBeCloseTo(table.limit([0.1], 1000), 12);
  });

  it('is never lower for a longer time between notices', () => {
    const limits = [50, 200, 800, 3200, 12_800].map((runLength) => table.limit([0.03, 0.08, 0.2], runLength));
    expect(limits).toEqual(limits.toSorted((a, b) => a - b));
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => table.limit([], 100)).toThrow(/at least one ticket/);
    expect(() => table.limit([0.1], Number.NaN)).toThrow(/Give a run length/);
  });
});
