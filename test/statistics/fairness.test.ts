import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, impact, simpsonCheck } from '../../src/statistics/fairness.ts';
import { seeded } from './seeded.ts';

describe('impact', () => {
  it('of night 4/12 against day 15/24: ratio .533 (.226 to 1.258), difference -.292, p .158, mid-p .121', () => {
    const { ratio, bounds, difference, p, midP } = impact({ selected: 4, of: 12 }, { selected: 15, of: 24 }, 0.95);
    expect(ratio).toBeCloseTo(0.533, 3);
    expect(bounds.lower).toBeCloseTo(0.226, 3);
    expect(bounds.upper).toBeCloseTo(1.258, 3);
    expect(difference).toBeCloseTo(-0.292, 3);
    expect(p).toBeCloseTo(0.158, 3);
    expect(midP).toBeCloseTo(0.121, 3);
  });

  it('has no ratio where nobody of the reference was selected, and no limits where nobody of the group was', () => {
    expect(impact({ selected: 1, of: 9 }, { selected: 0, of: 9 }, 0.95).ratio).toBeNull();
    const none = impact({ selected: 0, of: 9 }, { selected: 3, of: 9 }, 0.95);
    expect(none.ratio).toBe(0);
    expect(none.bounds).toEqual({ lower: 0, upper: Infinity });
  });

  // By enumeration of two groups of one true rate. The sheet simulated and does not print the rate; .5 gives its shares.
  it.each([
    [10, 10, 0.56],
    [24, 12, 0.53],
    [50, 50, 0.25],
  ])(
    'breaches four fifths by chance alone with %i + %i people in %d of fair processes; its mid-p in few',
    (a, b, share) => {
      const binomial = (n: number): number[] => {
        const chances = [0.5 ** n];
        for (let x = 0; x < n; x++) chances.push(chances[x]! * ((n - x) / (x + 1)));
        return chances;
      };
      let breaches = 0;
      let significant = 0;
      binomial(a).forEach((chanceA, x) => {
        binomial(b).forEach((chanceB, y) => {
          const sides = [
            { selected: x, of: a },
            { selected: y, of: b },
          ].toSorted((one, other) => one.selected / one.of - other.selected / other.of);
          const { ratio, midP } = impact(sides[0]!, sides[1]!, 0.95);
          if (ratio !== null && ratio < 0.8 - 1e-12) breaches += chanceA * chanceB;
          if (midP < 0.05) significant += chanceA * chanceB;
        });
      });
      expect(Math.abs(breaches - share)).toBeLessThan(0.015);
      expect(significant).toBeLessThan(0.06);
    },
  );

  it('gives p-values within 0 and 1, mid-p the smaller, the same for either side', () => {
    const people = fc
      .integer({ min: 1, max: 30 })
      .chain((of) => fc.record({ selected: fc.nat(of), of: fc.constant(of) }));
    fc.assert(
      fc.property(people, people, (a, b) => {
        const [one, other] = [impact(a, b, 0.9), impact(b, a, 0.9)];
        expect(one.p).toBeLessThanOrEqual(1);
        expect(one.midP).toBeLessThanOrEqual(one.p);
        expect(one.midP).toBeGreaterThan(0);
        expect(other.p).toBeCloseTo(one.p, 9);
        expect(other.difference).toBeCloseTo(-one.difference, 12);
      }),
    );
  });

  it('says what to give instead of impossible groups', () => {
    expect(() => impact({ selected: 3, of: 2 }, { selected: 1, of: 2 }, 0.95)).toThrow(/0 <= selected <= of/);
    expect(() => impact({ selected: 0, of: 0 }, { selected: 1, of: 2 }, 0.95)).toThrow(/of > 0/);
  });
});

describe('benjaminiHochberg', () => {
  it('makes .006 .036 .06 .06 .24 .5 of .001 .012 .03 .04 .2 .5', () => {
    const q = benjaminiHochberg([0.001, 0.012, 0.03, 0.04, 0.2, 0.5]);
    [0.006, 0.036, 0.06, 0.06, 0.24, 0.5].forEach((value, i) => {
      expect(q[i]).toBeCloseTo(value, 12);
    });
  });

  it('accuses somebody among 48 equal agents in 9.7% of periods, where p < .05 does in 90%', () => {
    const random = seeded(48);
    let accused = 0;
    let raw = 0;
    for (let period = 0; period < 3000; period++) {
      const p = Array.from({ length: 48 }, random);
      if (Math.min(...benjaminiHochberg(p)) < 0.1) accused += 1;
      if (Math.min(...p) < 0.05) raw += 1;
    }
    expect(Math.abs(accused / 3000 - 0.097)).toBeLessThan(0.02);
    expect(Math.abs(raw / 3000 - 0.9)).toBeLessThan(0.03);
  });

  it('keeps the order of the p-values, never below them, within 0 and 1, whatever order they come in', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 20 }), (p) => {
        const q = benjaminiHochberg(p);
        expect(q).toHaveLength(p.length);
        q.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(p[i]! - 1e-15);
          expect(value).toBeLessThanOrEqual(1);
          q.forEach((other, j) => {
            if (p[i]! < p[j]!) expect(value).toBeLessThanOrEqual(other);
          });
        });
        expect(benjaminiHochberg(p.toReversed())).toEqual(q.toReversed());
      }),
    );
    expect(() => benjaminiHochberg([5])).toThrow(/p-values from 0 to 1/);
  });
});

describe('simpsonCheck', () => {
  it('sees through A .860 against B .784: B is better at both kinds of work', () => {
    const strata = [
      { a: { good: 180, n: 200 }, b: { good: 46, n: 50 } },
      { a: { good: 35, n: 50 }, b: { good: 150, n: 200 } },
    ];
    const found = simpsonCheck(strata);
    expect(found?.raw).toBeCloseTo(0.86 - 0.784, 12);
    // Both strata weigh 40 here, so it is the sheet's 50/50 standardisation: .800 against .835.
    expect(found?.within).toBeCloseTo(0.8 - 0.835, 12);
    expect(found?.reversed).toBe(true);
    expect(simpsonCheck(strata.map(({ a, b }) => ({ a: b, b: a })))?.within).toBeCloseTo(0.035, 12);
  });

  it('is null where the two share no work, and not reversed where the strata agree', () => {
    expect(simpsonCheck([{ a: { good: 1, n: 2 }, b: { good: 0, n: 0 } }])).toBeNull();
    expect(simpsonCheck([{ a: { good: 9, n: 10 }, b: { good: 5, n: 10 } }])?.reversed).toBe(false);
    expect(() => simpsonCheck([{ a: { good: 3, n: 2 }, b: { good: 0, n: 1 } }])).toThrow(/0 <= good <= n/);
  });
});
