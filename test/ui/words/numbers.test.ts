import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countedText,
  countText,
  estimateText,
  figureText,
  targetText,
  tickText,
  valueText,
} from '../../../src/ui/words/numbers.ts';

/** The tests write a plain space where the page has one that does not break. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const estimate = (value: number, lower: number, upper: number | null, sampleSize = 140) => ({
  value,
  lower,
  upper,
  sampleSize,
});

describe('a value', () => {
  it.each([
    [0.92, 'share', '92 %'],
    [0.57, 'share', '57 %'],
    [0, 'share', '0 %'],
    [1, 'share', '100 %'],
    [0.0012, 'share', '< 1 %'],
    [0.9987, 'share', '> 99 %'],
    [5.24, 'hours', '5.2 h'],
    [0.75, 'hours', '45 min'],
    [1234.5, 'hours', '1,235 h'],
    [11.7, 'per-week', '12 a week'],
    [4.25, 'per-100', '4.3 per 100'],
    [1, 'tickets', '1 ticket'],
    [14, 'tickets', '14 tickets'],
    [1, 'types', '1 type'],
    [1.74, 'types', '1.7 types'],
    [1.312, 'ratio', '1.3'],
    [0, 'ratio', '0'],
  ] as const)('of %d as %s reads %s', (value, unit, text) => {
    expect(plain(valueText(value, unit))).toBe(text);
  });
});

describe('an interval', () => {
  it.each([
    [estimate(0.92, 0.891, 0.948), 'share', '92 % (89–95)'],
    [estimate(0.57, 0.57, 0.57), 'share', '57 % (57–57)'],
    [estimate(0.93, 0.8999, 0.951), 'share', '93 % (89–96)'],
    [estimate(5.24, 4.31, 6.32), 'hours', '5.2 h (4.3–6.4)'],
    [estimate(0.5, 0.3, 1.5), 'hours', '30 min (18–90)'],
    [estimate(1.7, 1.42, null), 'types', '1.7 types (1.4 or more)'],
    [estimate(0, 0, 0.031), 'ratio', '0 (0–0.031)'],
  ] as const)('%o as %s reads %s', (shown, unit, text) => {
    expect(plain(estimateText(shown, unit))).toBe(text);
  });

  it('is never drawn in by rounding', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (low, width) => {
          const upper = Math.min(1, low + width);
          const [, from, to] = /\((\d+)–(\d+)\)/.exec(estimateText(estimate(low, low, upper), 'share')) ?? [];
          expect(Number(from) / 100).toBeLessThanOrEqual(low + 1e-9);
          expect(Number(to) / 100).toBeGreaterThanOrEqual(upper - 1e-9);
        },
      ),
    );
  });

  it('comes with what it rests on', () => {
    expect(plain(figureText(estimate(0.92, 0.89, 0.95), 'share', 'resolutions'))).toBe('92 % (89–95), 140 resolutions');
    expect(plain(figureText(estimate(1, 0.2, 1, 1), 'share', 'tickets taken'))).toBe('100 % (20–100), 1 ticket taken');
  });
});

describe('a target', () => {
  it.each([
    [0.9, 'share', '90 %'],
    [0.995, 'share', '99.5 %'],
    [0.29, 'share', '29 %'],
    [8, 'hours', '8 h'],
    [0.5, 'hours', '30 min'],
    [1.25, 'ratio', '1.25'],
  ] as const)('of %d as %s is told as exactly as the rule has it: %s', (target, unit, text) => {
    expect(plain(targetText(target, unit))).toBe(text);
  });
});

it('repeats at ticks only units that are one sign', () => {
  expect([tickText(0, 'share'), tickText(2, 'types'), tickText(10, 'per-week')]).toEqual(['0', '2', '10']);
  expect(plain(tickText(0.85, 'share'))).toBe('85 %');
  expect(plain(tickText(1 / 30, 'hours'))).toBe('2 min');
});

it('counts in the right number', () => {
  expect(plain(countText(1, 'person', 'people'))).toBe('1 person');
  expect(plain(countText(1400, 'ticket'))).toBe('1,400 tickets');
  expect(plain(countText(0, 'flag'))).toBe('0 flags');
  expect(plain(countedText(1, 'hand-overs'))).toBe('1 hand-over');
  expect(plain(countedText(1, 'open tickets'))).toBe('1 open ticket');
});
