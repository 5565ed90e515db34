import { describe, expect, it } from 'vitest';
import { AgentWeeks } from '../../../src/metrics/families/agent-weeks.ts';
import { BackOffTable } from '../../../src/statistics/back-off.ts';
import { WEEK } from '../rows.ts';

const PATH = ['network'];
/** Colleagues fail every second ticket. */
const table = new BackOffTable();
for (const good of [0, 1] as const) table.add('bob', PATH, good);

function weeksOf(failuresByWeek: readonly number[], tickets: number, weeks = new AgentWeeks(), from = 0): AgentWeeks {
  for (const [week, failures] of failuresByWeek.entries()) {
    for (let i = 0; i < tickets; i += 1) weeks.add('ann', (from + week) * WEEK, PATH, i < failures);
  }
  return weeks;
}

describe('the dispersion of agent-weeks', () => {
  // Ann fails 30 % where 50 % is expected: 3 of 10 a week by her own level, variance 10 x .3 x .7 = 2.1.
  const swinging = [0, 6, 0, 6, 0, 6, 0, 6, 0, 6];

  it("is measured around each one's own level", () => {
    expect(weeksOf(swinging, 10).dispersion(table)).toBeCloseTo(9 / 2.1, 9);
  });

  it('is 1 for weeks like each other, be they all worse than expected', () => {
    expect(weeksOf(Array(10).fill(9), 10).dispersion(table)).toBe(1);
  });

  it('passes over weeks of fewer than five tickets', () => {
    const weeks = weeksOf([4, 4, 4, 0, 0, 0, 0, 0, 0, 0], 4, weeksOf(swinging, 10), 20);
    expect(weeks.dispersion(table)).toBeCloseTo(9 / 2.1, 9);
  });

  it('is 1 while too little is known', () => {
    expect(weeksOf(swinging.slice(1), 10).dispersion(table)).toBe(1);
    expect(new AgentWeeks().dispersion(table)).toBe(1);
  });
});
