import { describe, expect, it } from 'vitest';
import { delivery, event, fold, person, read } from '../facts.ts';
import { ALL, type AtStore } from './at-store.ts';

const noOutcomes = { events: [], agents: [], unmapped: [] };

/** Deliveries: kept once, handed out in order, worked off wholly or not at all. */
export function describeInbox(at: AtStore): void {
  describe('its inbox', () => {
    it('keeps a delivery once for each source, and gives it back as it came, oldest first', async () => {
      const first = delivery('b', { ticket: 'T1' }, { position: 5, columns: ['a', 'b, c'], body: '["1","ü\\"\\n"]' });
      const second = delivery('a', {}, { about: 'agent', source: 'other' });
      expect(await at.add(first, second, first)).toBe(2);
      expect(await at.add(second, delivery('a'), delivery('b', { ticket: 'another body' }))).toBe(1);
      const kept = await at.store.deliveriesAfter(0, 2);
      expect(kept).toEqual([first, second].map((one, i) => ({ id: kept[i]!.id, ...one })));
      expect(await at.store.deliveriesAfter(kept[1]!.id, ALL)).toMatchObject([{ source: 'desk', key: 'a' }]);
    });

    it('adds a batch wholly or not at all', async () => {
      const broken = { ...delivery('c'), body: null as unknown as string };
      await expect(at.add(delivery('a'), delivery('b'), broken)).rejects.toThrow();
      expect((await at.store.counts()).deliveries.pending).toBe(0);
      expect(await at.add(delivery('a'))).toBe(1);
    });

    it('hands out what is pending in order, as many as asked, each once', async () => {
      await at.add(...['1', '2', '3'].map((key) => delivery(key)));
      const seen: string[] = [];
      const note = (from: Parameters<typeof read>[0]) => {
        seen.push(from.key);
        return read(from);
      };
      expect([await at.store.settlePending(2, note), await at.store.settlePending(2, note)]).toEqual([2, 1]);
      expect(await at.store.settlePending(2, note)).toBe(0);
      expect(seen).toEqual(['1', '2', '3']);
    });

    it('keeps outcomes: events, people, words nothing maps, and what was set aside with its first example', async () => {
      await at.add(
        delivery('1', { ticket: 'T1', unknownWord: 'Parked' }),
        delivery('2', { ticket: 'T1', unknownWord: 'Parked' }, { source: 'other' }),
        delivery('3', { agent: { id: 'ann' }, unknownWord: 'Parked' }),
        delivery('4', { aside: 'no time' }, { position: 4 }),
        delivery('5', { aside: 'no id' }, { position: 5 }),
        delivery('6', { aside: 'no time' }, { position: 6 }),
      );
      await at.settle();
      expect(await at.store.counts()).toMatchObject({
        deliveries: { pending: 0, done: 3, setAside: 3 },
        tickets: 2,
        events: 2,
      });
      expect(await at.store.agents()).toEqual([person('ann')]);
      expect(await at.store.agents(person('ann').id)).toEqual([person('ann')]);
      expect(await at.store.agents(person('bob').id)).toEqual([]);
      expect(await at.store.unmapped()).toEqual([
        { source: 'desk', what: 'status', word: 'Parked', count: 2 },
        { source: 'other', what: 'status', word: 'Parked', count: 1 },
      ]);
      const example = (position: number, detail: string) => ({ origin: 'log.csv', position, detail });
      expect(await at.store.setAside()).toEqual([
        { reason: 'no id', count: 1, example: example(5, 'no id of 5') },
        { reason: 'no time', count: 2, example: example(4, 'no time of 4') },
      ]);
    });

    it('is as before when reading fails midway', async () => {
      await at.evaluated(5);
      await at.add(delivery('1', { ticket: 'T1', agent: { id: 'robo', bot: true } }), delivery('2'));
      const before = [await at.store.counts(), await at.store.digest(), await at.asOfs()];
      const failing = (from: Parameters<typeof read>[0]) => {
        if (from.key === '2') throw new Error('a mistake of the program');
        return read(from);
      };
      await expect(at.store.settlePending(ALL, failing)).rejects.toThrow('a mistake of the program');
      expect([await at.store.counts(), await at.store.digest(), await at.asOfs()]).toEqual(before);
      expect(await at.store.agents()).toEqual([]);
      expect(await at.settle()).toBe(2);
    });

    it('is as before when keeping fails midway', async () => {
      await at.add(delivery('1', { ticket: 'T1' }), delivery('2'));
      const unkeepable = { ...event('T2', '2', 1), fact: undefined as never };
      const keep = at.store.settlePending(ALL, (from) =>
        from.key === '1' ? read(from) : { delivery: from, ...noOutcomes, events: [unkeepable] },
      );
      await expect(keep).rejects.toThrow();
      expect(await at.store.counts()).toMatchObject({ deliveries: { pending: 2, done: 0 }, events: 0 });
      expect(await at.store.foldStale(ALL, fold)).toBe(0);
    });

    it('keeps an event once, though two deliveries tell it', async () => {
      await at.add(delivery('1', { ticket: 'T1' }), delivery('2'));
      await at.store.settlePending(ALL, (from) => ({
        delivery: from,
        ...noOutcomes,
        events: [event('T1', 'same', 1)],
      }));
      expect(await at.store.counts()).toMatchObject({ deliveries: { done: 2 }, events: 1 });
    });
  });

  describe('a source read by other settings', () => {
    const config = { source: 'desk', connector: 'c', settings: 'old' };

    it('has only its own deliveries read again, and what they said taken back', async () => {
      await at.store.configureSource(config);
      await at.store.configureSource({ ...config, source: 'other' });
      await at.settled(
        delivery('1', { ticket: 'T1', unknownWord: 'Parked' }),
        delivery('2', { aside: 'no time' }),
        delivery('3', { ticket: 'T1', unknownWord: 'Parked' }, { source: 'other' }),
      );
      await at.evaluated(0, 5);
      expect(await at.store.configureSource(config)).toBe(false);
      expect(await at.store.configureSource({ ...config, settings: 'new' })).toBe(true);
      expect(await at.store.counts()).toMatchObject({ deliveries: { pending: 2, done: 1, setAside: 0 }, events: 1 });
      expect(await at.store.unmapped()).toMatchObject([{ source: 'other' }]);
      expect(await at.asOfs()).toEqual([
        [0, true],
        [5, true],
      ]);
      await at.store.foldStale(ALL, fold);
      expect(await at.contributionsAt(9)).toEqual(['other:T1 desk:3']);
      expect(await at.store.sources()).toEqual([
        { ...config, settings: 'new' },
        { ...config, source: 'other' },
      ]);
    });

    it('is new the first time, and then nothing is read again', async () => {
      await at.settled(delivery('1', { ticket: 'T1' }));
      expect(await at.store.configureSource(config)).toBe(false);
      expect((await at.store.counts()).deliveries).toEqual({ pending: 0, done: 1, setAside: 0 });
    });
  });
}
