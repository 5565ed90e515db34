import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reopenRate } from '../../src/metrics/reopen-rate.ts';
import { readinessOf } from '../../src/progression/readiness.ts';
import { requirement, rule, share } from './requirement.ts';
import { WEEK, weekly } from './weekly.ts';

const STRONG = { confidence: 0.99, holdFor: 3, minimumSample: 60, stayConfidence: 0.8 };
const asks = rule({ strong: STRONG });
/** P(at least .85) by Jeffreys: .9999, .97, .88, .64 and next to nothing, of enough tickets for both degrees. */
const CERTAIN = share(98, 100);
const SURE = share(92, 100);
const LIKELY = share(89, 100);
const EVEN = share(86, 100);
const BELOW = share(60, 100);
const states = (...samples: (typeof SURE)[]) =>
  weekly(
    [asks],
    samples.map((sample) => ({ sample })),
  ).map(readinessOf);
const since = (...samples: (typeof SURE)[]) =>
  weekly(
    [asks],
    samples.map((sample) => ({ sample })),
  ).map(({ strong }) => (strong?.since == null ? null : strong.since / WEEK));

describe('readiness', () => {
  it('is strong when the required figures have been shown more surely, for as long as that asks', () => {
    expect(states(CERTAIN, CERTAIN, CERTAIN)).toEqual(['developing', 'nominated', 'strong']);
    expect(since(CERTAIN, CERTAIN, CERTAIN)).toEqual([null, null, 2]);
  });

  it('stays nominated on what is enough for the flag and no more', () => {
    expect(states(SURE, SURE, SURE, SURE, SURE)).toEqual(['developing', ...Array(4).fill('nominated')]);
  });

  it('stays nominated on too few tickets, however good', () => {
    expect(states(...Array(5).fill(share(55, 55)))).toEqual(['developing', ...Array(4).fill('nominated')]);
  });

  it('counts anew after a week that was less than that', () => {
    expect(since(CERTAIN, CERTAIN, SURE, CERTAIN, CERTAIN, CERTAIN)).toEqual([null, null, null, null, null, 5]);
  });

  it('stays strong on less than it took, and is left, the flag still up, by weeks in a row below that', () => {
    const samples = [CERTAIN, CERTAIN, CERTAIN, LIKELY, EVEN, LIKELY, EVEN, EVEN, SURE];
    expect(states(...samples)).toEqual([
      'developing',
      'nominated',
      ...Array(5).fill('strong'),
      ...Array(2).fill('nominated'),
    ]);
  });

  it('ends with the flag', () => {
    const judgements = weekly(
      [asks],
      [CERTAIN, CERTAIN, CERTAIN, BELOW, BELOW].map((sample) => ({ sample })),
    );
    expect(judgements.map(readinessOf).slice(3)).toEqual(['strong', 'developing']);
    expect(judgements.at(-1)?.strong).toEqual({ heldFor: 0, outFor: 0, since: null });
  });

  it('is kept by a challenge, as the flag is', () => {
    const weeks = [CERTAIN, CERTAIN, CERTAIN, BELOW, BELOW, BELOW].map((sample, week) => ({
      sample,
      records: { isFrozen: () => week >= 3 },
    }));
    expect(weekly([asks], weeks).map(readinessOf).slice(3)).toEqual(['strong', 'strong', 'strong']);
  });

  it('is not known of where the rule has no word of it', () => {
    const [judged] = weekly([rule({ holdFor: 1 })], [{ sample: CERTAIN }]);
    expect(judged).not.toHaveProperty('strong');
    expect(judged === undefined ? null : readinessOf(judged)).toBe('nominated');
  });

  it('asks of what is only not to be missed no more than before', () => {
    const both = [requirement(), requirement({ weight: 'not-clearly-below', metric: reopenRate })];
    const [judged] = weekly(
      [rule({ strong: { ...STRONG, holdFor: 1 }, holdFor: 1, requirements: both })],
      [{ sample: CERTAIN }],
    );
    expect(judged?.strong?.since).toBe(0); // no figure of the second: nothing is shown against it
  });

  it('does not begin in a week in which the rule itself does not hold', () => {
    const asksRecord = rule({
      strong: { ...STRONG, holdFor: 2 },
      records: [{ record: 'improvement', atLeast: 1, weeks: 26, reason: 'initiative' }],
    });
    const weeks = [1, 1, 0, 1, 1].map((count) => ({ sample: count === 0 ? CERTAIN : SURE, count }));
    const judgements = weekly(
      [asksRecord],
      weeks.map(({ sample, count }) => ({ sample, records: { countOf: () => count } })),
    );
    expect(judgements.map(({ strong }) => strong?.heldFor)).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    ['no ticket of their own weighs enough', share(4, 4), 'not-enough-data'],
    ['the figure cannot be told from the target', EVEN, 'developing'],
    ['the figure is below', BELOW, 'developing'],
  ] as const)('while %s is %s', (_what, sample, state) => {
    const [judged] = weekly([asks], [{ sample }]);
    expect(judged === undefined ? null : readinessOf(judged)).toBe(state);
  });

  it('of an evaluation that was settled before evidence told more is read from its verdict', () => {
    const [judged] = weekly([asks], [{ sample: EVEN }]);
    if (judged === undefined) return expect.unreachable();
    const { strong: _, ...rest } = judged;
    const evidence = judged.evidence.map(({ enough: __, ...old }) => old);
    expect(readinessOf({ ...rest, evidence })).toBe('not-enough-data');
  });

  it('is never strong without a flag, nor for less than strong asks in a row', () => {
    const any = fc.array(fc.constantFrom(CERTAIN, SURE, LIKELY, EVEN, BELOW, share(4, 4)), { maxLength: 30 });
    fc.assert(
      fc.property(any, (samples) => {
        let strongBefore = false;
        for (const judged of weekly(
          [asks],
          samples.map((sample) => ({ sample })),
        )) {
          const isStrong = (judged.strong?.since ?? null) !== null;
          if (isStrong) expect(judged.raisedAt).not.toBeNull();
          if (isStrong && !strongBefore) expect(judged.strong?.heldFor).toBeGreaterThanOrEqual(STRONG.holdFor);
          strongBefore = isStrong;
        }
      }),
    );
  });
});
