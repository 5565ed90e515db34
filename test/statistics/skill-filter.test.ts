import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceRatio } from '../../src/statistics/readiness.ts';
import { fadedPosterior, likeliestSpread, nextWeek, skillDynamics } from '../../src/statistics/skill-filter.ts';
import {
  GRID_SIZE,
  type LogitCounts,
  logLikelihood,
  skillMoments,
  skillPrior,
} from '../../src/statistics/skill-grid.ts';
import { rateAtLeast, rateEstimate, standardRates } from '../../src/statistics/standard-rate.ts';
import { expit, logit, seeded } from './seeded.ts';

// The worked agent of statistics.md 2.1 and 2.4.
const tickets = [
  { logit: logit(0.97), good: 58, failed: 2 },
  { logit: logit(0.93), good: 22, failed: 3 },
  { logit: logit(0.78), good: 34, failed: 6 },
];
const rates = standardRates([
  { logit: logit(0.97), weight: 0.5 },
  { logit: logit(0.93), weight: 0.35 },
  { logit: logit(0.78), weight: 0.15 },
]);
const prior = skillPrior(0.45);
const still = skillDynamics({ sd: 0, leak: 0 });
const learned = (posterior: Float64Array, week: LogitCounts[], dynamics = still): Float64Array =>
  nextWeek(posterior, prior, logLikelihood(week), dynamics).posterior;

describe('the worked agent', () => {
  const posterior = learned(prior, tickets);

  it('has skill .106, rate .932 with 90% interval .905 to .956, and P(rate >= .90) .970', () => {
    expect(Math.abs(skillMoments(posterior).mean - 0.106)).toBeLessThan(0.001);
    const { value, bounds } = rateEstimate(posterior, rates, 0.9);
    expect(value).toBeCloseTo(0.9324, 4);
    expect(Math.abs(bounds.lower - 0.905)).toBeLessThan(0.001);
    expect(Math.abs(bounds.upper - 0.956)).toBeLessThan(0.001);
    expect(rateAtLeast(posterior, rates, 0.9)).toBeCloseTo(0.97, 3);
  });

  it('is measured against colleagues of .9275, and passes the evidence gate: 8.05 after a prior of .799', () => {
    expect(rates[(GRID_SIZE - 1) / 2]).toBeCloseTo(0.9275, 10);
    const before = rateAtLeast(prior, rates, 0.9);
    expect(before).toBeCloseTo(0.799, 3);
    expect(evidenceRatio(rateAtLeast(posterior, rates, 0.9), before)).toBeCloseTo(8.05, 1);
  });

  it('is a good deal less sure where 6.9 tickets carry the information of one', () => {
    const lumpy = learned(prior, tickets, skillDynamics({ sd: 0, leak: 0, phi: 6.9 }));
    const { bounds } = rateEstimate(lumpy, rates, 0.9);
    expect(bounds.lower).toBeLessThan(0.88);
    expect(bounds.upper).toBeGreaterThan(0.96);
    expect(rateAtLeast(lumpy, rates, 0.9)).toBeLessThan(0.87);
  });
});

const week = fc.array(
  fc.record({ logit: fc.double({ min: -1, max: 4, noNaN: true }), good: fc.nat(20), failed: fc.nat(6) }),
  { maxLength: 5 },
);

describe('the filter, whatever the tickets', () => {
  it('gives probabilities that add up to 1', () => {
    fc.assert(
      fc.property(fc.array(week, { maxLength: 6 }), (weeks) => {
        const posterior = weeks.reduce((p, w) => learned(p, w, skillDynamics()), prior);
        expect(posterior.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
        expect(Math.min(...posterior)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the surer of any target the more tickets were good', () => {
    const target = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(week, fc.double({ min: -1, max: 4, noNaN: true }), target, (w, at, goal) => {
        const worse = rateAtLeast(learned(prior, [...w, { logit: at, good: 0, failed: 1 }]), rates, goal);
        const better = rateAtLeast(learned(prior, [...w, { logit: at, good: 1, failed: 0 }]), rates, goal);
        expect(better).toBeGreaterThanOrEqual(worse - 1e-12);
      }),
    );
  });

  it('does not mind the order within a week, nor how tickets of one kind are grouped', () => {
    fc.assert(
      fc.property(week, (w) => {
        const single = w.flatMap(({ logit: l, good, failed }) => [
          { logit: l, good, failed: 0 },
          { logit: l, good: 0, failed },
        ]);
        const [one, other] = [learned(prior, w), learned(prior, single.toReversed())];
        expect(skillMoments(other).mean).toBeCloseTo(skillMoments(one).mean, 9);
      }),
    );
  });

  it('gives two weeks as one only where skill stands still', () => {
    fc.assert(
      fc.property(week, week, (one, two) => {
        const apart = learned(learned(prior, one), two);
        expect(skillMoments(apart).mean).toBeCloseTo(skillMoments(learned(prior, [...one, ...two])).mean, 9);
      }),
    );
    const [bad, good] = [[{ logit: 2, good: 0, failed: 9 }], [{ logit: 2, good: 30, failed: 0 }]];
    const moving = skillDynamics();
    const apart = skillMoments(learned(learned(prior, bad, moving), good, moving)).mean;
    expect(apart - skillMoments(learned(prior, [...bad, ...good], moving)).mean).toBeGreaterThan(0.02);
  });

  it('narrows with volume', () => {
    fc.assert(
      fc.property(week, (w) => {
        fc.pre(w.some(({ good, failed }) => good + failed > 0));
        const many = w.map((t) => ({ ...t, good: t.good * 8 + 4, failed: t.failed * 8 + 2 }));
        expect(skillMoments(learned(prior, many)).variance).toBeLessThan(
          skillMoments(learned(prior, w)).variance + 1e-9,
        );
      }),
    );
  });
});

describe('weeks without tickets', () => {
  it('drift back to the prior, so the evidence gate closes by itself', () => {
    let posterior = learned(prior, [{ logit: 1, good: 90, failed: 5 }]);
    const start = rateAtLeast(posterior, rates, 0.9);
    const before = rateAtLeast(prior, rates, 0.9);
    for (let i = 0; i < 200; i++) posterior = nextWeek(posterior, prior, null, skillDynamics()).posterior;
    expect(start).toBeGreaterThan(0.99);
    expect(evidenceRatio(rateAtLeast(posterior, rates, 0.9), before)).toBeLessThan(1.2);
  });
});

it('scores the weeks it foresees higher than those that surprise it', () => {
  const posterior = learned(prior, [{ logit: 1, good: 90, failed: 5 }]);
  const score = (good: number): number =>
    nextWeek(posterior, prior, logLikelihood([{ logit: 1, good, failed: 10 - good }]), still).lnEvidence;
  expect(score(9)).toBeGreaterThan(score(4) + 2);
});

describe('fadedPosterior', () => {
  const weeks = [
    { age: 0, logLikelihood: logLikelihood(tickets) },
    { age: 8, logLikelihood: logLikelihood([{ logit: 2, good: 2, failed: 20 }]) },
  ];

  it('is the filter where nothing fades and skill stands still', () => {
    const batch = fadedPosterior(prior, weeks, { halfLife: Infinity });
    const oneByOne = learned(learned(prior, tickets), [{ logit: 2, good: 2, failed: 20 }]);
    expect(skillMoments(batch).mean).toBeCloseTo(skillMoments(oneByOne).mean, 10);
  });

  it('counts lumps once', () => {
    const lumpy = fadedPosterior(prior, weeks.slice(0, 1), { phi: 4 });
    const byHand = learned(
      prior,
      tickets.map((t) => ({ ...t, good: t.good / 4, failed: t.failed / 4 })),
    );
    expect(skillMoments(lumpy).mean).toBeCloseTo(skillMoments(byHand).mean, 10);
  });

  it('counts tickets of eight weeks ago half', () => {
    const half = fadedPosterior(prior, weeks);
    const byHand = learned(learned(prior, tickets), [{ logit: 2, good: 1, failed: 10 }]);
    expect(skillMoments(half).mean).toBeCloseTo(skillMoments(byHand).mean, 10);
  });
});

describe('drift', () => {
  it('widens by its variance each week', () => {
    const narrow = skillPrior(0.3);
    const dynamics = skillDynamics({ sd: 0.1, leak: 0 });
    let posterior = narrow;
    for (let i = 0; i < 10; i++) posterior = nextWeek(posterior, narrow, null, dynamics).posterior;
    expect(skillMoments(posterior).variance).toBeCloseTo(0.09 + 10 * 0.01, 2);
  });
});

describe('likeliestSpread', () => {
  it('finds how much the people of a seeded team differ', () => {
    const random = seeded(3);
    const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
    const people = Array.from({ length: 150 }, () => {
      const skill = 0.5 * normal();
      const good = Array.from({ length: 80 }, () => Number(random() < expit(1.5 + skill))).reduce((a, b) => a + b);
      return logLikelihood([{ logit: 1.5, good, failed: 80 - good }]);
    });
    const spread = likeliestSpread(people);
    expect(spread).toBeGreaterThanOrEqual(0.4);
    expect(spread).toBeLessThanOrEqual(0.6);
  });

  it('is the smallest where nobody has a ticket, and asks for candidates', () => {
    expect(likeliestSpread([], 1, [0.3])).toBe(0.3);
    expect(() => likeliestSpread([], 1, [])).toThrow(/at least one deviation/);
  });
});

describe('rateAtLeast', () => {
  it('falls smoothly with the target, from 1 to 0', () => {
    const posterior = learned(prior, tickets);
    const targets = Array.from({ length: 2001 }, (_, i) => i / 2000);
    const values = targets.map((target) => rateAtLeast(posterior, rates, target));
    expect([values[0], values.at(-1)].map((v) => v?.toFixed(12))).toEqual([(1).toFixed(12), (0).toFixed(12)]);
    values.slice(1).forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(values[i]! + 1e-12);
      expect(values[i]! - value).toBeLessThan(0.03);
    });
  });

  it('agrees with the interval: a 90% one leaves 5% on each side', () => {
    const posterior = learned(prior, tickets);
    const { lower, upper } = rateEstimate(posterior, rates, 0.9).bounds;
    expect(rateAtLeast(posterior, rates, lower)).toBeCloseTo(0.95, 3);
    expect(rateAtLeast(posterior, rates, upper)).toBeCloseTo(0.05, 3);
  });
});

it('says what to give instead of impossible arguments', () => {
  expect(() => skillPrior(0)).toThrow(/deviation above 0/);
  expect(() => skillDynamics({ phi: 0.5 })).toThrow(/phi >= 1/);
  expect(() => skillDynamics({ leak: 2 })).toThrow(/leak from 0 to 1/);
  expect(() => logLikelihood([{ logit: 1, good: -1, failed: 0 }])).toThrow(/counts of 0 or more/);
  expect(() => logLikelihood([{ logit: Number.NaN, good: 1, failed: 0 }])).toThrow(/finite expected logit/);
  expect(() => nextWeek(new Float64Array(3), prior, null, still)).toThrow(/Give 61 numbers/);
  expect(() => standardRates([{ logit: 1, weight: 0 }])).toThrow(/at least one cell has weight/);
  expect(() => standardRates([{ logit: 1, weight: -1 }])).toThrow(/weights of 0 or more/);
  expect(() => rateAtLeast(prior, rates, 90)).toThrow(/for 90% write 0.9/);
  expect(() => rateEstimate(prior, rates, 90)).toThrow(/write 0.95/);
  expect(() => fadedPosterior(prior, [], { halfLife: 0 })).toThrow(/halfLife > 0/);
});

it('takes 10,000 people through 52 weeks in a few seconds', () => {
  const ln = logLikelihood(tickets);
  const dynamics = skillDynamics();
  const started = performance.now();
  let posterior = prior;
  for (let i = 0; i < 52_000; i++) posterior = nextWeek(posterior, prior, i % 3 === 0 ? null : ln, dynamics).posterior;
  expect(performance.now() - started).toBeLessThan(15_000); // a tenth of it: .2 s on an idle core, and tests share theirs
});
