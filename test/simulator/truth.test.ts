import { describe, expect, it } from 'vitest';
import { peopleOf } from '../../src/simulator/people.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { chanceOfGood, type PersonTruth, truthOf } from '../../src/simulator/truth.ts';
import { type Cell, TEAM_MIX, WORK_TYPES } from '../../src/simulator/work-mix.ts';
import { PLAN } from './log-reading.ts';

const DAY = 86_400_000;
const end = PLAN.start + PLAN.weeks * 7 * DAY;
const share = (at: number): number => (at - PLAN.start) / (end - PLAN.start);
const plan = { ...PLAN, agents: 48 };
const truth = truthOf(plan);
const of = (personClass: PersonTruth['class']): readonly PersonTruth[] =>
  truth.people.filter((person) => person.class === personClass);

describe('truthOf', () => {
  it('has the classes of the benchmark in its numbers', () => {
    const counts = Object.fromEntries(
      [...Map.groupBy(truth.people, (person) => person.class)].map(([name, all]) => [name, all.length]),
    );
    expect(counts).toEqual({
      ...{ stable: 26, improving: 8, dropping: 6, declining: 3 },
      ...{ dip: 3, 'cherry-picker': 1, 'early-closer': 1 },
    });
  });

  it('is as good as said at both ends', () => {
    for (const person of of('improving')) {
      expect(person.rateAt(PLAN.start)).toBeCloseTo(0.845, 6);
      expect(person.rateAt(end)).toBeCloseTo(0.945, 6);
    }
    for (const person of [...of('dropping'), ...of('declining')]) {
      expect(person.rateAt(PLAN.start)).toBeCloseTo(0.945, 6);
      expect(person.rateAt(end)).toBeCloseTo(0.845, 6);
    }
    for (const person of of('stable')) expect(person.rateAt(end)).toBe(person.rateAt(PLAN.start));
  });

  it('drops overnight, after a baseline and with time left to notice', () => {
    for (const person of of('dropping')) {
      const at = person.changesFrom ?? Number.NaN;
      expect(person.changesUntil).toBe(at);
      expect(person.rateAt(at - 1)).toBeCloseTo(0.945, 6);
      expect(person.rateAt(at)).toBeCloseTo(0.845, 6);
      expect(share(at)).toBeGreaterThan(0.3);
      expect(share(at)).toBeLessThan(0.45);
    }
  });

  it('dips for two weeks and comes back', () => {
    for (const person of of('dip')) {
      const from = person.changesFrom ?? Number.NaN;
      expect((person.changesUntil ?? Number.NaN) - from).toBe(14 * DAY);
      const rates = [from - 1, from, from + 14 * DAY - 1, from + 14 * DAY].map((at) => person.rateAt(at).toFixed(4));
      expect(rates).toEqual(['0.9450', '0.8450', '0.8450', '0.9450']);
    }
  });

  it('moves slowly where it moves slowly', () => {
    const person = of('declining')[0];
    const from = person?.changesFrom ?? Number.NaN;
    const middle = person?.rateAt((from + (person.changesUntil ?? Number.NaN)) / 2);
    expect(middle).toBeGreaterThan(0.88);
    expect(middle).toBeLessThan(0.93);
  });

  it('is, over the work types in their shares, the rate of the whole', () => {
    for (const person of truth.people) {
      const parts = WORK_TYPES.map((workType) => {
        const weight = TEAM_MIX.reduce((sum, cell) => sum + (cell.workType === workType ? cell.share : 0), 0);
        return weight * person.rateOfTypeAt(workType, end);
      });
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(person.rateAt(end), 9);
    }
  });

  it('is the mean chance of the tickets of the mix, but for rare outages', () => {
    const random = seededRandom(99);
    const people = Array.from({ length: 12 }, () => peopleOf(plan)).flat(); // each of them on twelve days
    const gaps = people.map((person) => {
      const own = truth.of(person.account);
      const at = random.between(PLAN.start, PLAN.start + 200 * DAY); // one whole wave of the drift
      const chanceOf = (cell: Cell): number =>
        chanceOfGood(plan, own, cell, { person, at, difficulty: random.normal() });
      return TEAM_MIX.reduce((sum, cell) => sum + cell.share * chanceOf(cell), 0) - own.rateAt(at);
    });
    const gap = gaps.reduce((sum, value) => sum + value, 0) / gaps.length;
    expect(Math.abs(gap)).toBeLessThan(0.004); // some outages, which cost 0.1 on 3 days of 100, and chance
  });

  it('names the remedy for an account it does not know', () => {
    expect(() => truth.of('nobody')).toThrow(/nobody does not work at this desk: ask for an account of the same plan/);
  });
});
