import { describe, expect, it } from 'vitest';
import { carriedOf } from '../../../src/progression/judgement.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  agentSubject,
  delivery,
  estimate,
  expectation,
  figure,
  fold,
  judgement,
  mastery,
  note,
  offDay,
  read,
} from '../facts.ts';
import { ALL, type AtStore } from './at-store.ts';

/** Figures and judgements of one instant. */
export function describeEvaluations(at: AtStore): void {
  describe('evaluations', () => {
    const ann = agentSubject('ann');
    const wide = figure('resolution-hours', ann, estimate(2, Number.POSITIVE_INFINITY));

    it('are replaced when they are settled again, and are not stale then', async () => {
      await at.store.saveEvaluation(
        { asOf: 5, rulesVersion: 'r1' },
        [figure('m', ann), wide],
        [judgement('r', ann), judgement('s', ann)],
      );
      await at.store.markAllTicketsStale();
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r2' }, [wide], [judgement('r', ann, { verdict: 'met' })]);
      expect(await at.store.evaluations()).toEqual([{ asOf: 5, rulesVersion: 'r2', stale: false }]);
      expect(await at.store.figures(5, 'agent')).toEqual([wide]);
      expect(await at.store.judgements({ asOf: 5 })).toEqual([{ asOf: 5, ...judgement('r', ann, { verdict: 'met' }) }]);
    });

    it('tell the mastery of each kind of work, of everybody or of one', async () => {
      const untried = mastery('ann', 'mail', { mastery: null, taken: 2, alone: 0 });
      const all = [untried, mastery('ann'), mastery('bob')];
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, [], [], all.toReversed());
      await at.store.saveEvaluation({ asOf: 6, rulesVersion: 'r1' }, [], [], [mastery('cy')]);
      expect(await at.store.masteries(5)).toEqual(all);
      expect(await at.store.masteries(5, { agent: 'ann' })).toEqual(all.slice(0, 2));
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, [], [], []);
      expect(await at.store.masteries(5)).toEqual([]);
    });

    it('keep what was learned for them, by the rules it was learned by, until a fact known before it comes', async () => {
      const [one, other] = [expectation(2), expectation(4, 'e2')];
      await at.store.saveEvaluation({ asOf: 2, rulesVersion: 'r1', learned: one }, [], []);
      await at.store.saveEvaluation({ asOf: 4, rulesVersion: 'r1', learned: other }, [], []);
      expect(await at.store.expectation(2, 'r1')).toEqual(one);
      expect(await at.store.expectation(2, 'r2')).toBeNull();
      expect(await at.store.latestExpectation(9)).toEqual(other);
      expect(await at.store.latestExpectation(3)).toEqual(one);
      await at.add(delivery('late', { ticket: 'T1', knownAt: 3 }));
      await at.store.settlePending(ALL, read);
      expect(await at.store.expectation(4, 'r1')).toBeNull();
      expect(await at.store.latestExpectation(9)).toEqual(other); // figures of then were set against it, and still stand
    });

    it('hold the notes they were settled with, and no others', async () => {
      const [early, recoded] = [note('early-close', 'ann'), note('recoding', 'ann')];
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1', notes: [recoded, early] }, [], []);
      await at.store.saveEvaluation({ asOf: 6, rulesVersion: 'r1', notes: [early] }, [], []);
      expect(await at.store.qualityNotes(5)).toEqual([early, recoded]);
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, [], []);
      expect(await at.store.qualityNotes(5)).toEqual([]);
      expect(await at.store.qualityNotes(6)).toEqual([early]);
    });

    it('tell the days they made an allowance for', async () => {
      const days = [offDay(0, 'first'), offDay(0, null), offDay(1, '')];
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1', offDays: days.toReversed() }, [], []);
      await at.store.saveEvaluation({ asOf: 6, rulesVersion: 'r1', offDays: days.slice(1) }, [], []);
      expect(await at.store.offDays(5)).toEqual(days);
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, [], []);
      expect(await at.store.offDays(5)).toEqual([]);
      expect(await at.store.offDays(6)).toEqual(days.slice(1));
    });

    it('are kept wholly or not at all', async () => {
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, [figure('m', ann)], []);
      const before = await at.store.digest();
      const twice = [judgement('r', ann), judgement('r', ann)];
      await expect(
        at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r2' }, [figure('n', ann)], twice),
      ).rejects.toThrow();
      expect(await at.store.digest()).toEqual(before);
      expect(await at.store.evaluations()).toEqual([{ asOf: 5, rulesVersion: 'r1', stale: false }]);
    });

    it('tell the next one what it goes on from: what holds, and flags that are up', async () => {
      const bob = agentSubject('bob');
      const holds = judgement('r', ann, { verdict: 'met', heldFor: 2 });
      const up = judgement('s', bob, { verdict: 'not-met', outFor: 1, raisedAt: 3 });
      const neither = judgement('s', ann, { verdict: 'not-met' });
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1' }, [], [holds, neither, up]);
      await at.store.saveEvaluation({ asOf: 6, rulesVersion: 'r1' }, [], [judgement('r', bob, { verdict: 'met' })]);
      const carried = await at.store.carried(5);
      expect(carried.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))).toEqual([carriedOf(holds), carriedOf(up)]);
      expect(await at.store.carried(4)).toEqual([]);
    });

    it('are asked for by time, rule, subject, and what became of the flag', async () => {
      const team = { kind: 'team', id: 'ann' } as const;
      const withdrawn = { raisedAt: 5, reason: 'over' };
      await at.store.saveEvaluation(
        { asOf: 5, rulesVersion: 'r1' },
        [figure('m', ann), figure('m', team)],
        [judgement('r', ann, { raisedAt: 5 }), judgement('r', team)],
      );
      await at.store.saveEvaluation(
        { asOf: 6, rulesVersion: 'r1' },
        [],
        [judgement('r', ann, { withdrawn }), judgement('s', ann)],
      );
      const asked = async (filter: Parameters<Store['judgements']>[0]) =>
        (await at.store.judgements(filter)).map(({ asOf, ruleId, subject }) => `${asOf} ${ruleId} ${subject.kind}`);
      expect(await asked({})).toEqual(['5 r agent', '5 r team', '6 r agent', '6 s agent']);
      expect(await asked({ asOf: 6 })).toEqual(['6 r agent', '6 s agent']);
      expect(await asked({ ruleId: 's' })).toEqual(['6 s agent']);
      expect(await asked({ subject: team })).toEqual(['5 r team']);
      expect(await asked({ flag: 'up' })).toEqual(['5 r agent']);
      expect(await asked({ flag: 'withdrawn' })).toEqual(['6 r agent']);
      expect(await at.store.figures(5, 'team', 'ann')).toEqual([figure('m', team)]);
      expect(await at.store.figures(5, 'team', 'bob')).toEqual([]);
      expect(await at.store.verdictCounts(6)).toEqual(
        ['r', 's'].map((ruleId) => ({ ruleId, verdict: 'not-met', subjects: 1 })),
      );
    });

    it('begin when all that was known by then is folded, and are stale where more of it comes before they end', async () => {
      const settle = async (key: string, knownAt: number) => {
        await at.add(delivery(key, { ticket: 'T1', knownAt }));
        await at.settle();
      };
      await settle('1', 5);
      expect(await at.store.beginEvaluation(5)).toBeNull();
      const early = await at.store.beginEvaluation(4);
      await at.store.saveEvaluation({ asOf: 4, rulesVersion: 'r1', begun: early! }, [], []);
      await at.store.foldStale(ALL, fold);
      const begun = [await at.store.beginEvaluation(6), await at.store.beginEvaluation(7)];
      await settle('2', 7);
      for (const one of begun)
        await at.store.saveEvaluation({ asOf: one!.asOf, rulesVersion: 'r1', begun: one! }, [], []);
      expect(await at.asOfs()).toEqual([
        [4, false],
        [6, false],
        [7, true],
      ]);
      await at.store.foldStale(ALL, fold);
      const again = await at.store.beginEvaluation(7);
      await at.store.saveEvaluation({ asOf: 7, rulesVersion: 'r1', begun: again! }, [], []);
      expect((await at.asOfs()).at(-1)).toEqual([7, false]);
    });

    it('count the same one begun later, not the one before', async () => {
      const [first, second] = [await at.store.beginEvaluation(5), await at.store.beginEvaluation(5)];
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1', begun: second! }, [], []);
      expect(await at.asOfs()).toEqual([[5, false]]);
      await at.store.saveEvaluation({ asOf: 5, rulesVersion: 'r1', begun: first! }, [], []);
      expect(await at.asOfs()).toEqual([[5, true]]);
    });

    it('keep the rules they were settled by', async () => {
      await at.store.saveRules('r1', { 'a.yaml': 'x: 1' });
      await at.store.saveRules('r1', { 'a.yaml': 'never looked at' });
      expect([await at.store.rulesFiles('r1'), await at.store.rulesFiles('r2')]).toEqual([{ 'a.yaml': 'x: 1' }, null]);
    });
  });
}
