import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busFactor, chanceNobody, effectiveMasters, smallestCover } from '../../src/statistics/coverage.ts';

describe('a team of four', () => {
  // P(mastered) of three types; chosen to give the sheet's sums and chances (it does not print the matrix itself).
  const alike = [0.99, 0.95, 0.9, 0.21];

  it('has as many effective masters as its probabilities add up to', () => {
    expect(effectiveMasters(alike)).toBeCloseTo(3.05, 12);
    expect(busFactor(alike)).toBe(3);
    expect(busFactor(alike, 0.95)).toBe(2);
  });

  it('is without a master of a type with the chance that each is away or not one', () => {
    const byHand = (1 - 0.85 * 0.99) * (1 - 0.85 * 0.95) * (1 - 0.85 * 0.9) * (1 - 0.85 * 0.21);
    expect(chanceNobody(alike, 0.15)).toBeCloseTo(byHand, 12);
    expect(chanceNobody([1], 0.15)).toBeCloseTo(0.15, 12);
    expect(chanceNobody([], 0.15)).toBe(1);
  });

  it('is safer the more anybody masters it, and the less people are away', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(share, { maxLength: 8 }), share, share, share, (mastery, more, absence, longer) => {
        const chance = chanceNobody(mastery, absence);
        expect(chanceNobody([...mastery, more], absence)).toBeLessThanOrEqual(chance);
        expect(chanceNobody(mastery, Math.max(absence, longer))).toBeGreaterThanOrEqual(chance - 1e-12);
        expect(chanceNobody(mastery.toReversed(), absence)).toBeCloseTo(chance, 12);
      }),
    );
  });

  it('says what to give instead of impossible probabilities', () => {
    expect(() => effectiveMasters([1.2])).toThrow(/probabilities from 0 to 1/);
    expect(() => chanceNobody([0.5], 15)).toThrow(/probabilities from 0 to 1/);
    expect(() => busFactor([Number.NaN])).toThrow(/probabilities from 0 to 1/);
  });
});

describe('smallestCover', () => {
  it('finds two where greed takes three', () => {
    const covers = [[0, 1, 2, 3], [0, 1, 4], [2, 3, 5], [4]];
    expect(smallestCover(covers, 6)).toEqual({ agents: [1, 2], exact: true });
  });

  it('is null where nobody masters a type, and empty where there is none', () => {
    expect(smallestCover([[0]], 2)).toBeNull();
    expect(smallestCover([], 0)).toEqual({ agents: [], exact: true });
  });

  const types = 6;
  const covers = fc.array(fc.uniqueArray(fc.nat(types - 1), { maxLength: 3 }), { maxLength: 9 });

  it('covers all, and nothing smaller does', () => {
    fc.assert(
      fc.property(covers, (all) => {
        const found = smallestCover(all, types);
        const full = (agents: number[]): boolean => new Set(agents.flatMap((a) => all[a]!)).size === types;
        expect(found !== null).toBe(full(all.map((_, i) => i)));
        if (found === null) return;
        expect(full([...found.agents])).toBe(true);
        for (let set = 0; set < 1 << all.length; set++) {
          const agents = all.flatMap((_, i) => ((set & (1 << i)) === 0 ? [] : [i]));
          if (full(agents)) expect(agents.length).toBeGreaterThanOrEqual(found.agents.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is greedy with many agents, and says that it may not be the smallest', () => {
    const many = Array.from({ length: 60 }, (_, i) => [i % 40, (i * 7) % 40]);
    const found = smallestCover(many, 40);
    expect(found?.exact).toBe(false);
    expect(new Set(found?.agents.flatMap((a) => many[a]!)).size).toBe(40);
  });

  it('takes who adds most first when greedy, and names agents in order', () => {
    const single = Array.from({ length: 40 }, (_, i) => [i]);
    const all = [...single, Array.from({ length: 39 }, (_, i) => i + 1)];
    expect(smallestCover(all, 40)).toEqual({ agents: [0, 40], exact: false });
  });

  it('is not slow where 20 agents share 40 types', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => [2 * i, 2 * i + 1, (2 * i + 9) % 40]);
    const started = performance.now();
    expect(smallestCover(twenty, 40)?.exact).toBe(true);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('says what to give instead of impossible types', () => {
    expect(() => smallestCover([[3]], 2)).toThrow(/by their index 0 to 1/);
    expect(() => smallestCover([], -1)).toThrow(/whole number of types/);
  });
});
