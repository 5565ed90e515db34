import { describe, expect, it } from 'vitest';
import { overDispersion } from '../../src/statistics/dispersion.ts';

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
