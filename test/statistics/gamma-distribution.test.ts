import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquaredTail, gammaCdf, gammaQuantile, gammaTail } from '../../src/statistics/gamma-distribution.ts';

const relative = (value: number, reference: number): number => Math.abs(value / reference - 1);

// Reference values: mpmath, 35 digits.
describe('gammaCdf and gammaTail', () => {
  it.each([
    [0.1, 0.5, 0.345279153981423, 0.654720846018577],
    [3, 2.5, 0.6937810815867216, 0.3062189184132784],
    [12, 11, 0.6527705824458283, 0.3472294175541717],
    [5.491, 11, 0.024995458653434607, 0.9750045413465654],
    [50, 30, 0.999083171138544, 0.0009168288614560799],
    [1000, 1000, 0.5042052441802155, 0.4957947558197845],
    [1e-6, 0.3, 0.01765954959019367, 0.9823404504098063],
  ])('at %d of shape %d are %d and %d', (x, shape, below, above) => {
    expect(relative(gammaCdf(x, shape), below)).toBeLessThan(1e-10);
    expect(relative(gammaTail(x, shape), above)).toBeLessThan(1e-10);
  });

  it('stay within 0 and 1, add up to 1, and fall with the shape', () => {
    const x = fc.double({ min: 0, max: 3000, noNaN: true });
    const shape = fc.double({ min: 0.01, max: 2000, noNaN: true });
    fc.assert(
      fc.property(x, shape, (at, a) => {
        const below = gammaCdf(at, a);
        expect(below).toBeGreaterThanOrEqual(0);
        expect(below).toBeLessThanOrEqual(1);
        expect(below + gammaTail(at, a)).toBeCloseTo(1, 12);
        expect(gammaCdf(at, a + 1)).toBeLessThanOrEqual(below + 1e-12);
      }),
    );
  });

  it('end at 0 and infinity', () => {
    expect([gammaCdf(0, 2), gammaTail(0, 2), gammaCdf(Infinity, 2), gammaTail(Infinity, 2)]).toEqual([0, 1, 1, 0]);
  });

  it.each([
    [-1, 2, /Give an x of 0 or more/],
    [Number.NaN, 2, /Give an x of 0 or more/],
    [1, 0, /Give a finite gamma shape above 0/],
  ])('say what to give instead of %d, %d', (x, shape, words) => {
    expect(() => gammaCdf(x, shape)).toThrow(words);
  });
});

it('the tail of chi-squared with 3 degrees at 16.83 is .0008', () => {
  expect(chiSquaredTail(16.83, 3)).toBeCloseTo(0.0008, 4);
  expect(relative(chiSquaredTail(3.841458820694124, 1), 0.05)).toBeLessThan(1e-12);
});

describe('gammaQuantile', () => {
  it.each([
    [0.025, 11, 5.491160367236838],
    [0.975, 12, 19.682038513301954],
    [0.5, 0.5, 0.2274682115597864],
    [0.01, 1000, 927.9081597966425],
    [0.001, 0.3, 6.972699096783344e-11],
    [0.999999, 2, 16.68842079082944],
  ])('%d of shape %d is %d', (p, shape, x) => {
    expect(relative(gammaQuantile(p, shape), x)).toBeLessThan(1e-10);
  });

  it('ends at 0 and infinity', () => {
    expect([gammaQuantile(0, 2), gammaQuantile(1, 2)]).toEqual([0, Infinity]);
    expect(() => gammaQuantile(-0.1, 2)).toThrow(/Give a probability from 0 to 1/);
  });
});
