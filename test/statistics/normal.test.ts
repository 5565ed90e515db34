import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile, normalTail, zForLevel } from '../../src/statistics/normal.ts';

describe('normalQuantile', () => {
  // Inverted from a 40-digit normal distribution function (mpmath); .075/.925 is where the approximation changes.
  it.each([
    [1e-300, -37.0470962993612],
    [1e-16, -8.222082216130437],
    [1e-10, -6.361340902404056],
    [0.0001, -3.719016485455681],
    [0.02425, -1.972961051311885],
    [0.07, -1.475791028179171],
    [0.08, -1.405071560309633],
    [0.3, -0.5244005127080408],
    [0.6, 0.2533471031357997],
    [0.925, 1.439531470938456],
    [0.93, 1.475791028179171],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489],
    [0.999, 3.090232306167813],
  ])('of %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-13);
  });

  it('reaches infinity at the ends and 0 in the middle', () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  });

  it('rises, and mirrors around one half', () => {
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(p, p, (a, b) => {
        if (a - b > 1e-9) expect(normalQuantile(a)).toBeGreaterThan(normalQuantile(b));
        expect(normalQuantile(1 - a)).toBeCloseTo(-normalQuantile(a), 8);
      }),
    );
  });

  it.each([-0.1, 1.1, Number.NaN])('says what to give instead of %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(/Give a probability from 0 to 1/);
  });
});

describe('zForLevel', () => {
  it.each([
    [0.9, 1.644853626951473],
    [0.95, 1.959963984540054],
    [0.99, 2.5758293035489],
    [0.998, 3.090232306167814],
  ])('of the two-sided level %d is %d', (level, z) => {
    expect(zForLevel(level)).toBeCloseTo(z, 12);
  });

  it('is 0 at level 0', () => {
    expect(zForLevel(0)).toBe(0);
  });

  it.each([1, 95, -0.1, Number.NaN])('says what to give instead of %d', (level) => {
    expect(() => zForLevel(level)).toThrow(/for 95% write 0.95/);
  });
});

describe('normalTail', () => {
  // mpmath, 35 digits
  it.each([
    [-3, 0.9986501019683699],
    [-0.5, 0.6914624612740131],
    [0, 0.5],
    [0.3, 0.3820885778110474],
    [1.96, 0.024997895148220435],
    [3.0902, 0.0010001087832070719],
    [8, 6.220960574271784e-16],
    [20, 2.7536241186062337e-89],
  ])('above %d lies %d', (z, p) => {
    expect(Math.abs(normalTail(z) / p - 1)).toBeLessThan(1e-10);
  });

  it('undoes the quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => {
        expect(normalTail(normalQuantile(p))).toBeCloseTo(1 - p, 10);
      }),
    );
    expect(() => normalTail(Number.NaN)).toThrow(/Give a z that is a number/);
  });
});
