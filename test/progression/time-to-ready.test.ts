import { describe, expect, it } from 'vitest';
import type { Evidence, Judgement, RecordEvidence } from '../../src/progression/judgement.ts';
import { timeToReady } from '../../src/progression/time-to-ready.ts';

const AT_RATE = 'about 40 more resolutions at the present rate would meet it';

function gap(tickets: number | null, done: number, more: Partial<Evidence> = {}): Evidence {
  return {
    metric: 'standardised-quality',
    weeks: 8,
    comparison: 'at-least',
    target: 0.9,
    confidence: 0.8,
    minimumSample: 20,
    weight: 'required',
    why: 'because',
    verdict: 'not-enough-data',
    reason: 'too few',
    estimate: { value: 0.9, lower: 0.8, upper: 1, level: 0.95, sampleSize: done, effectiveSampleSize: done },
    evidenceRatio: null,
    atTarget: null,
    nearestChange: { tickets, sentence: AT_RATE },
    mainAgent: null,
    ...more,
  };
}
const met = gap(3, 100, { verdict: 'met' });
const record: RecordEvidence = {
  record: 'improvement',
  atLeast: 1,
  weeks: 26,
  why: 'because',
  count: 0,
  verdict: 'not-enough-data',
  reason: 'none',
};
const judged = (evidence: readonly Evidence[], more: Partial<Judgement> = {}) =>
  timeToReady({ evidence, heldFor: 0, raisedAt: null, ...more }, 3, (id) => `<${id}>`);

describe('the time until somebody is ready', () => {
  it('is the tickets that are missing over their own weekly number, with its interval, and the weeks it has to hold', () => {
    // 40 a month of work: 80 in 8 weeks are 10 a week, 68.2 to 93.4 of them by Byar's limits at 80 %.
    const { weeks, sentence } = judged([gap(40, 80), met]);
    expect(weeks).toEqual({ from: Math.ceil(320 / 93.4) + 2, to: Math.ceil(320 / 68.5) + 2 });
    expect(sentence).toBe('About 6 to 7 weeks at this rate, if results stay as they are.');
  });

  it('is as long as the slowest of what is missing, and wider the less work there is', () => {
    const alone = judged([gap(40, 80)]).weeks;
    const both = judged([gap(40, 80), gap(10, 4)]).weeks;
    expect(both?.to).toBeGreaterThan(alone?.to ?? 0);
    expect((both?.to ?? 0) - (both?.from ?? 0)).toBeGreaterThan((alone?.to ?? 0) - (alone?.from ?? 0));
  });

  it.each<[string, ReturnType<typeof judged>, RegExp]>([
    ['no number would do it', judged([gap(null, 80)]), /^<standardised-quality>: no number/],
    [
      'only a row without a miss would',
      judged([
        gap(12, 80, {
          nearestChange: { tickets: 12, sentence: '12 further on the right side in a row would meet it' },
        }),
      ]),
      /the rate itself would have to change/,
    ],
    ['none of that work comes to them', judged([gap(12, 0, { estimate: null })]), /none of this work/],
    ['it is years away', judged([gap(4000, 80)]), /more than two years/],
    ['records alone are missing', judged([met], { records: [record] }), /put on record/],
    ['the flag is up', judged([gap(40, 80)], { raisedAt: 1 }), /people look at it now/],
    ['they said no', judged([met], { notRaised: 'They do not want it.' }), /do not want it/],
  ])('is not told where %s', (_what, { weeks, sentence }, words) => {
    expect(weeks).toBeNull();
    expect(sentence).toMatch(words);
  });

  it('is what is left of the weeks it has to hold where all is met', () => {
    expect(judged([met], { heldFor: 1 }).weeks).toEqual({ from: 2, to: 2 });
    expect(judged([gap(40, 80)], { records: [record] }).sentence).toMatch(/once the records are there\.$/);
  });
});
