import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCdf } from '../../src/statistics/beta-distribution.ts';
import { clopperPearson, jeffreys, wilson } from '../../src/statistics/proportion.ts';

describe('wilson', () => {
  it.each([
    [18, 20, 0.699, 0.972],
    [20, 20, 0.839, 1],
    [45, 50, 0.786, 0.957],
  ])('%i of %i gives the interval of the method sheet', (successes, n, lower, upper) => {
    const bounds = wilson(successes, n, 0.95);
    expect(bounds.lower).toBeCloseTo(lower, 3);
    expect(bounds.upper).toBeCloseTo(upper, 3);
  });

  it('says 61 to 94 % for 15 good surveys of 18 (COPC)', () => {
    const { lower, upper } = wilson(15, 18, 0.95);
    expect([lower.toFixed(2), upper.toFixed(2)]).toEqual(['0.61', '0.94']);
  });

  // The sheet's minima hang on its grid of p: .80, .8025 .. .99.
  it.each([
    [10, 0.953, 0.838],
    [20, 0.957, 0.896],
    [50, 0.953, 0.911],
    [100, 0.951, 0.921],
  ])('covers the truth as often as the sheet enumerates for n = %i', (n, mean, least) => {
    expectCoverage(wilson, n, mean, least);
  });

  it('knows nothing without tickets', () => {
    expect(wilson(0, 0, 0.95)).toEqual({ lower: 0, upper: 1 });
  });

  it('ends at exactly 0 with no success and at exactly 1 with no failure', () => {
    for (let n = 1; n <= 200; n++) {
      expect(wilson(0, n, 0.95).lower).toBe(0);
      expect(wilson(n, n, 0.95).upper).toBe(1);
    }
  });

  it('gives the point estimate at level 0', () => {
    expect(wilson(3, 4, 0)).toEqual({ lower: 0.75, upper: 0.75 });
  });

  it('takes an effective sample size: the same share of fewer tickets is less sure', () => {
    const all = wilson(90, 100, 0.95);
    const effective = wilson(90 / 6.9, 100 / 6.9, 0.95);
    expect(effective.lower).toBeLessThan(all.lower);
    expect(effective.upper).toBeGreaterThan(all.upper);
  });

  const level = fc.double({ min: 0, max: 0.999, noNaN: true });
  const tally = fc.nat(500).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));

  it('stays within 0 and 1, around the share, and mirrors when good and bad swap', () => {
    fc.assert(
      fc.property(tally, level, ([successes, n], at) => {
        const { lower, upper } = wilson(successes, n, at);
        const mirrored = wilson(n - successes, n, at);
        const share = n === 0 ? 0.5 : successes / n;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower - 1e-12).toBeLessThanOrEqual(share);
        expect(upper + 1e-12).toBeGreaterThanOrEqual(share);
        expect(1 - mirrored.upper).toBeCloseTo(lower, 10);
      }),
      { examples: [[[157, 220], 2.775557561562892e-16]] }, // rounding alone put its ends in the wrong order
    );
  });

  it.each([
    [5, 4],
    [-1, 4],
    [Number.NaN, 4],
    [1, Infinity],
  ])('says what to give instead of %d of %d', (successes, n) => {
    expect(() => wilson(successes, n, 0.95)).toThrow(/Give finite counts with 0 <= successes <= n/);
  });
});

describe('clopperPearson', () => {
  it.each([
    [18, 20, 0.683, 0.988],
    [20, 20, 0.832, 1],
    [45, 50, 0.782, 0.967],
  ])('%i of %i gives the interval of the method sheet', (successes, n, lower, upper) => {
    const bounds = clopperPearson(successes, n, 0.95);
    expect(bounds.lower).toBeCloseTo(lower, 3);
    expect(bounds.upper).toBeCloseTo(upper, 3);
  });

  it.each([
    [10, 0.989, 0.975],
    [20, 0.984, 0.961],
    [50, 0.974, 0.953],
    [100, 0.969, 0.954],
  ])('covers the truth as often as the sheet enumerates for n = %i, never less than its level', (n, mean, least) => {
    expectCoverage(clopperPearson, n, mean, least);
  });

  it('is never narrower than it promises: at its bound the tail is half of what is left of the level', () => {
    // P(X >= 18 | 20, lower) = .025, by enumeration of the three terms.
    const { lower: p } = clopperPearson(18, 20, 0.95);
    const tail = 190 * p ** 18 * (1 - p) ** 2 + 20 * p ** 19 * (1 - p) + p ** 20;
    expect(tail).toBeCloseTo(0.025, 10);
  });
});

describe('jeffreys', () => {
  it.each([
    [18, 20, 0.716, 0.979],
    [20, 20, 0.883, 1],
    [45, 50, 0.795, 0.961],
  ])('%i of %i gives the interval of the method sheet', (successes, n, lower, upper) => {
    const bounds = jeffreys(successes, n, 0.95);
    expect(bounds.lower).toBeCloseTo(lower, 3);
    expect(bounds.upper).toBeCloseTo(upper, 3);
  });

  it.each([
    [10, 0.972, 0.904],
    [20, 0.957, 0.894],
    [50, 0.951, 0.885],
    [100, 0.95, 0.881],
  ])('covers the truth as often as the sheet enumerates for n = %i', (n, mean, least) => {
    expectCoverage(jeffreys, n, mean, least);
  });
});

describe.each([
  ['clopperPearson', clopperPearson],
  ['jeffreys', jeffreys],
])('%s', (_name, interval) => {
  it('stays within 0 and 1, widens with the level, mirrors when good and bad swap', () => {
    const tally = fc.nat(300).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
    fc.assert(
      fc.property(tally, fc.double({ min: 0, max: 0.99, noNaN: true }), ([successes, n], level) => {
        const { lower, upper } = interval(successes, n, level);
        const wider = interval(successes, n, 0.995);
        const mirrored = interval(n - successes, n, level);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(upper);
        expect(wider.lower).toBeLessThanOrEqual(lower + 1e-12);
        expect(wider.upper).toBeGreaterThanOrEqual(upper - 1e-12);
        expect(1 - mirrored.upper).toBeCloseTo(lower, 10);
      }),
      { examples: [[[157, 220], 2.775557561562892e-16]] }, // rounding alone put its ends in the wrong order
    );
  });

  it('says what to give instead of impossible counts', () => {
    expect(interval(0, 0, 0.95)).toEqual({ lower: 0, upper: 1 });
    expect(() => interval(5, 4, 0.95)).toThrow(/Give finite counts with 0 <= successes <= n/);
    expect(() => interval(1, 4, 95)).toThrow(/for 95% write 0.95/);
  });
});

// Section 1.5: what a monthly threshold does to people of a fixed true share.
describe('a monthly threshold of 30 tickets', () => {
  const atLeast = (x: number, n: number, p: number): number => betaCdf(p, x, n - x + 1);

  it('is passed by one of true .86 in .379 of months, so at least once in .997 of years', () => {
    const month = atLeast(27, 30, 0.86);
    expect(month).toBeCloseTo(0.379, 3);
    expect(1 - (1 - month) ** 12).toBeCloseTo(0.997, 3);
  });

  it('is failed by one of true .94 in .0315 of months, so at least once in .319 of years', () => {
    const month = 1 - atLeast(26, 30, 0.94);
    expect(month).toBeCloseTo(0.0315, 4);
    expect(1 - (1 - month) ** 12).toBeCloseTo(0.319, 3);
  });

  it('makes a star of .985 on average out of the best of 20 people who are all .90', () => {
    // E[max] = sum over x of P(max >= x) / n
    const shares = Array.from({ length: 30 }, (_, i) => 1 - (1 - atLeast(i + 1, 30, 0.9)) ** 20);
    expect(shares.reduce((a, b) => a + b) / 30).toBeCloseTo(0.985, 3);
  });
});

type Interval = (successes: number, n: number, level: number) => { lower: number; upper: number };

function expectCoverage(interval: Interval, n: number, mean: number, least: number): void {
  const coverages = Array.from({ length: 77 }, (_, i) => coverage(n, 0.8 + i * 0.0025, interval));
  expect(coverages.reduce((a, b) => a + b) / coverages.length).toBeCloseTo(mean, 3);
  expect(Math.min(...coverages)).toBeCloseTo(least, 3);
}

/** Share of binomial samples of size n, with truth p, whose 95% interval holds p; exact enumeration. */
function coverage(n: number, p: number, interval: Interval): number {
  let probability = (1 - p) ** n;
  let covered = 0;
  for (let x = 0; x <= n; x++) {
    const { lower, upper } = interval(x, n, 0.95);
    if (lower <= p && p <= upper) covered += probability;
    probability *= ((n - x) / (x + 1)) * (p / (1 - p));
  }
  return covered;
}
