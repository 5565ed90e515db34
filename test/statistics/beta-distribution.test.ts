import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile, betaTail, lnBeta } from '../../src/statistics/beta-distribution.ts';

const relative = (value: number, reference: number): number => Math.abs(value / reference - 1);

// Reference values: mpmath, 35 digits, by the series of positive terms.
describe('betaCdf and betaTail', () => {
  it.each([
    [0.1, 0.5, 0.5, 0.20483276469913347, 0.7951672353008665],
    [0.3, 2, 5, 0.579825, 0.420175],
    [0.9, 18, 2, 0.4202649788315977, 0.5797350211684023],
    [0.9, 52.5, 9.09, 0.859972913593532, 0.140027086406468],
    [1e-8, 0.5, 3, 0.00018749999875, 0.99981250000125],
    [0.5, 500, 520, 0.7345065771511532, 0.2654934228488468],
    [0.9, 4500, 480, 0.19277985432746966, 0.8072201456725304],
    [0.9, 45200, 5000, 0.3814405761928701, 0.6185594238071299],
    [0.02, 5, 1000, 0.9999860898102263, 0.000013910189773699153],
    [0.97, 1, 1, 0.97, 0.03],
    [0.6, 0.01, 4, 0.999903711501752, 0.00009628849824803559],
    [0.01, 0.001, 0.001, 0.4977085182632958, 0.5022914817367042],
  ])('at %d of Beta(%d, %d) are %d and %d', (x, a, b, below, above) => {
    expect(relative(betaCdf(x, a, b), below)).toBeLessThan(1e-10);
    expect(relative(betaTail(x, a, b), above)).toBeLessThan(1e-10);
  });

  it('keep the digits of a far tail', () => {
    // At most 2 heads in 202 tosses: (1 + 202 + 202 x 201 / 2) / 2^202.
    expect(relative(betaTail(0.5, 3, 200), 20_504 * 2 ** -202)).toBeLessThan(1e-10);
    expect([betaCdf(0, 2, 3), betaTail(0, 2, 3), betaCdf(1, 2, 3), betaTail(1, 2, 3)]).toEqual([0, 1, 1, 0]);
  });

  const shape = fc.double({ min: 0.01, max: 5000, noNaN: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('rise and fall with x, add up to 1, and mirror when good and bad swap', () => {
    fc.assert(
      fc.property(share, share, shape, shape, (x, other, a, b) => {
        const [low, high] = [Math.min(x, other), Math.max(x, other)];
        expect(betaCdf(low, a, b)).toBeLessThanOrEqual(betaCdf(high, a, b) + 1e-12);
        expect(betaCdf(x, a, b) + betaTail(x, a, b)).toBeCloseTo(1, 12);
        if (x > 1e-3) expect(betaTail(1 - x, b, a)).toBeCloseTo(betaCdf(x, a, b), 9);
      }),
    );
  });

  it.each([
    [1.1, 2, 2, /Give a share from 0 to 1/],
    [Number.NaN, 2, 2, /Give a share from 0 to 1/],
    [0.5, 0, 2, /Give finite beta shapes above 0/],
    [0.5, 1, Number.NaN, /Give finite beta shapes above 0/],
  ])('say what to give instead of %d, %d, %d', (x, a, b, words) => {
    expect(() => betaCdf(x, a, b)).toThrow(words);
    expect(() => betaTail(x, a, b)).toThrow(words);
  });
});

describe('betaQuantile', () => {
  it.each([
    [0.025, 0.5, 20.5, 0.000024246478459242747],
    [0.975, 18.5, 2.5, 0.9786275119775252],
    [0.1, 52.5, 9.09, 0.7926945503912016],
    [0.5, 2, 3, 0.3857275681323895],
    [0.05, 4500, 500, 0.8929322907551689],
    [0.001, 1, 1, 0.001],
    [1e-6, 3, 7, 0.002291221221703311],
    [0.999, 0.5, 0.5, 0.999997532600929],
  ])('%d of Beta(%d, %d) is %d', (p, a, b, x) => {
    expect(relative(betaQuantile(p, a, b), x)).toBeLessThan(1e-10);
  });

  it('undoes the distribution function', () => {
    const shape = fc.double({ min: 0.05, max: 2000, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        // Where x is next to 1 the doubles there are too far apart for it.
        if (x < 0.999) expect(relative(betaCdf(x, a, b), p)).toBeLessThan(1e-8);
      }),
    );
  });

  it('ends at 0 and 1', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect(() => betaQuantile(1.5, 2, 3)).toThrow(/Give a probability from 0 to 1/);
  });
});

describe('lnBeta', () => {
  it.each([
    [0.5, 0.5, 1.1447298858494002],
    [2.5, 50000, -26.764800340052798],
    [50000, 60000, -75795.20411284167],
    [0.001, 0.001, 7.600900817008347],
    [14, 16, -20.805603730203696],
    [30, 1e7, -412.2858740615388],
    [1, 9999.5, -9.210290370726142],
    [3, 20000, -29.017465470798815],
  ])('of %d and %d is %d', (a, b, value) => {
    expect(relative(lnBeta(a, b), value)).toBeLessThan(1e-11);
    expect(lnBeta(b, a)).toBe(lnBeta(a, b));
  });
});
