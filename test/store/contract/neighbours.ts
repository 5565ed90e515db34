import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Neighbour } from '../../../src/domain/neighbours.ts';
import { propertyRuns } from '../../domain/property-runs.ts';
import { anyDesk, expectedAt, fold, follows, hour, id, read, rowsAt, ticket, told, workOff } from '../requesters.ts';
import { ALL, type AtStore } from './at-store.ts';

const DAY = 24;

/** What one ticket comes to by others of its requester. */
export function describeNeighbours(at: AtStore): void {
  describe('neighbours of a ticket', () => {
    /** What is folded now, and with which neighbours. */
    async function foldedWith(limit = ALL): Promise<Record<string, string[]>> {
      const seen: Record<string, string[]> = {};
      await at.store.foldStale(limit, (events, people, neighbours) => {
        const [first] = events;
        if (first !== undefined) seen[nameOf(first)] = neighbours.map(nameOf);
        return fold(events, people, neighbours);
      });
      return seen;
    }
    const nameOf = ({ ticketId }: Pick<Neighbour, 'ticketId'>) => ticketId.slice('desk:'.length);
    const add = async (...deliveries: ReturnType<typeof told>[]) => {
      await at.add(...deliveries);
      await at.store.settlePending(ALL, read);
    };

    it('are those of its requester after its resolution and in the hour before its opening, by their opening', async () => {
      await add(...ticket('A', 100, 101), ...ticket('Hour', 99, 300), ...ticket('Fortnight', 101 + 14 * DAY, 900));
      await add(...ticket('Old', 98, 300), ...ticket('Late', 102 + 14 * DAY, 900), ...ticket('Bob', 102, 104, 'bob'));
      expect((await foldedWith())['A']).toEqual(['Hour', 'Fortnight']);
    });

    it('are those that their source says follow it, whoever asked', async () => {
      await add(...ticket('A', 0, 1), ...ticket('B', 900, 901, 'bob'), follows('B', 900, 'A'));
      expect((await foldedWith())['A']).toEqual(['B']);
    });

    it('make it stale when they come, and only to whom they matter', async () => {
      await add(...ticket('A', 0, 1), ...ticket('Long', 0, 300), ...ticket('Bob', 0, 1, 'bob'));
      await add(...ticket('Other', 0, 1, 'eve', 'network'), ...ticket('Old', -400, -390));
      await foldedWith();
      await add(...ticket('B', 2, 3));
      expect(Object.keys(await foldedWith()).sort()).toEqual(['A', 'B']);
      await add(told('B', 4, { type: 'noted' }));
      expect(Object.keys(await foldedWith())).toEqual(['B']);
      await add(follows('Old', 5, 'Bob'));
      expect(Object.keys(await foldedWith()).sort()).toEqual(['Bob', 'Old']);
    });

    it('make it stale when they turn out to be others', async () => {
      await add(...ticket('A', 0, 1), ...ticket('B', 2, 3));
      await foldedWith();
      expect((await rowsAt(at.store, hour(9)))[0]).toContain(`"repeatedAt":${hour(2)}`);
      // Told of late, but known of before: it had been opened for somebody else.
      await add(told('B', 1, { requester: 'bob' }));
      expect(await foldedWith()).toEqual({ A: [], B: [] });
      expect((await rowsAt(at.store, hour(9)))[0]).toContain('"repeatedAt":null');
    });

    it('make it part of an episode when the earlier one is told of later', async () => {
      await add(...ticket('A', 10, 11));
      await foldedWith();
      await add(...ticket('B', 9.5, 300), ...ticket('C', 8.9, 300));
      expect((await foldedWith())['A']).toEqual(['B']);
      expect((await rowsAt(at.store, hour(20)))[0]).toContain('"episodeOf":"desk:B"');
    });

    it('are no repeats any more when one too many comes, of whatever kind', async () => {
      const others = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, i) =>
          ticket(`N${from + i}`, 1 + (from + i) / 100, 900, 'eve', 'network'),
        );
      await add(...others(-30, 0).flat(), ...ticket('A', 0, 1), ...ticket('B', 1.5, 900), ...others(1, 20).flat());
      await foldedWith();
      expect((await rowsAt(at.store, hour(20)))[0]).toContain(`"repeatedAt":${hour(1.5)}`);
      await add(...others(20, 21).flat());
      await foldedWith();
      expect((await rowsAt(at.store, hour(20)))[0]).toContain('"repeatedAt":null');
    });

    it('keep evaluations waiting from when they were known on, until it is folded again', async () => {
      await add(...ticket('Z', 0, 1));
      await foldedWith();
      await add(told('C', 2, { status: 'new', requester: 'eve', workType: 'mail' }, 3));
      expect(Object.keys(await foldedWith(1))).toEqual(['C']);
      expect(await at.store.beginEvaluation(hour(4))).not.toBeNull();
      expect(await at.store.beginEvaluation(hour(5))).toBeNull();
      expect(Object.keys(await foldedWith())).toEqual(['Z']);
      expect(await at.store.beginEvaluation(hour(5))).not.toBeNull();
    });

    it('are at most some, whatever a machine opens, and it makes few stale', async () => {
      const machine = Array.from({ length: 200 }, (_, i) => ticket(`M${1000 + i}`, i / 10, i / 10, 'nagios')).flat();
      await add(...machine.slice(0, 398));
      const seen = await foldedWith();
      expect(Math.max(...Object.values(seen).map((one) => one.length))).toBeLessThanOrEqual(60);
      await add(...machine.slice(398));
      expect(Object.keys(await foldedWith()).length).toBeLessThanOrEqual(30);
    });

    it('make the same of it as if all were compared with all, in any order and any batches', {
      timeout: 60_000,
    }, async () => {
      const order = fc.tuple(anyDesk, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 40 }));
      await fc.assert(
        fc.asyncProperty(order, async ([deliveries, random, limit]) => {
          const place = await at.make();
          const store = await place.open();
          const left = [...new Map(deliveries.map((one) => [one.key, one])).values()];
          const all = [...left];
          while (left.length > 0) {
            const batch = Array.from({ length: Math.min(left.length, limit) }, () => {
              return left.splice((random.next().value as number) % left.length, 1)[0]!;
            });
            await store.addDeliveries(batch);
            await store.settlePending(limit, read);
            if ((random.next().value as number) % 3 === 0) await store.foldStale(limit, fold);
          }
          await workOff(store, limit);
          for (const asOf of [105, 110, 200, 400, 5_000].map(hour))
            expect(await rowsAt(store, asOf)).toEqual(expectedAt(all, asOf));
          const before = await store.digest();
          await store.forgetDerived();
          await workOff(store, ALL);
          expect(await store.digest()).toEqual(before);
          await store.close();
          await place.remove();
        }),
        { numRuns: propertyRuns(6) },
      );
    });

    it('are forgotten with who is gone', async () => {
      await add(...ticket('A', 0, 1), ...ticket('B', 2, 3));
      await foldedWith();
      await at.store.forgetDerived();
      expect(await at.store.eventsOf([id('A')])).toEqual(new Map());
      await workOff(at.store, ALL);
      expect((await rowsAt(at.store, hour(9)))[0]).toContain(`"repeatedAt":${hour(2)}`);
    });
  });
}
