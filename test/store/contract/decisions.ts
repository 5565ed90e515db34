import { describe, expect, it } from 'vitest';
import { agentSubject, decision, delivery, shown } from '../facts.ts';
import type { AtStore } from './at-store.ts';

/** The log of what people decided. */
export function describeDecisions(at: AtStore): void {
  describe('decisions', () => {
    const mail = { kind: 'team', id: 'mail' } as const;
    const ids = async (filter: Parameters<typeof at.store.decisions>[0]) =>
      (await at.store.decisions(filter)).map(({ id }) => id);

    it('come back as they were written, in the order they were, by person, flag and time', async () => {
      const flagged = decision('b', 'ann', {
        at: 60,
        shown: shown('f1', agentSubject('ann')),
        act: { act: 'nominate' },
      });
      const all = [
        decision('z'),
        flagged,
        decision('a', 'bob', { at: 60 }),
        decision('c', null, { at: 70, shown: shown('f2', mail) }),
      ];
      for (const [i, one] of all.entries()) await at.store.addDecision(one, i === 1 ? 'z' : null);
      expect(await at.store.decisions({})).toEqual(all);
      expect(await ids({ agent: 'ann' })).toEqual(['z', 'b']);
      expect(await ids({ flag: 'f2' })).toEqual(['c']);
      expect(await ids({ since: 60, until: 60 })).toEqual(['b', 'a']);
    });

    it('of one instant stay in the order they were written', async () => {
      for (const [i, id] of ['m', 'b', 'y', 'a'].entries()) {
        await at.store.addDecision(decision(id), ['m', 'b', 'y'][i - 1] ?? null);
      }
      expect(await ids({ agent: 'ann' })).toEqual(['m', 'b', 'y', 'a']);
    });

    it('are not added when somebody else wrote about the same person, or the same flag of nobody, since', async () => {
      const [first, team] = [decision('first'), decision('team', null, { shown: shown('f2', mail) })];
      expect(await at.store.addDecision(first, null)).toEqual({ how: 'added', decision: first });
      expect(await at.store.addDecision(team, null)).toEqual({ how: 'added', decision: team });
      expect(await at.store.addDecision(decision('second'), null)).toEqual({ how: 'overtaken', by: first });
      expect(await at.store.addDecision({ ...team, id: 'again' }, null)).toEqual({ how: 'overtaken', by: team });
      expect(await at.store.addDecision(decision('lost', 'bob'), 'first')).toEqual({ how: 'overtaken', by: null });
      expect(await ids({})).toEqual(['first', 'team']);
    });

    it('are added once, and never changed', async () => {
      await at.store.addDecision(decision('one'), null);
      const other = decision('one', 'ann', { reason: 'another reason' });
      expect(await at.store.addDecision(other, 'one')).toEqual({ how: 'known', decision: decision('one') });
      expect(await at.store.decisions({})).toEqual([decision('one')]);
    });

    it('let only one of many at once through', async () => {
      const asked = Array.from({ length: 8 }, (_, i) => at.store.addDecision(decision(`d${i}`), null));
      const found = (await Promise.all(asked)).map(({ how }) => how);
      expect(found.filter((how) => how === 'added')).toHaveLength(1);
      expect(await at.store.decisions({})).toHaveLength(1);
    });

    it('are kept when all that was derived is forgotten, and are no part of its digest', async () => {
      await at.settled(delivery('1', { ticket: 'T1', knownAt: 10 }));
      const before = await at.store.digest();
      await at.store.addDecision(decision('one'), null);
      expect(await at.store.digest()).toEqual(before);
      await at.store.forgetDerived();
      expect(await ids({})).toEqual(['one']);
    });

    it('go with the person they are about, when that person is erased', async () => {
      await at.store.addDecision(decision('one'), null);
      await at.store.addDecision(decision('two', 'bob'), null);
      expect(await at.store.eraseDecisions('ann')).toBe(1);
      expect(await ids({})).toEqual(['two']);
    });
  });
}
