import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/metrics/measure.ts';
import type { Sample } from '../../src/metrics/sample.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { judge } from '../../src/progression/judge.ts';
import { type Judgement, judgementKey } from '../../src/progression/judgement.ts';
import { readinessOf } from '../../src/progression/readiness.ts';
import type { Known } from '../../src/progression/rule.ts';
import { rule, share } from './requirement.ts';

const LATE = {
  expression: 'figure["sla-attainment"].lower >= 0.8',
  figures: [{ metric: slaAttainment, weeks: 13, minimumSample: 10 }],
  records: [],
  holds: ({ figure }: Known) => {
    const lower = figure['sla-attainment']?.lower;
    return lower === undefined ? null : lower >= 0.8;
  },
  reason: 'either way',
};
const asking = rule({ requirements: [], expressions: [LATE], stayConfidence: 0.5, leaveAfter: 1 });

function weekly(samples: readonly Sample[], heldBack: string | null = null, judged = asking): Judgement[] {
  let previous = new Map<string, Judgement>();
  return samples.flatMap((sample, week) => {
    const subject = { kind: 'agent', id: 'ann' } as const;
    const measured: Measurement[] = [{ metric: slaAttainment, weeks: 13, heldBack, subject, sample }];
    const judgements = judge([judged], measured, { asOf: week, previous });
    previous = new Map(judgements.map((one) => [judgementKey(one.ruleId, one.subject), one]));
    return judgements;
  });
}

describe('a rule by an expression', () => {
  it('judges whoever has a figure that it speaks of, and shows the figure with its interval', () => {
    const [found] = weekly([share(99, 100)]);
    expect(found?.verdict).toBe('met');
    expect(found?.expressions).toEqual([
      {
        expression: LATE.expression,
        why: 'either way',
        verdict: 'met',
        reason: 'it holds by these figures and records',
        enough: true,
        figures: [{ metric: 'sla-attainment', weeks: 13, estimate: share(99, 100).estimate(0.95) }],
        records: [],
      },
    ]);
  });

  it('is not told by too few, nor by what must not be gone by', () => {
    expect(weekly([share(9, 9)])[0]?.expressions?.[0]).toMatchObject({
      verdict: 'not-enough-data',
      reason: '9 of the 10 resolutions needed for sla-attainment',
      enough: false,
    });
    const [held] = weekly([share(99, 100)], 'too little history');
    expect(held?.expressions?.[0]).toMatchObject({ verdict: 'not-enough-data', reason: 'too little history' });
    expect(held === undefined ? null : readinessOf(held)).toBe('not-enough-data');
  });

  it('stays up by less confidence than it rose by, and by no more', () => {
    const up = weekly([share(99, 100), share(99, 100), share(83, 100), share(9, 9), share(70, 100)]);
    expect(up.map(({ verdict }) => verdict)).toEqual(['met', 'met', 'not-enough-data', 'not-enough-data', 'not-met']);
    expect(up.map(({ raisedAt }) => raisedAt)).toEqual([null, 1, 1, 1, null]);
  });

  it('stays up where it would rise, though it asks for the far end of an interval', () => {
    const holds = ({ figure }: Known) => (figure['sla-attainment']?.upper ?? 0) >= 0.9;
    const far = rule({ requirements: [], expressions: [{ ...LATE, holds }], stayConfidence: 0.5, leaveAfter: 1 });
    const up = weekly(Array(3).fill(share(86, 100)), null, far);
    expect(up.map(({ raisedAt }) => raisedAt)).toEqual([null, 1, 1]);
  });
});
