import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibration } from '../../src/statistics/calibration.ts';

describe('calibration', () => {
  it('matches a case worked by hand', () => {
    const found = calibration([
      { p: 0.95, came: true },
      { p: 0.99, came: false },
      { p: 0.1, came: false },
      { p: 1, came: true },
    ]);
    expect(found?.bins).toHaveLength(2);
    expect(found?.bins[1]?.observed).toBeCloseTo(2 / 3, 12);
    expect(found?.error).toBeCloseTo((0.1 + (2.94 - 2)) / 4, 12);
    expect(found?.brier).toBeCloseTo((0.05 ** 2 + 0.99 ** 2 + 0.1 ** 2) / 4, 12);
  });

  it('finds no error in probabilities that come true as often as they say', () => {
    const honest = [0.2, 0.4, 0.8].flatMap((p) => Array.from({ length: 10 }, (_, i) => ({ p, came: i < p * 10 })));
    expect(calibration(honest)?.error).toBeCloseTo(0, 12);
  });

  it('stays within 0 and 1 whatever the order', () => {
    const prediction = fc.record({ p: fc.double({ min: 0, max: 1, noNaN: true }), came: fc.boolean() });
    fc.assert(
      fc.property(fc.array(prediction, { minLength: 1 }), (all) => {
        const found = calibration(all);
        expect(found?.error).toBeGreaterThanOrEqual(0);
        expect(found?.error).toBeLessThanOrEqual(1);
        expect(found?.brier).toBeLessThanOrEqual(1);
        expect(calibration(all.toReversed())?.error).toBeCloseTo(found?.error ?? 9, 9);
      }),
    );
  });

  it('is null without predictions, and says what to give instead of a percentage', () => {
    expect(calibration([])).toBeNull();
    expect(() => calibration([{ p: 80, came: true }])).toThrow(/from 0 to 1/);
    expect(() => calibration([], 0)).toThrow(/whole number of bins/);
  });
});
