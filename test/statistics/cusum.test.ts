import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageRunLength, cusumLimit, type RiskShare } from '../../src/statistics/cusum-limit.ts';
import { type Cusum, chart, cusumScore, cusumScoreSoFar, startOfCusum } from '../../src/statistics/risk-cusum.ts';
import { expit, seeded } from './seeded.ts';

const doubled = { oddsRatio: 2 };
const only = (q: number): RiskShare[] => [{ q, weight: 1 }];

describe('cusumScore', () => {
  it.each([
    [0.03, -0.0296, 0.6636],
    [0.07, -0.0677, 0.6255],
    [0.22, -0.1989, 0.4943],
    [expit(-3.67 + 0.077 * 19), -0.0945, 0.5986],
  ])('at q %d is %d for a good ticket and %d for a failed one', (q, good, failed) => {
    expect(cusumScore(0, q, 2)).toBeCloseTo(good, 4);
    expect(cusumScore(1, q, 2)).toBeCloseTo(failed, 4);
  });

  it('blames less for the harder ticket, and falls on average while the odds are as expected', () => {
    const q = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(q, q, (a, b) => {
        if (a < b) expect(cusumScore(1, a, 2)).toBeGreaterThanOrEqual(cusumScore(1, b, 2));
        expect(a * cusumScore(1, a, 2) + (1 - a) * cusumScore(0, a, 2)).toBeLessThan(0);
      }),
    );
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => cusumScore(1, 3, 2)).toThrow(/q from 0 to 1/);
    expect(() => cusumScore(1, 0.1, 0)).toThrow(/odds ratio above 0/);
  });
});

describe('cusumScoreSoFar', () => {
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

  it('is that of a good ticket once every failure would have shown, and nothing while none would have', () => {
    expect(cusumScoreSoFar(1, 0.07, 2)).toBeCloseTo(-0.0677, 4);
    expect(cusumScoreSoFar(1 - 1e-12, 0.07, 2)).toBeCloseTo(-0.0677, 4);
    expect(cusumScoreSoFar(0, 0.07, 2)).toBe(0);
  });

  it('is the better, the longer no failure has shown', () => {
    fc.assert(
      fc.property(share, share, share, (a, b, q) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        // But for the last digit, where the two are all but one.
        expect(cusumScoreSoFar(more, q, 2)).toBeLessThanOrEqual(cusumScoreSoFar(less, q, 2) + 1e-15);
      }),
    );
  });

  it('makes a chart of young tickets expect what it must: likelihood ratios are 1 on average while all is as it was', () => {
    fc.assert(
      fc.property(share, share, (shown, q) => {
        const failed = shown * q * Math.exp(cusumScore(1, q, 2));
        expect(failed + (1 - shown * q) * Math.exp(cusumScoreSoFar(shown, q, 2))).toBeCloseTo(1, 9);
      }),
    );
  });

  it('says what to give instead of an impossible share', () => {
    expect(() => cusumScoreSoFar(1.2, 0.1, 2)).toThrow(/from 0 to 1, not 1.2/);
  });
});

describe('chart', () => {
  const run = (scores: number[], limit: number): { cusum: Cusum; notices: Cusum[] } => {
    let cusum = startOfCusum;
    const notices: Cusum[] = [];
    for (const score of scores) {
      const next = chart(cusum, score, limit);
      if (next.notice !== null) notices.push(next.notice);
      cusum = next.cusum;
    }
    return { cusum, notices };
  };

  it('gives notice at the limit, tells when it began, and starts over', () => {
    const { cusum, notices } = run([0.5, -1, -0.1, 0.5, 0.5, 0.5, 0.25], 1.5);
    expect(notices).toEqual([{ level: 1.5, tickets: 6, lastZero: 3 }]);
    expect(cusum).toEqual({ level: 0.25, tickets: 7, lastZero: 6 });
  });

  it('never goes below 0 nor stays at the limit, and can be stopped and gone on with', () => {
    const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(scores, (all) => {
        const { cusum } = run(all, 1.2);
        expect(cusum.level).toBeGreaterThanOrEqual(0);
        expect(cusum.level).toBeLessThan(1.2);
        expect(JSON.parse(JSON.stringify(cusum))).toEqual(cusum);
      }),
    );
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => chart(startOfCusum, Number.NaN, 2)).toThrow(/Give a finite score/);
    expect(() => chart(startOfCusum, 0.1, 0)).toThrow(/a limit above 0/);
  });
});

describe('cusumLimit and averageRunLength', () => {
  // The sheet's chain rounds jumps to states and gives run lengths 1 to 2% low; ours keeps their mean, so limits are up to .025 lower.
  it.each([
    [0.05, 500, 2.11, [159, 85, 43, 29]],
    [0.05, 1000, 2.67, [237, 114, 55, 37]],
    [0.05, 2000, 3.27, [337, 148, 68, 45]],
    [0.05, 5000, 4.12, [504, 196, 87, 57]],
    [0.1, 500, 2.58, [124, 62, 31, 22]],
    [0.1, 1000, 3.18, [177, 80, 39, 27]],
    [0.1, 2000, 3.81, [242, 100, 47, 32]],
    [0.1, 5000, 4.69, [345, 128, 58, 40]],
    [0.15, 500, 2.83, [107, 52, 27, 19]],
    [0.15, 1000, 3.46, [151, 67, 33, 23]],
    [0.15, 2000, 4.1, [202, 82, 39, 28]],
    [0.15, 5000, 4.99, [282, 104, 48, 34]],
    [0.2, 500, 3, [98, 48, 25, 18]],
    [0.2, 1000, 3.63, [136, 60, 30, 22]],
    [0.2, 2000, 4.28, [179, 73, 36, 26]],
    [0.2, 5000, 5.18, [247, 91, 44, 31]],
  ])('q %d, run length %i: limit %d, delays %j at odds 1.5, 2, 3, 4', (q, runLength, limit, delays) => {
    const h = cusumLimit(only(q), runLength, doubled);
    expect(h).toBeGreaterThan(limit - 0.035);
    expect(h).toBeLessThan(limit + 0.01);
    [1.5, 2, 3, 4].forEach((odds, i) => {
      const delay = averageRunLength(only(q), h, doubled, odds);
      expect(Math.abs(delay / delays[i]! - 1)).toBeLessThan(0.022);
    });
  });

  // One false notice in two years (730 days) at base 92% good.
  it.each([
    [10, 1.87, [88, 49, 26]],
    [20, 2.41, [134, 68, 34]],
    [40, 2.99, [192, 89, 43]],
    [80, 3.62, [266, 112, 52]],
    [160, 4.28, [355, 137, 62]],
  ])('%i tickets a month: limit %d, delays %j tickets', (monthly, limit, delays) => {
    const h = cusumLimit(only(0.08), (monthly / 30) * 730, doubled);
    expect(Math.abs(h - limit)).toBeLessThan(0.03);
    [1.5, 2, 3].forEach((odds, i) => {
      expect(Math.abs(averageRunLength(only(0.08), h, doubled, odds) / delays[i]! - 1)).toBeLessThan(0.022);
    });
  });

  it.each([
    [0.04, 30, 0.27],
    [0.08, 120, 1.99],
    [0.16, 120, 3.39],
  ])('one limit of 2.74 for all: q %d and %i tickets a month make %d false notices a year', (q, monthly, yearly) => {
    const falseNotices = ((monthly / 30) * 365) / averageRunLength(only(q), 2.74, doubled);
    expect(Math.abs(falseNotices / yearly - 1)).toBeLessThan(0.02);
  });

  it('a mix that got harder (.08 to .12) without the chart knowing cuts 1000 tickets to 169', () => {
    const h = cusumLimit(only(0.08), 1000, doubled);
    const odds = 0.12 / 0.88 / (0.08 / 0.92);
    expect(Math.abs(averageRunLength(only(0.08), h, doubled, odds) / 169 - 1)).toBeLessThan(0.02);
  });

  it('a chart for improvement: limit 3.19 at q .15, 113 tickets to see odds halved, 74 for a third', () => {
    const better = { oddsRatio: 0.5 };
    const h = cusumLimit(only(0.15), 1000, better);
    expect(Math.abs(h - 3.19)).toBeLessThan(0.03);
    expect(Math.abs(averageRunLength(only(0.15), h, better, 0.5) / 113 - 1)).toBeLessThan(0.03);
    expect(Math.abs(averageRunLength(only(0.15), h, better, 1 / 3) / 74 - 1)).toBeLessThan(0.03);
  });

  const drawn = ([first, ...rest]: RiskShare[], u: number): RiskShare =>
    u < first!.weight || rest.length === 0 ? first! : drawn(rest, u - first!.weight);

  /** Mean tickets to a notice over seeded runs; lumps of tickets share their outcome. */
  function simulated(mix: RiskShare[], limit: number, odds: number, runs: number, lump = 1): number {
    const random = seeded(5);
    let tickets = 0;
    for (let i = 0; i < runs; i++) {
      for (let cusum = startOfCusum, done = false; !done; ) {
        const { q } = drawn(mix, random());
        const failed = random() < (odds * q) / (1 - q + odds * q) ? 1 : 0;
        for (let t = 0; t < lump && !done; t++) {
          const next = chart(cusum, cusumScore(failed, q, 2) / lump, limit);
          [cusum, done] = [next.cusum, next.notice !== null];
          tickets += 1;
        }
      }
    }
    return tickets / runs;
  }
  const mix = [
    { q: 0.03, weight: 0.5 },
    { q: 0.07, weight: 0.35 },
    { q: 0.22, weight: 0.15 },
  ];

  it.each([
    ['one kind', only(0.1), 2.5, 1],
    ['one kind, odds doubled', only(0.1), 3.18, 2],
    ['a mix', mix, 3, 1],
  ])('agree with simulation: %s', (_what, kinds, limit, odds) => {
    const mean = simulated(kinds, limit, odds, 6000);
    expect(Math.abs(averageRunLength(kinds, limit, doubled, odds) / mean - 1)).toBeLessThan(0.05);
  });

  it('hold where tickets come in lumps, if the chart counts a lump once; else there are several times as many notices', () => {
    const lumpy = { oddsRatio: 2, phi: 5 };
    const h = cusumLimit(only(0.1), 1000, lumpy);
    expect(Math.abs(simulated(only(0.1), h, 1, 3000, 5) / 1000 - 1)).toBeLessThan(0.06);
    expect(averageRunLength(only(0.1), h, lumpy)).toBeCloseTo(1000, -1);
    // Undivided scores are the same chart as a limit of a fifth.
    const blind = cusumLimit(only(0.1), 1000, doubled) / 5;
    expect(simulated(only(0.1), blind, 1, 3000, 5)).toBeLessThan(400);
  });

  it('rise together', () => {
    const q = fc.double({ min: 0.01, max: 0.5, noNaN: true });
    const length = fc.double({ min: 300, max: 5000, noNaN: true });
    fc.assert(
      fc.property(q, length, (p, runLength) => {
        const h = cusumLimit(only(p), runLength, doubled);
        expect(Math.abs(averageRunLength(only(p), h, doubled) / runLength - 1)).toBeLessThan(0.01);
        expect(cusumLimit(only(p), runLength * 1.5, doubled)).toBeGreaterThan(h);
        expect(averageRunLength(only(p), h, doubled, 2)).toBeLessThan(runLength);
      }),
      { numRuns: 40 },
    );
  });

  it('make every failure a notice where failures are rarer than the notices asked for', () => {
    const h = cusumLimit(only(0.01), 50, doubled);
    expect(h).toBeLessThan(0.01);
    expect(averageRunLength(only(0.01), h, doubled)).toBeCloseTo(100, 6);
  });

  it('do not depend on the scale of the weights', () => {
    const scaled = mix.map(({ q, weight }) => ({ q, weight: weight * 40 }));
    expect(cusumLimit(scaled, 800, doubled)).toBeCloseTo(cusumLimit(mix, 800, doubled), 9);
  });

  it('say what to give instead of impossible arguments', () => {
    expect(() => cusumLimit([], 500, doubled)).toThrow(/some kind of ticket has weight/);
    expect(() => cusumLimit(only(0), 500, doubled)).toThrow(/q between 0 and 1/);
    expect(() => cusumLimit(only(0.1), 1, doubled)).toThrow(/run length of more tickets/);
    expect(() => cusumLimit(only(0.1), 500, { oddsRatio: 1 })).toThrow(/odds ratio other than 1/);
    expect(() => cusumLimit(only(0.1), 500, { oddsRatio: 2, phi: 0 })).toThrow(/over-dispersion of 1 or more/);
    expect(() => averageRunLength(only(0.1), 0, doubled)).toThrow(/limit from 0 to 60/);
  });
});
