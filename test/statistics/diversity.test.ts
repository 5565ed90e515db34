import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atTickets, diversity, dominantAt, masteredBreadth } from '../../src/statistics/diversity.ts';
import { effectiveNumber } from '../../src/statistics/effective-number.ts';
import { seeded } from './seeded.ts';

// Spiders of the girdled plots, published with the authors' iNEXT.
const spiders = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, ...Array.from({ length: 12 }, () => 1)];

describe('diversity', () => {
  it('reproduces the spiders of iNEXT: 168 of 26 kinds, coverage .9289, D1 12.060 (13.826 in truth), D2 7.840', () => {
    expect(spiders.reduce((a, b) => a + b)).toBe(168);
    const all = diversity(spiders);
    expect(all?.seen).toBe(26);
    expect(all?.coverage).toBeCloseTo(0.9289, 4);
    expect(all?.common).toBeCloseTo(12.06, 3);
    expect(all?.commonInTruth).toBeCloseTo(13.826, 3);
    expect(all?.dominant).toBeCloseTo(7.84, 3);
  });

  it('finds A of the sheet at least as broad as B, of whom more was seen', () => {
    const [a, b] = [diversity([22, 9, 5, 2, 1, 1]), diversity([220, 95, 48, 22, 9, 6])];
    expect([a?.seen, b?.seen]).toEqual([6, 6]);
    expect(a?.coverage).toBeCloseTo(0.951, 3);
    expect(a?.commonInTruth).toBeCloseTo(3.88, 2);
    expect(b?.coverage).toBe(1);
    expect(b?.commonInTruth).toBeCloseTo(3.45, 2);
  });

  // A mix of 7 kinds with the sheet's D1 5.29 and D2 4.51, close to its table of means: raw kinds, D1, Chao D1, unbiased D2.
  const mix = [31, 29, 13, 13, 7, 5, 2];
  it.each([
    [15, 5.21, 4.35, 5.44, 4.91],
    [40, 6.36, 4.93, 5.35, 4.65],
    [300, 7, 5.24, 5.3, 4.53],
  ])('%i tickets show %d kinds, D1 %d, but %d in truth, and unbiased D2 %d', (n, kinds, common, truth, dominant) => {
    const random = seeded(1);
    const runs = Array.from({ length: 3000 }, () => {
      const counts = mix.map(() => 0);
      for (let i = 0; i < n; i++) {
        let u = random() * 100;
        const kind = mix.findIndex((share) => {
          u -= share;
          return u < 0;
        });
        counts[kind]! += 1;
      }
      return { ...diversity(counts)!, unbiased: effectiveNumber(counts, 0)!.value };
    });
    const mean = (of: (run: (typeof runs)[number]) => number): number =>
      runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
    expect(Math.abs(mean((run) => run.seen) - kinds)).toBeLessThan(0.12);
    expect(Math.abs(mean((run) => run.common) - common)).toBeLessThan(0.06);
    expect(Math.abs(mean((run) => run.commonInTruth) - truth)).toBeLessThan(0.15);
    expect(Math.abs(mean((run) => run.unbiased) - dominant)).toBeLessThan(0.12);
  });

  it('is null without tickets', () => {
    expect(diversity([])).toBeNull();
    expect(diversity([0, 0])).toBeNull();
  });

  it('keeps its digits with very many tickets and few rare kinds, many rare kinds and few once', () => {
    const large = diversity([1e6, 2e6, 1, 1])!;
    expect(large.commonInTruth).toBeCloseTo(large.common, 3);
    const steep = diversity([...Array.from({ length: 200 }, () => 2), 1, 5000])!;
    expect(steep.commonInTruth).toBeGreaterThanOrEqual(steep.common);
    expect(steep.commonInTruth).toBeLessThan(steep.common * 1.2);
  });

  const counts = fc.array(fc.nat(40), { minLength: 1, maxLength: 15 });

  it('holds 1 <= D2 <= D1 <= D0 and coverage within 0 and 1, whatever the order and the zeros', () => {
    fc.assert(
      fc.property(counts, (xs) => {
        const found = diversity(xs);
        if (found === null) return;
        const { seen, common, dominant, coverage, commonInTruth, evenness } = found;
        const rising = [1 - 1e-9, dominant - 1e-9, common, seen + 1e-9];
        expect(rising.toSorted((a, b) => a - b)).toEqual(rising);
        expect(commonInTruth).toBeGreaterThanOrEqual(common);
        expect(coverage).toBeGreaterThanOrEqual(0);
        expect(coverage).toBeLessThanOrEqual(1);
        expect(evenness).toBeLessThanOrEqual(1 + 1e-9);
        expect(diversity([0, ...xs.toReversed()])).toEqual(found);
      }),
    );
  });

  it('says what to give instead of impossible counts', () => {
    expect(() => diversity([1.5])).toThrow(/whole ticket counts of 0 or more/);
    expect(() => diversity([-1])).toThrow(/whole ticket counts of 0 or more/);
  });
});

describe('atTickets', () => {
  it('rarefies as drawing does: of 2 tickets out of 3 and 1 of two kinds', () => {
    // 4 tickets, 6 pairs, 3 of them mixed: 1.5 kinds on average. Coverage with one ticket: the chance that the next is of its kind, 1/2.
    expect(atTickets([3, 1], 2).seen).toBeCloseTo(1.5, 10);
    expect(atTickets([3, 1], 1).seen).toBeCloseTo(1, 10);
    expect(atTickets([3, 1], 1).coverage).toBeCloseTo(0.5, 10);
  });

  it('foretells the spiders as iNEXT does: at twice the tickets .9636 covered and 34.73 kinds', () => {
    const twice = atTickets(spiders, 336);
    expect(twice.coverage).toBeCloseTo(0.9636, 4);
    expect(twice.seen).toBeCloseTo(34.73, 2);
  });

  it('rises with the tickets and passes through what was seen', () => {
    const xs = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(xs, fc.integer({ min: 1, max: 200 }), (all, m) => {
        const n = all.reduce((a, b) => a + b);
        const [less, more] = [atTickets(all, m), atTickets(all, m + 1)];
        expect(more.seen).toBeGreaterThanOrEqual(less.seen - 1e-9);
        expect(atTickets(all, n).seen).toBe(all.length);
        expect(atTickets(all, n).coverage).toBe(diversity(all)?.coverage);
        expect(less.coverage).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('says what to give instead of impossible arguments', () => {
    expect(() => atTickets([1], 0)).toThrow(/whole number of tickets of 1 or more/);
    expect(() => atTickets([], 5)).toThrow(/at least one ticket/);
  });
});

describe('dominantAt', () => {
  it('is 7.84 for the spiders at their own number, 1 for one ticket, and the unbiased D2 in the long run', () => {
    expect(dominantAt(spiders, 168)).toBeCloseTo(7.84, 10);
    expect(dominantAt(spiders, 1)).toBe(1);
    expect(dominantAt(spiders, 1e12)).toBeCloseTo(effectiveNumber(spiders, 0)?.value ?? 0, 6);
    expect(() => dominantAt([1], 5)).toThrow(/at least two/);
  });
});

describe('masteredBreadth', () => {
  it('counts types mastered alike, and those half mastered less', () => {
    expect(masteredBreadth([1, 1, 1])).toBeCloseTo(3, 12);
    expect(masteredBreadth([1, 0, 0])).toBe(1);
    expect(masteredBreadth([])).toBe(0);
    expect(masteredBreadth([0, 0])).toBe(0);
    expect(masteredBreadth([1, 0.5])).toBeCloseTo(Math.exp(-(2 / 3) * Math.log(2 / 3) - (1 / 3) * Math.log(1 / 3)), 12);
    expect(() => masteredBreadth([2])).toThrow(/from 0 to 1/);
  });
});
