import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution, ResolutionPart } from '../../../src/domain/contribution.ts';
import { type LearnOptions, learnExpectation } from '../../../src/metrics/expectation/learn.ts';
import { seededRandom } from '../../../src/simulator/random.ts';
import { AS_OF, anyRows, CELL, DAY, resolved, slaResult } from '../rows.ts';

const NOW: LearnOptions = { frozenAt: AS_OF, maturityDays: 14, checks: null };
const ONCE: LearnOptions = { ...NOW, checks: [] };
const PEOPLE = ['ann', 'bob', 'cy', 'dan', 'eve', 'fay'];

/** Half a year of six people, each as good as given, with hard work the priority P1. */
function deskOf(good: readonly number[], each: (i: number) => Partial<ResolutionPart> = () => ({})): Contribution[] {
  const random = seededRandom(1);
  return PEOPLE.flatMap((name, person) =>
    resolved(
      name,
      300,
      (i) => {
        const priority = random.chance(0.5) ? 'P1' : 'P2';
        const share = (good[person] ?? 0.9) - (priority === 'P1' ? 0.2 : 0);
        return { cell: { ...CELL, priority }, sla: slaResult(random.chance(share)), ...each(i) };
      },
      [180, 15],
    ),
  );
}
const ALIKE = deskOf([0.9, 0.9, 0.9, 0.9, 0.9, 0.9]);

describe('what is expected of a desk', () => {
  it('does not depend on the order in which its contributions come', async () => {
    const [one, other] = [ALIKE, seededRandom(5).shuffled(ALIKE)];
    const [kept, again] = [await learnExpectation([one], NOW), await learnExpectation([other], NOW)];
    expect(again.checks).toEqual(kept.checks);
    expect(again.shares).toEqual(kept.shares);
    expect(again.outcome?.mix.length).toBe(kept.outcome?.mix.length);
    for (const [level, effect] of Object.entries(kept.outcome?.effects ?? {}))
      expect(again.outcome?.effects[level]).toBeCloseTo(effect, 6);
    expect(again.outcome?.phi).toBeCloseTo(kept.outcome?.phi ?? 0, 6);
  });

  it('can be learned from anything, and is the same when it was stored', async () => {
    const learned = fc.asyncProperty(anyRows, async (rows) => {
      const found = await learnExpectation([rows], NOW);
      expect(JSON.parse(JSON.stringify(found))).toStrictEqual(found);
    });
    await fc.assert(learned, { numRuns: 20 });
  });

  it('tells hard work from easy, and strong people from weak', async () => {
    const { outcome: alike } = await learnExpectation([ALIKE], ONCE);
    const { outcome: apart } = await learnExpectation([deskOf([0.98, 0.95, 0.9, 0.85, 0.75, 0.65])], ONCE);
    expect(alike?.effects['priority\nP2']).toBeGreaterThan((alike?.effects['priority\nP1'] ?? 0) + 0.3);
    expect(apart?.spread).toBeGreaterThan(1.5 * (alike?.spread ?? 1));
    expect(alike).toMatchObject({ resolutions: 1_800, people: 6 });
  });

  it('is of the year before, and of what is old enough to have failed', async () => {
    const early = resolved('ann', 50, () => ({}), [500, 370]);
    const young = resolved('ann', 50, () => ({}), [13, 1]);
    expect((await learnExpectation([[...early, ...young]], ONCE)).outcome).toBeNull();
    expect((await learnExpectation([[...ALIKE, ...early, ...young]], ONCE)).outcome?.resolutions).toBe(1_800);
  });

  it('carries the checks it is given, and makes them of every outcome where it is given none', async () => {
    const { checks } = await learnExpectation([deskOf([0.99, 0.97, 0.9, 0.8, 0.7, 0.5])], NOW);
    expect(checks.map(({ outcome }) => outcome)).toEqual(['quality', 'sla', 'own-time', 'bounce', 'reopen']);
    expect(checks[0]?.verdict).toBe('predicts');
    expect((await learnExpectation([ALIKE], { ...NOW, checks })).checks).toBe(checks);
  });

  it('knows by when failures show, and how often requesters are back by chance', async () => {
    const late = deskOf([1, 1, 1, 1, 1, 1], (i) => ({
      sla: null,
      ...(i % 10 === 0 && { reopenedAt: dayAfter(i, 5) }),
    }));
    const { outcome } = await learnExpectation([late], ONCE);
    expect(outcome?.showing.shares.map((share) => Math.round(share))).toEqual([
      0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ]);
    const back = deskOf([1, 1, 1, 1, 1, 1], (i) => (i % 20 === 0 ? { repeatedAt: dayAfter(i, 10) } : {}));
    expect((await learnExpectation([back], ONCE)).outcome?.showing.chanceRepeats).toBeCloseTo(0.05, 9);
  });
});

/** Days after the i-th resolution of `deskOf`. */
function dayAfter(i: number, days: number): number {
  return AS_OF - (180 - (165 * i) / 300) * DAY + days * DAY;
}
