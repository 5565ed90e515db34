import { describe, expect, it } from 'vitest';
import { dayOffset, trueFailureShare } from '../../src/statistics/common-cause.ts';

describe('dayOffset', () => {
  it('is the surplus over the variance plus one on a day the whole team was off', () => {
    expect(dayOffset({ good: 60, expected: 90, variance: 9 })).toBe(-3);
  });

  it('is 0 on ordinary days, and on days no odder than lumps make them', () => {
    expect(dayOffset({ good: 82, expected: 90, variance: 9 })).toBe(0);
    expect(dayOffset({ good: 60, expected: 90, variance: 25 }, 4)).toBe(0);
    expect(dayOffset({ good: 0, expected: 0, variance: 0 })).toBe(0);
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => dayOffset({ good: 1, expected: Number.NaN, variance: 1 })).toThrow(/Give finite counts/);
    expect(() => dayOffset({ good: 1, expected: 1, variance: 1 }, 0)).toThrow(/phi >= 1/);
  });
});

describe('trueFailureShare', () => {
  it('makes .0946 of .08 seen with sensitivity .75 and specificity .99', () => {
    expect(trueFailureShare(0.08, 0.75, 0.99)).toBeCloseTo(0.0946, 4);
  });

  it('stays within 0 and 1, and changes nothing where the test never errs', () => {
    expect(trueFailureShare(0.005, 0.75, 0.99)).toBe(0);
    expect(trueFailureShare(0.9, 0.75, 0.99)).toBe(1);
    expect(trueFailureShare(0.3, 1, 1)).toBeCloseTo(0.3, 12);
  });

  it('says what to give instead of impossible shares', () => {
    expect(() => trueFailureShare(8, 0.75, 0.99)).toThrow(/Give shares from 0 to 1/);
    expect(() => trueFailureShare(0.1, 0.4, 0.6)).toThrow(/add up to more than 1/);
  });
});
