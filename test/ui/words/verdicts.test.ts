import { describe, expect, it } from 'vitest';
import {
  standings,
  stayText,
  strongText,
  subjectWord,
  toneOf,
  untoldText,
  weekCounts,
} from '../../../src/ui/words/verdicts.ts';

it('does not dress a risk that is met as good news, nor one ruled out as bad', () => {
  expect(toneOf('met', 'readiness')).toBe('met');
  expect(toneOf('met', 'risk')).toBe('risk');
  expect(toneOf('not-met', 'readiness')).toBe('not-met');
  expect(toneOf('not-met', 'risk')).toBe('ruled-out');
  expect(toneOf('not-enough-data', 'risk')).toBe('untold');
});

describe('what a rule could tell', () => {
  const count = (rule: string, verdict: 'met' | 'not-met' | 'not-enough-data', subjects: number) => ({
    rule,
    title: rule,
    subject: 'agent' as const,
    verdict,
    subjects,
  });

  it('is one line a rule, by title', () => {
    const lines = standings([
      count('mentor', 'met', 3),
      count('analyst', 'not-enough-data', 31),
      count('mentor', 'not-enough-data', 25),
    ]);
    expect(lines.map(({ rule, judged }) => [rule, judged])).toEqual([
      ['analyst', 31],
      ['mentor', 28],
    ]);
    expect(lines[1]?.counts).toEqual({ met: 3, 'not-met': 0, 'not-enough-data': 25 });
  });

  it.each([
    [[['not-enough-data', 31] as const, ['met', 6] as const], '31 of 37 people cannot be told yet'],
    [[['not-enough-data', 1] as const], '1 person cannot be told yet'],
    [[['met', 4] as const], 'All 4 people could be told'],
  ])('is said in a sentence: %o', (counts, text) => {
    const [line] = standings(counts.map(([verdict, n]) => count('mentor', verdict, n)));
    expect(line && untoldText(line)).toBe(text);
  });

  it('names what was judged', () => {
    expect([subjectWord('agent', 2), subjectWord('work-type', 1)]).toEqual(['people', 'work type']);
  });
});

it('explains a flag that is up though its rule does not hold just now', () => {
  const flag = { state: 'open', verdict: 'not-enough-data', leaveAfter: 2 } as const;
  expect(stayText(flag)).toContain('at 2 evaluations in a row');
  expect(stayText({ ...flag, leaveAfter: 1 })).toContain('at one evaluation');
  expect(stayText({ ...flag, verdict: 'met' })).toBe('');
  expect(stayText({ ...flag, state: 'withdrawn' })).toBe('');
});

it('counts the weeks of a history', () => {
  const week = (verdict: 'met' | 'not-met' | 'not-enough-data', up: boolean) => ({ asOf: '', verdict, up });
  expect(weekCounts([week('not-enough-data', false), week('met', false), week('met', true)])).toEqual({
    met: 2,
    'not-met': 0,
    'not-enough-data': 1,
    up: 1,
  });
});

describe('strong readiness', () => {
  const asks = { confidence: 0.9, holdFor: 4, minimumSample: 30, stayConfidence: 0.6, heldFor: 2, since: null };

  it('is told with what it asks and how far it is, and not where the rule knows none', () => {
    expect(strongText({ strong: asks })).toBe('90\u00a0% confidence by 30 or more, 4 evaluations in a row: 2 so far');
    expect(strongText({ strong: { ...asks, heldFor: 9, holdFor: 1 } })).toMatch(/, 1 evaluation: 1 so far$/);
    expect(strongText({ strong: { ...asks, since: '2026-10-19T12:00:00Z' } })).toMatch(/: so since 19 Oct 2026$/);
    expect(strongText({ strong: null })).toBe('');
  });
});
