import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/statistics/fairness.ts';
import { mixShift, regionGap } from '../../src/statistics/gap.ts';

describe('regionGap', () => {
  const types = [
    { difference: 0.05, standardError: 0.023 },
    { difference: -0.01, standardError: 0.027 },
    { difference: 0.11, standardError: 0.032 },
  ];

  it('of the worked regions is .070, .064 without the noise, p .0008', () => {
    const gap = regionGap(types);
    expect(gap.raw).toBeCloseTo(0.07, 3);
    expect(gap.corrected).toBeCloseTo(0.064, 3);
    expect(gap.p).toBeCloseTo(0.0008, 4);
    // The sheet divides by errors it has not rounded: it prints chi-squared 16.83 and z 2.14, -.37, 3.48.
    expect(Math.abs(gap.chiSquared - 16.83)).toBeLessThan(0.2);
    [2.14, -0.37, 3.48].forEach((z, i) => {
      expect(Math.abs((gap.types[i]?.z ?? 0) - z)).toBeLessThan(0.05);
    });
    expect(benjaminiHochberg(gap.types.map(({ p }) => p)).map((q) => q < 0.1)).toEqual([true, false, true]);
  });

  it('is 0 where the differences are no larger than their noise, and never more than the raw one', () => {
    expect(regionGap([{ difference: 0.01, standardError: 0.02 }]).corrected).toBe(0);
    const type = fc.record({
      difference: fc.double({ min: -1, max: 1, noNaN: true }),
      standardError: fc.double({ min: 0.001, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(type, { minLength: 1, maxLength: 9 }), (all) => {
        const gap = regionGap(all);
        expect(gap.corrected).toBeLessThanOrEqual(gap.raw);
        expect(gap.p).toBeGreaterThanOrEqual(0);
        expect(gap.p).toBeLessThanOrEqual(1);
        expect(regionGap(all.toReversed()).corrected).toBeCloseTo(gap.corrected, 9);
      }),
    );
  });

  it('says what to give instead of impossible types', () => {
    expect(() => regionGap([])).toThrow(/at least one work type/);
    expect(() => regionGap([{ difference: 0.1, standardError: 0 }])).toThrow(
      /leave out types one side has no tickets in/,
    );
  });
});

describe('mixShift', () => {
  it('is 0 for the same mix at any volume, and the sum of the sheet otherwise', () => {
    expect(mixShift([50, 50], [50, 50])).toBe(0);
    expect(mixShift([1e7, 3e7], [2e7, 6e7])).toBeCloseTo(0, 6);
    // .5 to .8 and .5 to .2
    expect(mixShift([5e6, 5e6], [8e6, 2e6])).toBeCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), 5);
  });

  it('stays finite where a kind is new, and is the same both ways', () => {
    const counts = fc.array(fc.nat(50), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        fc.pre(a.some((x) => x > 0) && b.some((x) => x > 0));
        expect(mixShift(a, b)).toBeGreaterThanOrEqual(0);
        expect(mixShift(a, b)).toBeLessThan(Infinity);
        expect(mixShift(b, a)).toBeCloseTo(mixShift(a, b), 10);
      }),
    );
  });

  it('says what to give instead of impossible counts', () => {
    expect(() => mixShift([1], [1, 2])).toThrow(/the same kinds/);
    expect(() => mixShift([0], [1])).toThrow(/at least one ticket/);
    expect(() => mixShift([2, -1], [1, 1])).toThrow(/finite counts of 0 or more/);
  });
});
