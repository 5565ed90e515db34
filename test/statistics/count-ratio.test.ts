import { describe, expect, it } from 'vitest';
import { countRatio, countTails } from '../../src/statistics/count-ratio.ts';
import { exactPoissonCount } from '../../src/statistics/standardised-ratio.ts';

describe('counts against what colleagues lead one to expect', () => {
  it('are a Poisson count against a known one where colleagues had very many', () => {
    const pair = { observed: 9, expected: 3, colleagues: 1e7 };
    const exact = exactPoissonCount(9, 0.95);
    const { lower, upper } = countRatio(pair, 0.95);
    expect(lower).toBeCloseTo(exact.lower / 3, 4);
    expect(upper).toBeCloseTo(exact.upper / 3, 4);
    expect([lower.toFixed(1), upper.toFixed(1)]).toEqual(['1.4', '5.7']);
    // 1 - sum over k < 9 of e^-3 3^k / k!
    expect(countTails(pair).more).toBeCloseTo(0.0038, 4);
  });

  it('are less sure the fewer events colleagues had', () => {
    const tails = [1e6, 100, 10, 1].map((colleagues) => countTails({ observed: 9, expected: 3, colleagues }).more);
    expect(tails).toEqual([...tails].sort((a, b) => a - b));
    // of two like counts, each event is either's by a coin: 3 of 4 or more is 5 of 16
    expect(countTails({ observed: 3, expected: 1, colleagues: 1 }).more).toBeCloseTo(5 / 16, 10);
  });

  it('share the chance of what was seen between both sides', () => {
    const { more, fewer } = countTails({ observed: 4, expected: 4, colleagues: 40 });
    expect(more + fewer).toBeGreaterThan(1);
    expect(countTails({ observed: 0, expected: 4, colleagues: 40 })).toMatchObject({ more: 1 });
    expect(countRatio({ observed: 0, expected: 4, colleagues: 40 }, 0.95).lower).toBe(0);
  });

  it('refuses an expectation of nothing', () => {
    expect(() => countTails({ observed: 1, expected: 0, colleagues: 3 })).toThrow('the others above 0');
    expect(() => countRatio({ observed: -1, expected: 1, colleagues: 3 }, 0.9)).toThrow('observed 0 or more');
  });
});
