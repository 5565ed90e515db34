import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihoodPrior, lnMarginal, momentsPrior, type TeamPrior } from '../../src/statistics/beta-prior.ts';
import { team } from './team.ts';

const sizeOf = ({ a, b }: TeamPrior): number => a + b;
const meanOf = ({ a, b }: TeamPrior): number => a / (a + b);

describe('momentsPrior', () => {
  it('gives M 70.2 and mean .850 for the worked team', () => {
    const prior = momentsPrior(team);
    expect(sizeOf(prior)).toBeCloseTo(70.2, 1);
    expect(meanOf(prior)).toBeCloseTo(0.85, 3);
    expect(prior.detectable).toBe(true);
  });

  it('is worth 500 tickets, and says so, where members differ no more than by chance', () => {
    const prior = momentsPrior([18, 18, 17, 18].map((good) => ({ good, n: 20 })));
    expect(sizeOf(prior)).toBeCloseTo(500, 9);
    expect(prior.detectable).toBe(false);
  });

  it('keeps both shapes above 0 where everybody is good', () => {
    const prior = momentsPrior([{ good: 9, n: 9 }]);
    expect(prior.b).toBeGreaterThan(0);
    expect(meanOf(prior)).toBeCloseTo(0.95, 10);
  });
});

describe('likelihoodPrior', () => {
  it('gives M 61.6, mean .852, a 52.5 and b 9.09 for the worked team', () => {
    const prior = likelihoodPrior(team);
    expect(sizeOf(prior)).toBeCloseTo(61.6, 1);
    expect(meanOf(prior)).toBeCloseTo(0.852, 3);
    expect(prior.a).toBeCloseTo(52.5, 1);
    expect(prior.b).toBeCloseTo(9.09, 2);
  });

  it('is at a top: no prior near it makes the tallies likelier', () => {
    const { a, b } = likelihoodPrior(team);
    const top = lnMarginal(team, { a, b });
    for (const [da, db] of [
      [1, 0],
      [-1, 0],
      [0, 0.2],
      [0, -0.2],
      [3, 0.5],
    ] as const) {
      expect(lnMarginal(team, { a: a + da, b: b + db })).toBeLessThan(top);
    }
  });

  it('keeps its shapes above 0 where all of effective, so fractional, tickets are good', () => {
    const { a, b } = likelihoodPrior([
      { good: 10.4, n: 10.4 },
      { good: 3, n: 3 },
    ]);
    expect(a).toBeGreaterThan(0);
    expect(b).toBeGreaterThan(0);
  });

  it('says where nothing is detectable', () => {
    expect(likelihoodPrior([18, 18, 17, 18].map((good) => ({ good, n: 20 }))).detectable).toBe(false);
  });
});

describe.each([
  ['momentsPrior', momentsPrior],
  ['likelihoodPrior', likelihoodPrior],
])('%s', (_name, learn) => {
  const tally = fc.nat(60).chain((n) => fc.record({ good: fc.nat(n), n: fc.constant(n) }));

  it('gives usable shapes for any team, whatever its order', () => {
    fc.assert(
      fc.property(fc.array(tally, { minLength: 1, maxLength: 12 }), (members) => {
        fc.pre(members.some(({ n }) => n > 0));
        const prior = learn(members);
        expect(prior.a).toBeGreaterThan(0);
        expect(prior.b).toBeGreaterThan(0);
        expect(sizeOf(prior)).toBeLessThanOrEqual(500.001);
        expect(meanOf(learn(members.toReversed()))).toBeCloseTo(meanOf(prior), 4);
      }),
      { numRuns: 40 },
    );
  });

  it('does not listen to members without tickets', () => {
    expect(learn([...team, { good: 0, n: 0 }])).toEqual(learn(team));
  });

  it('says what to give instead of impossible teams', () => {
    expect(() => learn([])).toThrow(/somebody has a ticket/);
    expect(() => learn([{ good: 0, n: 0 }])).toThrow(/somebody has a ticket/);
    expect(() => learn([{ good: 3, n: 2 }])).toThrow(/0 <= good <= n/);
    expect(() => learn([{ good: Number.NaN, n: 2 }])).toThrow(/0 <= good <= n/);
  });
});
