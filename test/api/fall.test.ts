import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/api/desk.ts';
import { fallView } from '../../src/api/views/fall.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import { dayOf, type OffDay } from '../../src/metrics/expectation/off-days.ts';
import type { RoleRule } from '../../src/progression/rule.ts';
import type { StoredJudgement } from '../../src/store/store.ts';
import { AS_OF, CELL, daysAgo, resolution, row, STEADY_DESK, slaResult } from '../metrics/rows.ts';

function done(days: number, good: boolean, workType = 'network'): Contribution {
  const at = daysAgo(days);
  const part = { cell: { ...CELL, workType }, ...(!good && { sla: slaResult(false) }) };
  const taken = [{ at, team: 'first', handedOver: false, selfPicked: false, own: null }];
  return row('ann', { openedAt: at, resolutions: [resolution(at, part)], taken, acts: [at] });
}
/** What came of a day on which next to nothing went well. */
const STORM = { resolutions: 40, good: 12, expected: 36, variance: 3.6 };
const days = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => from - i);
const before = days(300, 57).map((day) => done(day, day % 10 !== 0));
const told = (
  recent: readonly Contribution[],
  more: { kind?: string; metric?: string; model?: null; offDays?: readonly OffDay[] } = {},
) => {
  const store = {
    latestExpectation: async () => ({ ...STEADY_DESK, ...(more.model === null && { outcome: null }) }),
    contributionsOf: async () => [...before, ...recent],
    decisions: async () => [],
    offDays: async () => more.offDays ?? [],
  };
  const desk = { store, rules: { windows: { maturityDays: 14 } } } as unknown as Desk;
  const evidence = [{ metric: more.metric ?? 'own-level-chart' }];
  const flag = { asOf: AS_OF, subject: { kind: 'agent', id: 'desk:ann' }, evidence } as unknown as StoredJudgement;
  return fallView(desk, flag, { kind: more.kind ?? 'risk' } as RoleRule);
};

describe('what a fall goes with, in words', () => {
  it('names the circumstance that goes with most of it, with how far chance goes', async () => {
    const fall = await told(days(56, 15).map((day) => done(day, day % 3 !== 0, day % 3 === 0 ? 'mail' : 'network')));
    expect(fall?.sentence).toBe(
      'Most of it goes with work that is new to them: that is the dip of learning, and progress.',
    );
    const part = fall?.parts.find(({ cause }) => cause === 'new-work');
    expect(part?.sentence).toMatch(
      /^14 resolutions of kinds of work they had done fewer than 20 times: \d+ points worse \(chance alone: up to \d+ points? either way\)\.$/,
    );
    expect(fall?.parts.map(({ cause }) => cause)).not.toContain('absence');
  });

  it('names the days on which the whole team was off', async () => {
    const storm = [40, 38, 36];
    const offDays = storm.map((day) => ({ day: dayOf(daysAgo(day)), team: 'first', usual: 0, ...STORM }));
    const recent = days(56, 15).flatMap((day) =>
      (storm.includes(day) ? [1, 2, 3] : [1]).map(() => done(day, !storm.includes(day))),
    );
    const fall = await told(recent, { offDays });
    expect(fall?.sentence).toBe(
      'Most of it goes with days on which the whole team was off: look at what happened then, not at them.',
    );
    const part = fall?.parts.find(({ cause }) => cause === 'off-day');
    expect(part?.sentence).toMatch(
      /^9 resolutions of work that came in on days on which their whole team or desk was off: \d+ points worse/,
    );
    expect((await told(recent))?.parts.map(({ cause }) => cause)).not.toContain('off-day');
  });

  it('sends to the person where tickets show no circumstance', async () => {
    const fall = await told(days(56, 15).map((day) => done(day, day % 3 !== 0)));
    expect(fall?.sentence).toBe('No circumstance that tickets show explains most of it. Ask the person first.');
  });

  it('says so where nothing fell', async () => {
    const fall = await told(days(56, 15).map((day) => done(day, true)));
    expect(fall?.sentence).toBe('Their last eight weeks are no worse than their earlier level.');
  });

  it.each([
    ['readiness', { kind: 'readiness' }],
    ['a rule that reads no quality', { metric: 'volume' }],
    ['a desk of which nothing is learned', { model: null }],
  ] as const)('is not told of %s', async (_, more) => {
    expect(
      await told(
        days(56, 15).map((day) => done(day, false)),
        more,
      ),
    ).toBeNull();
  });
});
