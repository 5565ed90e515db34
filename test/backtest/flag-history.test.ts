import { describe, expect, it } from 'vitest';
import { FlagHistory, type RuleHistory } from '../../src/backtest/flag-history.ts';
import { Judging } from '../../src/backtest/judging.ts';
import type { Sample } from '../../src/metrics/sample.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { rule, share } from '../progression/requirement.ts';

const WEEK = 7 * 86_400_000;
const RULE = rule({ holdFor: 1, leaveAfter: 1 });
const [GOOD, BAD] = [share(99, 100), share(50, 100)];

/** Weeks of people's figures, by name; the history is told of those from `from` on. */
function history(people: Readonly<Record<string, readonly Sample[]>>, from = 0): RuleHistory {
  const judging = new Judging([RULE], []);
  const found = new FlagHistory(RULE);
  const weeks = Math.max(...Object.values(people).map((samples) => samples.length));
  for (let week = 0; week < weeks; week++) {
    const measurements = Object.entries(people).flatMap(([id, samples]) => {
      const sample = samples[week];
      const about = { metric: slaAttainment, weeks: 13, subject: { kind: 'agent', id }, heldBack: null } as const;
      return sample === undefined ? [] : [{ ...about, sample }];
    });
    const judged = judging.next({ asOf: week * WEEK, measurements });
    if (week >= from) found.add(week * WEEK, judged);
  }
  return found.done();
}

describe('FlagHistory', () => {
  it('counts raisings, withdrawals, weeks up and flips per year of one person', () => {
    const found = history({ ann: [GOOD, GOOD, BAD, GOOD], bob: [BAD, BAD, BAD, BAD] });
    expect(found).toMatchObject({ raised: 2, withdrawn: 1, upWeeks: 3, judgedWeeks: 8 });
    expect(found.flipsPerYear).toBeCloseTo((3 / 8) * 52.18, 1);
    expect(found.weeks.map(({ up }) => up)).toEqual([1, 1, 0, 1]);
    expect(found.verdicts).toEqual({ met: 1, 'not-met': 1, 'not-enough-data': 0 });
  });

  it('keeps each spell of a flag, in order of raising', () => {
    const { episodes } = history({ ann: [GOOD, BAD, BAD, GOOD], bob: [BAD, GOOD, GOOD, GOOD] });
    expect(episodes.map(({ subject, raisedAt, withdrawnAt }) => [subject.id, raisedAt, withdrawnAt])).toEqual([
      ['ann', 0, WEEK],
      ['bob', WEEK, null],
      ['ann', 3 * WEEK, null],
    ]);
  });

  it('does not count as raised what was up before the period', () => {
    const found = history({ ann: [GOOD, GOOD, GOOD, BAD] }, 2);
    expect(found).toMatchObject({ raised: 0, withdrawn: 1, upWeeks: 1, judgedWeeks: 2 });
    expect(found.episodes).toMatchObject([{ raisedAt: 0, withdrawnAt: 3 * WEEK }]);
  });

  it('has no rate where nobody was judged', () => {
    const found = new FlagHistory(RULE);
    found.add(0, []);
    expect(found.done()).toMatchObject({ flipsPerYear: null, judgedWeeks: 0 });
  });
});
