import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma, lnGamma } from '../../src/statistics/gamma-function.ts';

// Reference values: mpmath, 35 digits.
describe('lnGamma', () => {
  it.each([
    [0.001, 6.907178885383854],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.7, 1.428072326665388],
    [14.9, 24.924132002217277],
    [15.1, 25.458999750992664],
    [171.5, 709.1431630309282],
    [50000, 490984.4232715718],
    [1e8, 1742068066.1038346],
  ])('of %d is %d', (x, value) => {
    expect(Math.abs(lnGamma(x) / value - 1)).toBeLessThan(1e-12);
  });

  it('is the logarithm of the factorial', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
        expect(lnGamma(x + 1)).toBeCloseTo(lnGamma(x) + Math.log(x), 8);
      }),
    );
  });

  it.each([0, -1, Number.NaN, Infinity])('says what to give instead of %d', (x) => {
    expect(() => lnGamma(x)).toThrow(/Give a finite x above 0/);
    expect(() => digamma(x)).toThrow(/Give a finite x above 0/);
  });
});

describe('digamma', () => {
  it.each([
    [0.001, -1000.5755719318103],
    [0.5, -1.9635100260214235],
    [1, -0.5772156649015329],
    [3.7, 1.1671535393615113],
    [14.9, 2.6674289762160424],
    [168, 5.1209848363676125],
    [1e6, 13.815510057964191],
  ])('of %d is %d', (x, value) => {
    expect(Math.abs(digamma(x) / value - 1)).toBeLessThan(1e-12);
  });
});
