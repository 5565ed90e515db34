import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredMean, logScore } from '../../src/statistics/predictive-score.ts';
import { seeded } from './seeded.ts';

describe('logScore', () => {
  it('is the logarithm of what was given to what happened, kept from certainty', () => {
    expect(logScore(0.8, 1)).toBeCloseTo(Math.log(0.8), 12);
    expect(logScore(0.8, 0)).toBeCloseTo(Math.log(0.2), 12);
    expect(logScore(1, 0)).toBeCloseTo(Math.log(0.005), 12);
    expect(logScore(0, 0)).toBeCloseTo(Math.log(0.995), 12);
    expect(() => logScore(80, 1)).toThrow(/from 0 to 1/);
  });

  it('is best on average for the truth', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, (truth, said) => {
        const expected = (p: number): number => truth * logScore(p, 1) + (1 - truth) * logScore(p, 0);
        expect(expected(truth)).toBeGreaterThanOrEqual(expected(said) - 1e-12);
      }),
    );
  });
});

describe('clusteredMean', () => {
  it('has the plain standard error where every value is a cluster of its own', () => {
    const values = [3, 5, 8, 12];
    const found = clusteredMean(values.map((value, i) => ({ cluster: `${i}`, value })));
    // mean 7, deviation sqrt(46 / 3)
    expect(found).toEqual({ mean: 7, standardError: expect.closeTo(Math.sqrt(46 / 3 / 4), 12), n: 4, clusters: 4 });
  });

  it('sees that copies are no news: doubling each value within its cluster changes neither mean nor error', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ cluster: fc.constantFrom('a', 'b', 'c'), value }), { minLength: 1 }), (all) => {
        const [once, twice] = [clusteredMean(all), clusteredMean([...all.toReversed(), ...all])];
        expect(twice?.mean).toBeCloseTo(once?.mean ?? Number.NaN, 9);
        if (once?.clusters === 1) expect(twice?.standardError).toBe(Infinity);
        else expect(twice?.standardError).toBeCloseTo(once?.standardError ?? Number.NaN, 9);
      }),
    );
  });

  it('holds the truth where lumps make the plain error far too small', () => {
    const random = seeded(6);
    let held = 0;
    for (let run = 0; run < 400; run++) {
      const found = clusteredMean(
        Array.from({ length: 60 }, (_, i) => `${i}`).flatMap((cluster) => {
          const lump = random() - 0.5;
          return Array.from({ length: 20 }, () => ({ cluster, value: lump + 0.2 * (random() - 0.5) }));
        }),
      );
      if (Math.abs(found?.mean ?? 9) < 2 * (found?.standardError ?? 0)) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
  });

  it('knows no error from one cluster, and one from two', () => {
    expect(clusteredMean([{ cluster: 'a', value: 1 }])?.standardError).toBe(Infinity);
    const two = clusteredMean([
      { cluster: 'a', value: 1 },
      { cluster: 'b', value: 3 },
    ]);
    expect(two?.standardError).toBeCloseTo(1, 12);
  });

  it('is null without values, and says what to give instead of NaN', () => {
    expect(clusteredMean([])).toBeNull();
    expect(() => clusteredMean([{ cluster: 'a', value: Number.NaN }])).toThrow(/finite values/);
  });
});
