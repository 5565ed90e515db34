import { describe, expect, it } from 'vitest';
import { likeliestSlope, nextPractice, practiceGain, startOfType } from '../../src/statistics/learning-filter.ts';
import { skillDynamics } from '../../src/statistics/skill-filter.ts';
import { GRID_SIZE, skillMoments, skillPrior } from '../../src/statistics/skill-grid.ts';
import { rateAtLeast, standardRates } from '../../src/statistics/standard-rate.ts';
import { expit, seeded } from './seeded.ts';

const dynamics = skillDynamics({ sd: 0.02, leak: 0.005 });
const person = skillPrior(0.45);

/** Seeded people who learn: logit P(good) = 0.5 + skill + slope ln(1 + earlier tickets); 5 tickets a week, 12 weeks. */
function learners(slope: number, people: number) {
  const random = seeded(11);
  const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6);
  return Array.from({ length: people }, () => {
    const skill = 0.45 * normal();
    const weeks = Array.from({ length: 12 }, (_, w) => {
      const outcomes = Array.from({ length: 5 }, (_, i) =>
        Number(random() < expit(0.5 + skill + slope * Math.log1p(5 * w + i))),
      );
      const good = outcomes.reduce((a, b) => a + b);
      return { practice: 5 * w, tickets: [{ logit: 0.5, good, failed: 5 - good }] };
    });
    return { start: startOfType(person, 0.01), weeks };
  });
}

describe('likeliestSlope', () => {
  it('finds how fast seeded people learn', () => {
    expect(likeliestSlope(learners(0.3, 150), dynamics)).toBeCloseTo(0.3, 0.5);
    expect(Math.abs(likeliestSlope(learners(0.3, 150), dynamics) - 0.3)).toBeLessThan(0.11);
  });

  it('finds none where nobody learns', () => {
    expect(likeliestSlope(learners(0, 150), dynamics)).toBeLessThanOrEqual(0.05);
  });

  it('asks for slopes to choose from', () => {
    expect(() => likeliestSlope([], dynamics, [])).toThrow(/at least one slope/);
  });
});

describe('nextPractice', () => {
  it('tells learning from skill: after the same early failures and late successes the mastery of now is higher with a slope', () => {
    const weeks = [
      { practice: 0, tickets: [{ logit: 1, good: 3, failed: 5 }] },
      { practice: 8, tickets: [{ logit: 1, good: 6, failed: 2 }] },
      { practice: 16, tickets: [{ logit: 1, good: 16, failed: 1 }] },
    ];
    const mastered = (slope: number): number => {
      let state = startOfType(person);
      for (const week of weeks) state = nextPractice(state, week, slope, dynamics);
      const now = practiceGain(33, slope);
      return rateAtLeast(state.posterior, standardRates([{ logit: 1 + now, weight: 1 }]), 0.85);
    };
    expect(mastered(0.4)).toBeGreaterThan(mastered(0) + 0.2);
  });

  it('drifts back to the person where a week has no tickets', () => {
    let state = nextPractice(
      startOfType(person),
      { practice: 0, tickets: [{ logit: 1, good: 30, failed: 0 }] },
      0,
      dynamics,
    );
    const sure = skillMoments(state.posterior).mean;
    for (let i = 0; i < 600; i++) state = nextPractice(state, null, 0, dynamics);
    expect(sure).toBeGreaterThan(0.4);
    expect(Math.abs(skillMoments(state.posterior).mean)).toBeLessThan(0.1);
  });
});

describe('startOfType', () => {
  it('starts at the person, wider by the spread between types', () => {
    const { prior, posterior } = startOfType(skillPrior(0.3, 0.5), 0.3);
    expect(skillMoments(prior).mean).toBeCloseTo(0.5, 3);
    expect(skillMoments(prior).variance).toBeCloseTo(0.18, 3);
    expect(posterior).toEqual(prior);
    expect(prior).toHaveLength(GRID_SIZE);
  });

  it('says what to give instead of impossible numbers', () => {
    expect(() => startOfType(person, 0)).toThrow(/spread between work types above 0/);
    expect(() => practiceGain(-1, 0.2)).toThrow(/0 or more earlier tickets/);
  });
});
