import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastOf, numberAt, poissonBinomial } from '../../src/statistics/poisson-binomial.ts';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
const mean = ({ from, mass }: ReturnType<typeof poissonBinomial>) =>
  mass.reduce((sum, each, i) => sum + each * (from + i), 0);

describe('poissonBinomial', () => {
  it('is the binomial where all are alike', () => {
    const { from, mass } = poissonBinomial([0.5, 0.5, 0.5, 0.5]);
    expect(from).toBe(0);
    expect(mass.map((each) => each * 16)).toEqual([1, 4, 6, 4, 1]);
  });

  it('agrees with counting all outcomes of .9, .5 and .2', () => {
    const { mass } = poissonBinomial([0.9, 0.5, 0.2]);
    for (const [i, expected] of [0.04, 0.41, 0.46, 0.09].entries()) expect(mass[i]).toBeCloseTo(expected, 12);
  });

  it('adds up to one about the sum of the probabilities', () => {
    fc.assert(
      fc.property(probabilities, (all) => {
        const number = poissonBinomial(all);
        expect(number.mass.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        expect(mean(number)).toBeCloseTo(
          all.reduce((sum, p) => sum + p, 0),
          9,
        );
      }),
    );
  });

  it('is quick for thousands', () => {
    const all = Array.from({ length: 20_000 }, (_, i) => (i % 10) / 10);
    const started = performance.now();
    expect(mean(poissonBinomial(all))).toBeCloseTo(9000, 3);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('refuses what is no probability', () => {
    expect(() => poissonBinomial([1.1])).toThrow('not 1.1');
  });
});

describe('leastOf', () => {
  it('is the smaller of two tosses', () => {
    const coin = poissonBinomial([0.5]);
    expect(leastOf([coin, coin])).toEqual({ from: 0, mass: [0.75, 0.25] });
    expect(leastOf([poissonBinomial([1, 1]), poissonBinomial([1, 1, 1])])).toEqual({ from: 2, mass: [1] });
    expect(leastOf([])).toEqual({ from: 0, mass: [1] });
  });
});

describe('numberAt', () => {
  it('counts up until so much is not exceeded', () => {
    const number = poissonBinomial([0.5, 0.5, 0.5, 0.5]);
    expect([0, 0.05, 0.07, 0.5, 0.95, 1].map((p) => numberAt(number, p))).toEqual([0, 0, 1, 2, 4, 4]);
  });
});
