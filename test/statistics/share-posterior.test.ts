import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelihoodPrior } from '../../src/statistics/beta-prior.ts';
import {
  posteriorInterval,
  posteriorMean,
  probabilityAtLeast,
  sharePosterior,
} from '../../src/statistics/share-posterior.ts';
import { memberPosterior, teamPriors } from '../../src/statistics/team-priors.ts';
import { team } from './team.ts';

const jeffreysPrior = { a: 0.5, b: 0.5 };

describe('the posterior of a member of the worked team', () => {
  const prior = likelihoodPrior(team);
  const priors = teamPriors(team);

  it.each([
    [12, 13, 0.865, 0.189, 0.256, 0.557],
    [18, 20, 0.864, 0.171, 0.227, 0.458],
    [40, 44, 0.876, 0.236, 0.291, 0.553],
    [55, 58, 0.899, 0.516, 0.548, 0.898],
    [61, 80, 0.802, 0, 0.001, 0],
  ])(
    '%i of %i: mean %d, P(>= .90) %d plugged in, %d integrated, %d on their own',
    (good, n, mean, plugged, integrated, own) => {
      const tally = { good, n };
      const posterior = sharePosterior(prior, tally);
      expect(posteriorMean(posterior)).toBeCloseTo(mean, 3);
      expect(probabilityAtLeast(posterior, 0.9)).toBeCloseTo(plugged, 3);
      expect(probabilityAtLeast(sharePosterior(jeffreysPrior, tally), 0.9)).toBeCloseTo(own, 3);
      // The sheet does not say how far its grid goes; ours is wider and .005 off at most.
      expect(Math.abs(probabilityAtLeast(memberPosterior(priors, tally), 0.9) - integrated)).toBeLessThan(0.006);
    },
  );

  it('has possible priors worth 47.5 tickets typically, and far from sure of it', () => {
    const lnTickets = priors.reduce((sum, { a, b, weight }) => sum + weight * Math.log(a + b), 0);
    expect(Math.abs(Math.exp(lnTickets) - 47.5)).toBeLessThan(3);
    expect(priors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it('is wider integrated than plugged in: a team of ten does not know its prior', () => {
    const width = ({ lower, upper }: { lower: number; upper: number }): number => upper - lower;
    const tally = { good: 12, n: 13 };
    expect(width(posteriorInterval(memberPosterior(priors, tally), 0.9))).toBeGreaterThan(
      width(posteriorInterval(sharePosterior(prior, tally), 0.9)),
    );
  });
});

describe('a posterior', () => {
  const tally = fc.nat(200).chain((n) => fc.record({ good: fc.nat(n), n: fc.constant(n) }));
  const shape = fc.double({ min: 0.3, max: 80, noNaN: true });
  const target = fc.double({ min: 0.01, max: 0.99, noNaN: true });

  it('is the surer of the target the more tickets were good', () => {
    fc.assert(
      fc.property(shape, shape, tally, target, (a, b, { good, n }, at) => {
        const less = probabilityAtLeast(sharePosterior({ a, b }, { good, n: n + 1 }), at);
        const more = probabilityAtLeast(sharePosterior({ a, b }, { good: good + 1, n: n + 1 }), at);
        expect(more).toBeGreaterThanOrEqual(less - 1e-12);
        expect(more).toBeLessThanOrEqual(1);
        expect(less).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('learns two weeks one after the other as it does both at once', () => {
    fc.assert(
      fc.property(shape, shape, tally, tally, target, (a, b, one, two, at) => {
        const [first] = sharePosterior({ a, b }, one);
        const both = sharePosterior({ a, b }, { good: one.good + two.good, n: one.n + two.n });
        expect(probabilityAtLeast(sharePosterior(first ?? { a, b }, two), at)).toBeCloseTo(
          probabilityAtLeast(both, at),
          10,
        );
      }),
    );
  });

  it('has an interval that holds its level', () => {
    fc.assert(
      fc.property(shape, shape, tally, fc.double({ min: 0.1, max: 0.99, noNaN: true }), (a, b, own, level) => {
        const posterior = sharePosterior({ a, b }, own);
        const { lower, upper } = posteriorInterval(posterior, level);
        expect(probabilityAtLeast(posterior, lower) - probabilityAtLeast(posterior, upper)).toBeCloseTo(level, 7);
      }),
    );
  });

  it('says what to give instead of impossible arguments', () => {
    expect(() => sharePosterior(jeffreysPrior, { good: 3, n: 2 })).toThrow(/0 <= good <= n/);
    expect(() => sharePosterior({ a: 0, b: 1 }, { good: 1, n: 2 })).toThrow(/finite shapes above 0/);
    expect(() => probabilityAtLeast(sharePosterior(jeffreysPrior, { good: 1, n: 2 }), 90)).toThrow(/from 0 to 1/);
    expect(() => posteriorInterval(sharePosterior(jeffreysPrior, { good: 1, n: 2 }), 90)).toThrow(/write 0.95/);
  });
});
