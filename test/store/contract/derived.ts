import { describe, expect, it } from 'vitest';
import { agentId, delivery, fold } from '../facts.ts';
import { ALL, type AtStore } from './at-store.ts';

/** Folding, and what makes derived things stale. */
export function describeDerived(at: AtStore): void {
  describe('what is derived', () => {
    it('is folded ticket by ticket from all its events, as many as asked, until none is stale', async () => {
      await at.add(
        delivery('1', { ticket: 'T1' }),
        delivery('2', { ticket: 'T2' }),
        delivery('3', { ticket: 'T1', knownAt: 2 }),
      );
      await at.settle();
      const seen: string[][] = [];
      const note: typeof fold = (events) => {
        seen.push(events.map(({ id }) => id));
        return fold(events);
      };
      expect([
        await at.store.foldStale(1, note),
        await at.store.foldStale(5, note),
        await at.store.foldStale(5, note),
      ]).toEqual([1, 1, 0]);
      expect(seen).toEqual([['desk:T1#1', 'desk:T1#3'], ['desk:T2#2']]);
      expect(await at.store.counts()).toMatchObject({ contributions: 3 });
    });

    it('is as before when folding fails midway, and is folded later', async () => {
      await at.settled(delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2' }));
      await at.add(delivery('3', { ticket: 'T1' }), delivery('4', { ticket: 'T2' }));
      await at.settle();
      const before = await at.store.digest();
      const failing: typeof fold = (events) => {
        if (events[0]?.ticketId === 'desk:T2') throw new Error('a mistake of the program');
        return fold(events);
      };
      await expect(at.store.foldStale(ALL, failing)).rejects.toThrow('a mistake of the program');
      expect(await at.store.digest()).toEqual(before);
      expect(await at.store.foldStale(ALL, fold)).toBe(2);
      expect(await at.contributionsAt(9)).toHaveLength(4);
    });

    it('is stale wholly when somebody says who is whom, or a list names an automation', async () => {
      await at.settled(delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2' }));
      await at.evaluated(0, 5);
      await at.store.confirmAliases([
        { account: agentId('1') as never, agent: agentId('2'), confirmedBy: 'kim', confirmedAt: 3 },
      ]);
      expect(await at.asOfs()).toEqual([
        [0, true],
        [5, true],
      ]);
      expect(await at.store.foldStale(ALL, fold)).toBe(2);
      await at.evaluated(0);
      await at.add(delivery('3', { agent: { id: 'ann' } }));
      await at.settle();
      expect(await at.store.foldStale(ALL, fold)).toBe(0);
      await at.add(delivery('4', { agent: { id: 'robo', bot: true } }));
      await at.settle();
      expect(await at.store.foldStale(ALL, fold)).toBe(2);
      expect(await at.asOfs()).toEqual([
        [0, true],
        [5, true],
      ]);
      for (const [key, bot, stale] of [
        ['5', true, 0],
        ['6', false, 2],
      ] as const) {
        await at.add(delivery(key, { agent: { id: 'robo', bot } }));
        await at.settle();
        expect(await at.store.foldStale(ALL, fold)).toBe(stale);
      }
    });

    it('is folded by who is whom now', async () => {
      const alias = { account: agentId('1') as never, agent: agentId('2'), confirmedBy: 'kim', confirmedAt: 3 };
      await at.store.configureSource({ source: 'desk', connector: 'c', settings: null });
      await at.store.confirmAliases([alias]);
      await at.add(delivery('1', { ticket: 'T1', agent: { id: 'robo', bot: true } }));
      await at.settle();
      const told: unknown[] = [];
      await at.store.foldStale(ALL, (events, { aliases, agents, sources }) => {
        told.push(...aliases, ...agents.map(({ bot }) => bot), ...sources.map(({ source }) => source));
        return fold(events);
      });
      expect(told).toEqual([alias, true, 'desk']);
    });

    it('makes stale the evaluations from the earliest new fact on, and none before', async () => {
      await at.evaluated(10, 20, 30);
      await at.add(delivery('1', { ticket: 'T1', knownAt: 25 }), delivery('2', { ticket: 'T1', knownAt: 20 }));
      await at.settle();
      expect(await at.asOfs()).toEqual([
        [10, false],
        [20, true],
        [30, true],
      ]);
      await at.evaluated(20, 30);
      await at.add(delivery('3', { unknownWord: 'nothing derived' }));
      await at.settle();
      expect(await at.asOfs()).toEqual([
        [10, false],
        [20, false],
        [30, false],
      ]);
    });

    it('can be forgotten: all deliveries are pending, all evaluations stale, what people confirmed stays', async () => {
      await at.settled(
        delivery('1', { ticket: 'T1', unknownWord: 'x' }),
        delivery('2', { aside: 'y' }),
        delivery('3', { agent: { id: 'ann' } }),
      );
      const alias = { account: agentId('1') as never, agent: agentId('2'), confirmedBy: 'kim', confirmedAt: 3 };
      await at.store.confirmAliases([alias]);
      await at.evaluated(5);
      const kept = await at.store.digest();
      await at.store.forgetDerived();
      expect(await at.store.counts()).toMatchObject({
        deliveries: { pending: 3, done: 0, setAside: 0 },
        events: 0,
        contributions: 0,
      });
      expect([await at.store.agents(), await at.store.unmapped(), await at.store.knownSpan()]).toEqual([[], [], null]);
      expect([await at.store.aliases(), await at.asOfs()]).toEqual([[alias], [[5, true]]]);
      await at.settle();
      await at.store.foldStale(ALL, fold);
      expect(await at.store.digest()).toEqual(kept);
    });
  });
}
