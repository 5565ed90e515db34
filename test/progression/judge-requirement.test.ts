import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRequirement, together } from '../../src/progression/judge-requirement.ts';
import type { Requirement, Verdict } from '../../src/progression/rule.ts';
import { between, requirement, share } from './requirement.ts';

describe('judgeRequirement', () => {
  // Wilson, one-sided 90 %: the ends of the 80 % interval.
  const cases: [what: string, hits: number, n: number, rule: Partial<Requirement>, verdict: Verdict][] = [
    ['15 of 18, which COPC shows to tell nothing', 15, 18, {}, 'not-enough-data'],
    ['15 of 18 at the confidence of a coin', 15, 18, { confidence: 0.5 }, 'not-met'],
    ['16 of 18 at the confidence of a coin', 16, 18, { confidence: 0.5 }, 'met'],
    ['all of 20', 20, 20, {}, 'met'],
    ['all of 9, one short of the tickets needed', 9, 9, {}, 'not-enough-data'],
    ['all of 10, just enough tickets', 10, 10, {}, 'met'],
    ['none of 10', 0, 10, {}, 'not-met'],
    ['90 of 100: .855 and above', 90, 100, {}, 'met'],
    ['90 of 100, more surely', 90, 100, { confidence: 0.95 }, 'not-enough-data'],
    ['75 of 100: .801 at most', 75, 100, {}, 'not-met'],
    ['84 of 100, not shown to be below', 84, 100, { weight: 'not-clearly-below' }, 'met'],
    ['75 of 100, shown to be below', 75, 100, { weight: 'not-clearly-below' }, 'not-met'],
    ['too few to show anything against it', 0, 9, { weight: 'not-clearly-below' }, 'met'],
    ['at most: 75 of 100', 75, 100, { comparison: 'at-most' }, 'met'],
    ['at most: 90 of 100', 90, 100, { comparison: 'at-most' }, 'not-met'],
    ['at most: 84 of 100', 84, 100, { comparison: 'at-most' }, 'not-enough-data'],
    ['at most, not clearly above', 84, 100, { comparison: 'at-most', weight: 'not-clearly-below' }, 'met'],
  ];

  it.each(cases)('%s', (_what, hits, n, more, verdict) => {
    expect(judgeRequirement(requirement(more), share(hits, n)).verdict).toBe(verdict);
  });

  it.each<[Requirement['comparison'], number, number, Verdict]>([
    ['at-least', 0.85, 0.95, 'met'],
    ['at-least', 0.849, 0.95, 'not-enough-data'],
    ['at-least', 0.7, 0.85, 'not-enough-data'],
    ['at-least', 0.7, 0.849, 'not-met'],
    ['at-most', 0.7, 0.85, 'met'],
    ['at-most', 0.7, 0.851, 'not-enough-data'],
    ['at-most', 0.85, 0.95, 'not-enough-data'],
    ['at-most', 0.851, 0.95, 'not-met'],
  ])('counts the target itself as right: %s .85, interval %d to %d', (comparison, lower, upper, verdict) => {
    expect(judgeRequirement(requirement({ comparison }), between(lower, upper)).verdict).toBe(verdict);
  });

  it('asks at the confidence of a coin for the figure itself, whatever interval that has', () => {
    expect(judgeRequirement(requirement({ confidence: 0.5 }), between(0.8, 0.9)).verdict).toBe('met');
    expect(judgeRequirement(requirement({ confidence: 0.5 }), between(0.8, 0.89)).verdict).toBe('not-met');
  });

  it('says without any observation how many are needed', () => {
    expect(judgeRequirement(requirement(), undefined)).toEqual({
      verdict: 'not-enough-data',
      reason: 'no resolutions; 10 needed',
      enough: false,
      estimate: null,
    });
    expect(judgeRequirement(requirement({ minimumSample: 0 }), undefined).reason).toBe('no resolutions; 1 needed');
  });

  it('says how many of those needed there are, and shows the 95 % interval all the same', () => {
    expect(judgeRequirement(requirement(), share(7, 7))).toMatchObject({
      reason: '7 of the 10 resolutions needed',
      estimate: { value: 1, level: 0.95, sampleSize: 7 },
    });
  });

  it('shows 95 % whatever confidence it judges by', () => {
    expect(judgeRequirement(requirement({ confidence: 0.6 }), share(90, 100)).estimate).toEqual(
      share(90, 100).estimate(0.95),
    );
  });

  it.each([
    ['at-least', 0.85, 0.8, 0.81],
    ['at-most', 0.1, 0.2, 0.19],
  ] as const)('%s %d is stayed by %d, on its lenient side', (comparison, target, stayTarget, value) => {
    const asked = requirement({ comparison, target, stayTarget });
    const verdicts = [value, 2 * stayTarget - value].map((one) => {
      const sample = between(one - 0.01, one + 0.01);
      return [judgeRequirement(asked, sample).verdict, judgeRequirement(asked, sample, { staying: 0.5 }).verdict];
    });
    expect(verdicts).toEqual([
      ['not-met', 'met'],
      ['not-met', 'not-met'],
    ]);
  });

  it('can be asked at another confidence than its own', () => {
    expect(judgeRequirement(requirement(), share(88, 100)).verdict).toBe('not-enough-data');
    expect(judgeRequirement(requirement(), share(88, 100), { staying: 0.6 }).verdict).toBe('met');
  });

  it('never turns from right to wrong by asking for more confidence, only to untold', () => {
    const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });
    const counts = fc.tuple(fc.nat(60), fc.nat(60)).map(([hits, misses]) => share(hits, hits + misses + 10));
    fc.assert(
      fc.property(
        counts,
        confidence,
        confidence,
        fc.constantFrom('at-least', 'at-most'),
        (sample, a, b, comparison) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          const at = (asked: number) =>
            judgeRequirement(requirement({ comparison }), sample, { staying: asked }).verdict;
          expect([at(less), 'not-enough-data']).toContain(at(more));
        },
      ),
    );
  });
});

describe('together', () => {
  it.each<[Verdict[], Verdict]>([
    [['met', 'met'], 'met'],
    [['met', 'not-met'], 'not-met'],
    [['met', 'not-enough-data'], 'not-enough-data'],
    [['not-enough-data', 'not-met'], 'not-met'],
    [['not-met', 'not-enough-data', 'met'], 'not-met'],
    [['not-enough-data'], 'not-enough-data'],
  ])('%j is %s', (verdicts, whole) => {
    expect(together(verdicts)).toBe(whole);
  });
});
