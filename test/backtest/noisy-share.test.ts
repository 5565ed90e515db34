import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noisyShare } from '../../src/backtest/noisy-share.ts';
import { betaQuantile } from '../../src/statistics/beta-distribution.ts';

const sure = (is: boolean) => ({ probability: is ? 1 : 0, prior: 0.5 });
const many = (n: number, is: boolean) => Array.from({ length: n }, () => sure(is));

describe('noisyShare', () => {
  it.each([
    [3, 10],
    [0, 5],
    [40, 50],
  ])('of %i of %i beyond doubt is the binomial posterior', (k, n) => {
    const share = noisyShare([...many(k, true), ...many(n - k, false)]);
    expect(share?.value).toBeCloseTo((k + 1) / (n + 2), 2);
    expect(share?.lower).toBeCloseTo(betaQuantile(0.025, k + 1, n - k + 1), 2);
    expect(share?.upper).toBeCloseTo(betaQuantile(0.975, k + 1, n - k + 1), 2);
  });

  it('of hints that say nothing is not known, whatever was expected before', () => {
    const share = noisyShare(Array.from({ length: 30 }, () => ({ probability: 0.9, prior: 0.9 })));
    expect(share?.value).toBeCloseTo(0.5, 2);
    expect((share?.upper ?? 0) - (share?.lower ?? 1)).toBeGreaterThan(0.9);
  });

  it('finds the true share from weak hints that lean to a wrong prior', () => {
    // Eight of ten have it; each one's tickets raise or lower odds of 1 to 9 by 4 times, and are right in 80 % of cases.
    const shift = (odds: number) => ({ probability: odds / (1 + odds), prior: 0.1 });
    const hints = Array.from({ length: 1000 }, (_, i) => shift((i % 100 < 68 ? 4 : 1 / 4) / 9));
    const share = noisyShare(hints);
    expect(share?.value).toBeCloseTo(0.8, 1);
    expect(share?.lower).toBeLessThan(0.8);
    expect(share?.upper).toBeGreaterThan(0.8);
  });

  it('lies within its interval, from 0 to 1; without hints there is none', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ probability: p, prior: p }), { minLength: 1, maxLength: 30 }), (hints) => {
        const { value, lower, upper } = noisyShare(hints) ?? { value: 2, lower: 2, upper: 2 };
        return 0 <= lower && lower <= value && value <= upper && upper <= 1;
      }),
    );
    expect(noisyShare([])).toBeNull();
  });
});
