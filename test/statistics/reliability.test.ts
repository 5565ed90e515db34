import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitHalf } from '../../src/statistics/reliability.ts';
import { seeded } from './seeded.ts';

describe('splitHalf', () => {
  it('matches a case worked by hand', () => {
    // Deviations -1 0 1 and -1 1 0: together 1, squares 2 and 2.
    const found = splitHalf([
      { one: 1, other: 1 },
      { one: 2, other: 3 },
      { one: 3, other: 2 },
    ]);
    expect(found?.halves).toBeCloseTo(0.5, 12);
    expect(found?.whole).toBeCloseTo(2 / 3, 12);
  });

  it('finds the share of signal of seeded people: equal parts signal and noise in a half make .5, the whole 2/3', () => {
    const random = seeded(13);
    const people = Array.from({ length: 20_000 }, () => {
      const signal = random();
      return { one: signal + random(), other: signal + random() };
    });
    expect(splitHalf(people)?.halves).toBeCloseTo(0.5, 1);
    expect(splitHalf(people)?.whole).toBeCloseTo(2 / 3, 1);
  });

  it('stays within -1 and 1, does not mind order, unit or which half is which; weights count as copies', () => {
    const person = fc.record({
      one: fc.double({ min: -9, max: 9, noNaN: true }),
      other: fc.double({ min: -9, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(person, { minLength: 3, maxLength: 12 }), (people) => {
        const found = splitHalf(people);
        const far = people.some(({ one }) => Math.abs(one - people[0]!.one) > 0.01);
        const apart = people.some(({ other }) => Math.abs(other - people[0]!.other) > 0.01);
        fc.pre(found !== null && far && apart);
        expect(Math.abs(found?.whole ?? 9)).toBeLessThanOrEqual(1);
        const swapped = splitHalf(people.toReversed().map(({ one, other }) => ({ one: other * 100, other: one })));
        expect(swapped?.halves).toBeCloseTo(found?.halves ?? 9, 6);
        const [first, ...rest] = people;
        const weighted = splitHalf([{ ...first!, weight: 2 }, ...rest]);
        expect(splitHalf([first!, ...people])?.halves).toBeCloseTo(weighted?.halves ?? 9, 6);
      }),
    );
  });

  it('is null where there is nothing to agree on, and says what to give instead of NaN', () => {
    const same = { one: 1, other: 2 };
    expect(splitHalf([same, same])).toBeNull();
    expect(splitHalf([same, same, same])).toBeNull();
    expect(() => splitHalf([{ one: Number.NaN, other: 1 }])).toThrow(/finite figures/);
  });
});
