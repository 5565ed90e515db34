import { describe, expect, it } from 'vitest';
import { effectiveSize, overDispersion } from '../../src/statistics/dispersion.ts';

const groups = (residuals: number[], variance = 4) =>
  residuals.map((residual) => ({ observed: 10 + residual, expected: 10, variance }));

describe('overDispersion', () => {
  it('is the mean squared residual in units of the binomial variance', () => {
    // squares 36 and 16 over variance 4: 9 and 4, half of the groups each
    expect(overDispersion(groups([6, -6, 6, -6, 6, 4, -4, 4, -4, 4]))).toBeCloseTo(6.5, 12);
  });

  it('is never below 1: evener than chance is taken as chance', () => {
    expect(overDispersion(groups(Array.from({ length: 20 }, () => 0.1)))).toBe(1);
  });

  it('is 1 below ten groups, however far off they are', () => {
    const nine = groups(Array.from({ length: 9 }, () => 20));
    expect(overDispersion(nine)).toBe(1);
    expect(overDispersion([...nine, ...groups([20])])).toBe(100);
  });

  it('passes over groups that cannot vary', () => {
    const ten = groups(Array.from({ length: 10 }, () => 4));
    expect(overDispersion([...ten, ...groups([1, 2, 3], 0)])).toBe(4);
    expect(overDispersion([...ten.slice(1), ...groups([4], 0)])).toBe(1);
  });

  it('reads any iterable', () => {
    expect(overDispersion(new Set(groups(Array.from({ length: 10 }, () => 4))))).toBe(4);
    expect(overDispersion([])).toBe(1);
  });

  it('says what to give instead of impossible groups', () => {
    expect(() => overDispersion(groups([1], -1))).toThrow(/a variance of 0 or more/);
    expect(() => overDispersion([{ observed: Number.NaN, expected: 1, variance: 1 }])).toThrow(/Give finite counts/);
  });
});

describe('overDispersion with an assumption', () => {
  it('starts from it and moves towards what the desk shows', () => {
    expect(overDispersion([], { phi: 4, groups: 10 })).toBe(4);
    expect(overDispersion(groups([4, -4]), { phi: 1, groups: 2 })).toBeCloseTo((2 + 8) / 4, 12);
    expect(overDispersion(groups(Array.from({ length: 990 }, () => 4)), { phi: 1, groups: 10 })).toBeCloseTo(3.97, 12);
  });

  it('says what to assume instead', () => {
    expect(() => overDispersion([], { phi: 0.5, groups: 10 })).toThrow(/Assume an over-dispersion of 1 or more/);
    expect(() => overDispersion([], { phi: 2, groups: 0 })).toThrow(/worth more than 0 groups/);
  });
});

describe('effectiveSize', () => {
  it('makes the information of 15 out of 100 tickets where phi is 6.9', () => {
    expect(effectiveSize([{ age: 0, n: 100 }], 6.9)).toBeCloseTo(14.5, 1);
  });

  it('halves tickets every eight weeks, or as told', () => {
    expect(
      effectiveSize(
        [
          { age: 0, n: 8 },
          { age: 8, n: 8 },
          { age: 16, n: 8 },
        ],
        1,
      ),
    ).toBe(14);
    expect(effectiveSize([{ age: 4, n: 8 }], 1, 4)).toBe(4);
    expect(effectiveSize([{ age: 400, n: 8 }], 1, Infinity)).toBe(8);
    expect(effectiveSize([], 2)).toBe(0);
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => effectiveSize([], 0.9)).toThrow(/over-dispersion of 1 or more/);
    expect(() => effectiveSize([], 1, 0)).toThrow(/half-life above 0/);
    expect(() => effectiveSize([{ age: -1, n: 2 }], 1)).toThrow(/finite ages and ticket counts/);
  });
});
