import { describe, expect, it } from 'vitest';
import type { RuleHistory } from '../../src/backtest/flag-history.ts';
import { promotions } from '../../src/backtest/promotions.ts';
import type { Decision } from '../../src/progression/decision.ts';
import { rule } from '../progression/requirement.ts';

const YEAR = 365.25 * 86_400_000;
const PERIOD = { from: 0, to: 2 * YEAR };

const line = (id: string, at: number, agent: string, act: Decision['act']): Decision => ({
  ...{ id, at, by: 'Mo', agent, reason: 'so it is', act, shown: null },
});
const appoint = (id: string, at: number, agent: string) =>
  line(id, at, agent, { act: 'appoint', path: 'generalist', stage: 'analyst' });

/** A risk rule that judged ann, bob, cy and dee, and asked after these. */
function history(raised: Readonly<Record<string, number>>, kind: 'risk' | 'readiness' = 'risk'): RuleHistory {
  const episodes = Object.entries(raised).map(([id, raisedAt]) => ({ subject: { kind: 'agent', id }, raisedAt }));
  const subjects = new Set(['ann', 'bob', 'cy', 'dee'].map((id) => `agent:${id}`));
  return { rule: rule({ kind }), episodes, subjects } as unknown as RuleHistory;
}

describe('promotions', () => {
  it('are none where nobody was appointed, or only later, or the appointment was taken back', () => {
    expect(promotions([], [history({})], PERIOD)).toBeNull();
    expect(promotions([appoint('a', 3 * YEAR, 'ann')], [history({})], PERIOD)).toBeNull();
    const takenBack = [appoint('a', 1, 'ann'), line('b', 2, 'ann', { act: 'reverse', decision: 'a' })];
    expect(promotions(takenBack, [history({})], PERIOD)).toBeNull();
  });

  it('follow the appointed from their day, all others from the first, each to their first risk flag', () => {
    const log = [appoint('a', YEAR, 'ann'), appoint('b', YEAR, 'bob')];
    // Ann was asked after before she was appointed, and again half a year after.
    const found = promotions(log, [history({ bob: 0.5 * YEAR, cy: YEAR }), history({ ann: 1.5 * YEAR })], PERIOD);
    expect(found?.appointed).toMatchObject({ people: 2, reviews: 1, personYears: 1.5 });
    expect(found?.others).toMatchObject({ people: 2, reviews: 1, personYears: 3 });
    expect(found?.others.perYear).toBeCloseTo(1 / 3, 9);
    // Garwood: one event seen, .0253 to 5.572.
    expect(found?.others.lower).toBeCloseTo(0.0253 / 3, 3);
    expect(found?.others.upper).toBeCloseTo(5.572 / 3, 3);
  });

  it('look at risks only', () => {
    const found = promotions([appoint('a', 0, 'ann')], [history({ ann: YEAR }, 'readiness')], PERIOD);
    expect(found?.appointed.reviews).toBe(0);
  });
});
