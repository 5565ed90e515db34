import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DaySum,
  dayOffset,
  EMPTY_DAY,
  together,
  trueFailureShare,
  wholeWasWorse,
  without,
} from '../../src/statistics/common-cause.ts';

describe('dayOffset', () => {
  it('takes the odds of a day on which the whole team was off to those seen', () => {
    expect(dayOffset({ resolutions: 100, good: 60, expected: 90, variance: 9 })).toBeCloseTo(
      Math.log(60.5 / 40.5) - Math.log(90.5 / 10.5),
      12,
    );
  });

  it('is nearly the one step of the sheet where it is small', () => {
    const offset = dayOffset({ resolutions: 10_000, good: 8_880, expected: 9_000, variance: 900 });
    expect(offset).toBeCloseTo(-120 / 901, 1);
    expect(offset).not.toBe(0);
  });

  it('is 0 on ordinary days, and on days no odder than lumps make them', () => {
    expect(dayOffset({ resolutions: 100, good: 82, expected: 90, variance: 9 })).toBe(0);
    expect(dayOffset({ resolutions: 100, good: 60, expected: 90, variance: 25 }, 4)).toBe(0);
    expect(dayOffset(EMPTY_DAY)).toBe(0);
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => dayOffset({ ...EMPTY_DAY, expected: Number.NaN })).toThrow(/Give counts within the resolutions/);
    expect(() => dayOffset({ ...EMPTY_DAY, good: 1 })).toThrow(/not 1 and 0 of 0/);
    expect(() => dayOffset(EMPTY_DAY, 0)).toThrow(/phi >= 1/);
  });
});

describe('wholeWasWorse', () => {
  const ten = (good: number): DaySum => ({ resolutions: 10, good, expected: 9, variance: 0.9 });

  it.each([
    ['nobody worked', [], false],
    ['one person had a bad day', [9, 9, 9, 0], false],
    ['there is only one person', [0], false],
    ['two people each had a bad day', [9, 9, 9, 9, 4, 4], false],
    ['all were off', [5, 5, 5, 5], true],
    ['all but one were off', [5, 5, 5, 9], true],
    ['all were a little off', [7, 8, 8, 8], false],
  ])('%s', (_, good, off) => {
    expect(wholeWasWorse(good.map(ten))).toBe(off);
  });

  it('says nothing of a handful of tickets', () => {
    expect(wholeWasWorse([0, 0].map(() => ({ resolutions: 2, good: 0.5, expected: 1.9, variance: 0.1 })))).toBe(false);
  });

  it('is decided without the person whose day it is about', () => {
    const some = fc.array(fc.nat({ max: 10 }).map(ten), { maxLength: 12 });
    fc.assert(
      fc.property(some, (parts) => {
        const whole = parts.reduce(together, EMPTY_DAY);
        const others = parts.map((part) => dayOffset(without(whole, part)));
        expect(!wholeWasWorse(parts) || others.every((offset) => offset !== 0)).toBe(true);
      }),
    );
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
