import { describe, expect, it } from 'vitest';
import { Poisoned } from '../../../src/store/poisoned.ts';
import { delivery, event, fold, read } from '../facts.ts';
import { ALL, type AtStore } from './at-store.ts';

/** What is wrong waits aside, named, and stops nothing else. */
export function describeSetAside(at: AtStore): void {
  describe('what it sets aside', () => {
    const three = () =>
      at.add(
        delivery('1', { aside: 'no time' }, { position: 4 }),
        delivery('2', { ticket: 'T1' }),
        delivery('3', { aside: 'no id' }, { receivedAt: 9 }),
        delivery('4', { aside: 'no time' }),
      );

    it('is listed with what was delivered and why it cannot be read', async () => {
      await three();
      await at.settle();
      const listed = await at.store.setAsideDeliveries({}, ALL);
      expect(listed.map(({ id: _, ...one }) => one)).toEqual([
        {
          source: 'desk',
          receivedAt: 7,
          origin: 'log.csv',
          position: 4,
          reason: 'no time',
          detail: 'no time of 1',
          body: '{"aside":"no time"}',
        },
        {
          source: 'desk',
          receivedAt: 9,
          origin: 'log.csv',
          position: 1,
          reason: 'no id',
          detail: 'no id of 3',
          body: '{"aside":"no id"}',
        },
        {
          source: 'desk',
          receivedAt: 7,
          origin: 'log.csv',
          position: 1,
          reason: 'no time',
          detail: 'no time of 4',
          body: '{"aside":"no time"}',
        },
      ]);
      expect(await at.store.setAsideDeliveries({ reason: 'no time' }, 1)).toEqual([listed[0]]);
      expect(await at.store.setAsideDeliveries({ ids: [listed[1]!.id, listed[2]!.id], reason: 'no id' }, ALL)).toEqual([
        listed[1],
      ]);
    });

    it('is read again when it is asked for, and no longer there when it is dropped', async () => {
      await three();
      await at.settle();
      expect(await at.store.retrySetAside({ reason: 'no time' })).toBe(2);
      expect((await at.store.counts()).deliveries).toEqual({ pending: 2, done: 1, setAside: 1 });
      await at.settle();
      expect((await at.store.counts()).deliveries).toEqual({ pending: 0, done: 1, setAside: 3 });
      const [first] = await at.store.setAsideDeliveries({}, ALL);
      expect(await at.store.dropSetAside({ ids: [first!.id] })).toBe(1);
      expect(await at.store.dropSetAside({ reason: 'no id' })).toBe(1);
      expect((await at.store.counts()).deliveries).toEqual({ pending: 0, done: 1, setAside: 1 });
    });

    it('never takes with it what is pending or done, whatever ids are named', async () => {
      await three();
      const [, second] = await at.store.deliveriesAfter(0, ALL);
      expect(await at.store.dropSetAside({ ids: [second!.id] })).toBe(0);
      expect(await at.store.retrySetAside({ ids: [second!.id] })).toBe(0);
      expect((await at.store.counts()).deliveries.pending).toBe(4);
    });

    it('is a delivery that alone makes keeping fail, named by what it throws', async () => {
      await at.add(delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2' }));
      const poisoned = (from: Parameters<typeof read>[0]) => {
        const outcome = read(from);
        if (from.key !== '1') return outcome;
        return { ...outcome, events: [{ ...event('T1', '1', 1), occurredAt: null as unknown as number }] };
      };
      await expect(at.store.settlePending(ALL, poisoned)).rejects.not.toThrow(Poisoned);
      const error = await at.store.settlePending(1, poisoned).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Poisoned);
      await at.store.setAsidePoisoned(error as Poisoned);
      expect(await at.store.settlePending(ALL, poisoned)).toBe(1);
      expect(await at.store.setAside()).toMatchObject([{ reason: 'a mistake of this program', count: 1 }]);
    });

    it('is a ticket that cannot be folded, until something new is known of it or it is asked for again', async () => {
      await at.add(delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2' }));
      await at.settle();
      const failing = (events: Parameters<typeof fold>[0]) => {
        if (events[0]?.ticketId === 'desk:T1') throw new RangeError('a mistake in folding');
        return fold(events);
      };
      await expect(at.store.foldStale(ALL, failing)).rejects.toThrow('a mistake in folding');
      const setAside = async () => {
        const error = await at.store.foldStale(1, failing).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(Poisoned);
        await at.store.setAsidePoisoned(error as Poisoned);
      };
      await setAside();
      expect(await at.store.foldStale(ALL, failing)).toBe(1);
      expect(await at.store.foldStale(ALL, failing)).toBe(0);
      expect(await at.store.setAsideTickets(ALL)).toMatchObject([{ ticketId: 'desk:T1' }]);
      expect((await at.store.setAsideTickets(ALL))[0]?.detail).toContain('a mistake in folding');

      await at.add(delivery('3', { ticket: 'T1' }));
      await at.settle();
      expect(await at.store.setAsideTickets(ALL)).toEqual([]);
      await setAside();
      expect(await at.store.retryTickets()).toBe(1);
      expect(await at.store.foldStale(ALL, fold)).toBe(1);
    });

    it('holds no evaluation up', async () => {
      await at.add(delivery('1', { ticket: 'T1' }));
      await at.settle();
      expect(await at.store.beginEvaluation(5)).toBeNull();
      const failing = () => {
        throw new RangeError('a mistake in folding');
      };
      const error = await at.store.foldStale(1, failing).catch((thrown: unknown) => thrown);
      await at.store.setAsidePoisoned(error as Poisoned);
      expect(await at.store.beginEvaluation(5)).not.toBeNull();
    });

    it('leaves the oldest that is still pending to be told', async () => {
      expect((await at.store.counts()).oldestPending).toBeNull();
      await at.add(delivery('1', { aside: 'no id' }, { receivedAt: 3 }), delivery('2', {}, { receivedAt: 5 }));
      expect((await at.store.counts()).oldestPending).toBe(3);
      await at.store.settlePending(1, read);
      expect((await at.store.counts()).oldestPending).toBe(5);
    });
  });
}
