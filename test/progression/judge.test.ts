import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../src/metrics/measure.ts';
import { reopenRate } from '../../src/metrics/reopen-rate.ts';
import type { Sample } from '../../src/metrics/sample.ts';
import { slaAttainment } from '../../src/metrics/sla-attainment.ts';
import { judge, judging } from '../../src/progression/judge.ts';
import { type Carried, carriedOf, carries, type Judgement, judgementKey } from '../../src/progression/judgement.ts';
import type { RoleRule } from '../../src/progression/rule.ts';
import { between, requirement, rule, share } from './requirement.ts';

const WEEK = 7 * 86_400_000;
const SURE = share(99, 100);
/** Above the target at the confidence of staying, but not at that of entering. */
const LIKELY = share(88, 100);
const BELOW = share(60, 100);

const ofAgent = (id: string, sample: Sample, metric = slaAttainment, weeks = 13): Measurement => ({
  metric,
  weeks,
  heldBack: null,
  subject: { kind: 'agent', id },
  sample,
});

/** Judges one agent week by week; null: no figure that week. */
function weekly(judged: RoleRule, samples: readonly (Sample | null)[]): (Judgement | undefined)[] {
  let previous = new Map<string, Judgement>();
  return samples.map((sample, week) => {
    const measurements = sample === null ? [] : [ofAgent('ann', sample)];
    const judgements = judge([judged], measurements, { asOf: week * WEEK, previous });
    previous = new Map(judgements.map((one) => [judgementKey(one.ruleId, one.subject), one]));
    return judgements[0];
  });
}

const raised = (judgements: readonly (Judgement | undefined)[]) =>
  judgements.map((one) => (one?.raisedAt == null ? null : one.raisedAt / WEEK));

describe('a flag', () => {
  it('rises when the rule has held for as many evaluations as it asks for', () => {
    expect(raised(weekly(rule({ holdFor: 3 }), [SURE, SURE, SURE, SURE]))).toEqual([null, null, 2, 2]);
  });

  it.each([
    ['not told', LIKELY],
    ['not met', BELOW],
    ['without a figure', null],
  ])('is counted anew after a week %s', (_what, gap) => {
    expect(raised(weekly(rule(), [SURE, gap, SURE, SURE]))).toEqual([null, null, null, 3]);
  });

  it('stays up on less confidence than it took to rise', () => {
    const judgements = weekly(rule(), [SURE, SURE, LIKELY, LIKELY, LIKELY]);
    expect(judgements.map((one) => one?.verdict)).toEqual(['met', 'met', ...Array(3).fill('not-enough-data')]);
    expect(raised(judgements)).toEqual([null, 1, 1, 1, 1]);
  });

  it('stays up by its leave target, however surely it has left the target to enter', () => {
    const low = share(70, 100);
    const lenient = rule({ requirements: [requirement({ stayTarget: 0.65 })] });
    const judgements = weekly(lenient, [SURE, SURE, ...Array(3).fill(low), BELOW, BELOW]);
    expect(judgements.map((one) => one?.verdict)).toEqual(['met', 'met', ...Array(5).fill('not-met')]);
    expect(raised(judgements)).toEqual([null, 1, 1, 1, 1, 1, null]);
    expect(raised(weekly(rule(), [SURE, SURE, low, low]))).toEqual([null, 1, 1, null]);
    expect(judgements[0]?.evidence[0]?.stayTarget).toBe(0.65);
  });

  it('does not rise by its leave target', () => {
    const lenient = rule({ requirements: [requirement({ stayTarget: 0.5 })] });
    expect(raised(weekly(lenient, Array(4).fill(LIKELY)))).toEqual(Array(4).fill(null));
  });

  it('never falls while the rule that raised it holds: what is not clearly below is asked at its own confidence', () => {
    const lenient = rule({ requirements: [requirement({ weight: 'not-clearly-below' })], leaveAfter: 1 });
    const judgements = weekly(lenient, Array(4).fill(share(82, 100)));
    expect(judgements.map((one) => one?.verdict)).toEqual(Array(4).fill('met'));
    expect(raised(judgements)).toEqual([null, 1, 1, 1]);
  });

  it('comes down when it has been out for as many evaluations as the rule asks for, and says why once', () => {
    const judgements = weekly(rule(), [SURE, SURE, BELOW, BELOW, BELOW]);
    expect(raised(judgements)).toEqual([null, 1, 1, null, null]);
    expect(judgements.map((one) => one?.withdrawn ?? null)).toEqual([
      null,
      null,
      null,
      { raisedAt: WEEK, reason: 'the rule no longer held for 2 evaluations in a row' },
      null,
    ]);
  });

  it('does not come down for single weeks out of it', () => {
    expect(raised(weekly(rule(), [SURE, SURE, BELOW, LIKELY, BELOW, SURE]))).toEqual([null, 1, 1, 1, 1, 1]);
  });

  it('rises again only after holding again', () => {
    const judgements = weekly(rule({ leaveAfter: 1 }), [SURE, SURE, BELOW, SURE, SURE]);
    expect(raised(judgements)).toEqual([null, 1, null, null, 4]);
  });

  it('is withdrawn, not forgotten, when its subject has no figure any more', () => {
    const judgements = weekly(rule(), [SURE, SURE, null, null, null]);
    expect(raised(judgements)).toEqual([null, 1, 1, null, null]);
    expect(judgements[2]?.verdict).toBe('not-enough-data');
    expect(judgements[3]?.withdrawn?.raisedAt).toBe(WEEK);
    expect(judgements[4]).toBeUndefined();
  });

  it('is never raised twice while up, and never comes down unsaid', () => {
    const any = fc.array(fc.constantFrom(SURE, LIKELY, BELOW, share(3, 3), null), { maxLength: 25 });
    const rules = fc.record({ holdFor: fc.integer({ min: 1, max: 3 }), leaveAfter: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(any, rules, (samples, more) => {
        let up: number | null = null;
        for (const [week, one] of weekly(rule(more), samples).entries()) {
          const now: number | null = one?.raisedAt ?? null;
          expect(one?.withdrawn?.raisedAt ?? null).toBe(up !== null && now === null ? up : null);
          if (now !== null) expect(now).toBe(up ?? week * WEEK);
          if (now !== null && up === null) expect(one?.heldFor).toBeGreaterThanOrEqual(more.holdFor);
          up = now;
        }
      }),
    );
  });
});

describe('judge', () => {
  const now = { asOf: 0, previous: new Map<string, Judgement>() };

  it('judges who has a figure, by all requirements of the rule', () => {
    const both = rule({
      requirements: [requirement(), requirement({ metric: reopenRate, comparison: 'at-most', target: 0.1 })],
    });
    const measurements = [ofAgent('ann', SURE), ofAgent('ann', share(1, 100), reopenRate), ofAgent('bob', SURE)];
    expect(judge([both], measurements, now).map(({ subject, verdict }) => [subject.id, verdict])).toEqual([
      ['ann', 'met'],
      ['bob', 'not-enough-data'],
    ]);
  });

  it('reads the figure of the window the rule names, and judges nobody by another', () => {
    expect(judge([rule()], [ofAgent('ann', SURE, slaAttainment, 26)], now)).toEqual([]);
  });

  it('judges only the kind of subject the rule is about', () => {
    const team: Measurement = { ...ofAgent('first', SURE), subject: { kind: 'team', id: 'first' } };
    expect(judge([rule()], [team], now)).toEqual([]);
    expect(judge([rule({ subject: 'team' })], [team, ofAgent('ann', SURE)], now)).toMatchObject([
      { subject: team.subject },
    ]);
  });

  it('gives the same, in the same order, whatever order the figures come in', () => {
    const measurements = ['cy', 'ann', 'bob'].map((id) => ofAgent(id, SURE));
    const judged = judge([rule()], measurements, now);
    expect(judged.map(({ subject }) => subject.id)).toEqual(['ann', 'bob', 'cy']);
    expect(judge([rule()], measurements.toReversed(), now)).toEqual(judged);
  });

  it('keeps rules and subjects apart', () => {
    const rules = [rule(), rule({ id: 'other', holdFor: 1 })];
    const first = judge(rules, [ofAgent('ann', SURE)], now);
    const previous = new Map(first.map((one) => [judgementKey(one.ruleId, one.subject), one]));
    const second = judge(rules, [ofAgent('ann', SURE), ofAgent('bob', SURE)], { asOf: WEEK, previous });
    expect(second.map(({ ruleId, subject, heldFor, raisedAt }) => [ruleId, subject.id, heldFor, raisedAt])).toEqual([
      ['service-level-manager', 'ann', 2, WEEK],
      ['service-level-manager', 'bob', 1, null],
      ['other', 'ann', 2, 0],
      ['other', 'bob', 1, WEEK],
    ]);
  });

  it('keeps what a reader needs to contest it', () => {
    const [judged] = judge([rule()], [ofAgent('ann', LIKELY)], now);
    expect(judged?.evidence).toEqual([
      {
        metric: 'sla-attainment',
        weeks: 13,
        comparison: 'at-least',
        target: 0.85,
        stayTarget: null,
        confidence: 0.9,
        minimumSample: 10,
        weight: 'required',
        why: 'keeps promises',
        verdict: 'not-enough-data',
        reason: 'the interval holds the target: 100 resolutions cannot tell',
        enough: true,
        estimate: LIKELY.estimate(0.95),
        atTarget: null,
        evidenceRatio: null,
        nearestChange: { tickets: expect.any(Number), sentence: expect.stringContaining('more resolutions') },
        mainAgent: null,
      },
    ]);
  });

  it('names the person a figure about concentration rests on', () => {
    const sample = { ...between(0.9, 1), mainAgent: 'desk:ann' as never };
    expect(judge([rule()], [ofAgent('x', sample)], now)[0]?.evidence[0]?.mainAgent).toBe('desk:ann');
  });
});

describe('the next evaluation', () => {
  const STRONG = { confidence: 0.95, holdFor: 2, minimumSample: 50, stayConfidence: 0.7 };
  const byKey = <C extends Carried>(all: readonly C[]) =>
    new Map(all.map((one) => [judgementKey(one.ruleId, one.subject), one]));

  it('needs no more of the one before than what carries over', () => {
    const week = fc.record({ sample: fc.constantFrom(SURE, share(92, 100), LIKELY, BELOW, null), wants: fc.boolean() });
    fc.assert(
      fc.property(fc.array(week, { maxLength: 12 }), fc.constantFrom(STRONG, null), (weeks, strong) => {
        const rules = [rule({ strong, asksInterest: true })];
        let [all, few]: [readonly Judgement[], readonly Carried[]] = [[], []];
        for (const [i, { sample, wants }] of weeks.entries()) {
          const measurements = sample === null ? [] : [ofAgent('ann', sample)];
          const records = { countOf: () => 0, wants: () => wants, isFrozen: () => i % 5 === 4 };
          const now = { asOf: i * WEEK, records };
          const lean = judge(rules, measurements, { ...now, previous: byKey(few) });
          all = judge(rules, measurements, { ...now, previous: byKey(all) });
          expect(lean).toEqual(all);
          few = lean.filter(carries).map(carriedOf);
        }
      }),
    );
  });

  it('finds little carried over where little holds', () => {
    expect(judge([rule()], [ofAgent('ann', BELOW)], { asOf: 0, previous: new Map() }).filter(carries)).toEqual([]);
  });
});

describe('judging', () => {
  const now = { asOf: 0, previous: new Map() };

  it('can be gone through again', () => {
    const judgements = judging([rule()], [ofAgent('ann', SURE), ofAgent('bob', BELOW)], now);
    expect([...judgements]).toHaveLength(2);
    expect([...judgements]).toEqual([...judgements]);
  });

  it('asks a figure once what several rules ask alike, and anew what they ask otherwise', () => {
    let asked = 0;
    const counting: Sample = {
      sampleSize: 100,
      estimate(level) {
        asked += 1;
        return between(0.6, 0.7).estimate(level);
      },
    };
    const askedBy = (rules: readonly RoleRule[]) => {
      asked = 0;
      judge(rules, [ofAgent('ann', counting)], now);
      return asked;
    };
    const stricter = rule({ id: 'c', requirements: [requirement({ confidence: 0.95 })] });
    const once = askedBy([rule()]);
    expect(askedBy([rule(), rule({ id: 'b' })])).toBe(once);
    // What is shown of the figure stays the same.
    expect(askedBy([rule(), stricter])).toBe(2 * once - 1);
  });
});
