import { describe, expect, it } from 'vitest';
import type { KeptRead } from '../../../src/store/reading-store.ts';
import { delivery } from '../facts.ts';
import type { AtStore } from './at-store.ts';

/** After a bell at 0, when everything wanted may be read. */
const LATER = 10_000;
const LEASE = 60_000;

const kept = (ticket: string, version: number | null, more: Partial<KeptRead> = {}): KeptRead => ({
  ticket,
  version,
  updatedAt: version,
  begunAt: LATER,
  deliveries: [delivery(`${ticket}@${version}`, { ticket })],
  againAt: null,
  ...more,
});

/** What is to be read from sources, each change once, whoever dies. */
export function describeReading(at: AtStore): void {
  const take = (now = LATER, limit = 10) => at.store.takeWanted('desk', { now, limit, leaseMs: LEASE });
  const tickets = async (now?: number, limit?: number) => (await take(now, limit)).map(({ ticket }) => ticket);
  const ring = async (...bells: [key: string, at: number, ...of: string[]][]) => {
    await at.add(
      ...bells.map(([key, receivedAt, ...reread]) => delivery(key, { reread }, { receivedAt, origin: 'webhook' })),
    );
    await at.settle();
  };

  describe('what it wants read', () => {
    it('is each ticket once, a moment after the first bell, however often it rings', async () => {
      await ring(['1', 0, 'T1'], ['2', 500, 'T1', 'T2'], ['3', 900, 'T1']);
      expect(await tickets(1_999)).toEqual([]);
      expect(await tickets(2_000)).toEqual(['T1']);
      expect(await tickets(2_500)).toEqual(['T2']);
    });

    it('is given to one asker, and to another when that one has not come back in time', async () => {
      await ring(['1', 0, 'T1']);
      expect(await tickets()).toEqual(['T1']);
      expect(await tickets()).toEqual([]);
      expect(await tickets(LATER + LEASE)).toEqual(['T1']);
    });

    it('is done with when a read that began after the last bell is kept', async () => {
      await ring(['1', 0, 'T1']);
      await take();
      expect(await at.store.keepReads('desk', [kept('T1', 5)])).toEqual({ kept: 1, outdated: 0 });
      expect(await tickets(LATER + LEASE)).toEqual([]);
      expect((await at.store.counts()).deliveries.pending).toBe(1);
    });

    it('stays where it rang while the read was on its way', async () => {
      await ring(['1', 0, 'T1']);
      await take();
      await ring(['2', LATER + 1, 'T1']);
      await at.store.keepReads('desk', [kept('T1', 5)]);
      expect(await tickets(LATER + LEASE)).toEqual(['T1']);
    });

    it('does not come back by bells that were answered, such as by a replay', async () => {
      await ring(['1', 0, 'T1']);
      await at.store.keepReads('desk', [kept('T1', 5)]);
      await at.store.forgetDerived();
      await at.settle();
      expect(await tickets(LATER + LEASE)).toEqual([]);
    });

    it('is put off with its trouble, longer than more bells could hurry it, and counted', async () => {
      await ring(['1', 0, 'T1']);
      await take();
      await at.store.putOffReads('desk', ['T1'], { notBefore: 50_000, trouble: 'It is down.' });
      await ring(['2', LATER, 'T1']);
      expect(await tickets(49_999)).toEqual([]);
      expect(await at.store.readingCounts('desk')).toMatchObject({
        wanted: { live: 1, backfill: 0 },
        failing: { tickets: 1, example: 'It is down.' },
        lastWebhook: LATER,
      });
      expect(await take(50_000)).toEqual([{ ticket: 'T1', lane: 'live', attempts: 1, wasGone: false }]);
    });

    it('gives live ones first, whatever waits of a backfill', async () => {
      await at.store.wantReads('desk', ['B1', 'B2'], { at: 0, lane: 'backfill' });
      await ring(['1', 1_000, 'T1', 'B2']);
      expect(await tickets(LATER, 2)).toEqual(['B2', 'T1']);
      expect(await tickets(LATER, 2)).toEqual(['B1']);
    });

    it('gives those of one lane alone', async () => {
      await at.store.wantReads('desk', ['B1'], { at: 0, lane: 'backfill' });
      await ring(['1', 0, 'T1']);
      const about = { now: LATER, limit: 10, leaseMs: LEASE, lanes: ['backfill'] as const };
      expect(await at.store.takeWanted('desk', about)).toMatchObject([{ ticket: 'B1' }]);
      expect(await tickets()).toEqual(['T1']);
    });

    it('says of a ticket that it was not there when it was read last', async () => {
      await at.store.keepReads('desk', [kept('T1', null, { begunAt: 0 })]);
      await ring(['1', 1, 'T1']);
      expect(await take()).toMatchObject([{ ticket: 'T1', wasGone: true }]);
    });

    it('is of one source only', async () => {
      await at.store.wantReads('other', ['T1'], { at: 0, lane: 'live' });
      expect(await tickets()).toEqual([]);
    });
  });

  describe('what it has read', () => {
    it('is never replaced by an older version, which is read once more', async () => {
      await at.store.keepReads('desk', [kept('T1', 5)]);
      await ring(['1', LATER + 1, 'T1']);
      await take(LATER + LEASE);
      const older = kept('T1', 4, { begunAt: LATER + 100 });
      expect(await at.store.keepReads('desk', [older])).toEqual({ kept: 0, outdated: 1 });
      expect(await at.store.sourceTickets('desk', 0, null, 10)).toMatchObject([{ ticket: 'T1', version: 5 }]);
      expect(await tickets(LATER + LEASE)).toEqual(['T1']);
    });

    it('that is not settled yet is wanted again at its time', async () => {
      await ring(['1', 0, 'T1']);
      await take();
      await at.store.keepReads('desk', [kept('T1', 5, { againAt: 12_000 })]);
      expect(await tickets(11_999)).toEqual([]);
      expect(await tickets(12_000)).toEqual(['T1']);
    });

    it('is listed by when it was updated, without what is gone', async () => {
      await at.store.keepReads('desk', [kept('T1', 5), kept('T2', 6), kept('T3', null), kept('T4', 7)]);
      const listed = await at.store.sourceTickets('desk', 6, null, 1);
      expect(listed).toEqual([{ ticket: 'T2', version: 6, updatedAt: 6 }]);
      expect(await at.store.sourceTickets('desk', 6, 'T2', 10)).toMatchObject([{ ticket: 'T4' }]);
      expect(await at.store.readingCounts('desk')).toMatchObject({ tickets: 4, gone: 1 });
    });
  });

  describe('a page of what a source lists', () => {
    const listed = (ticket: string, version: number | null) => ({ ticket, version, updatedAt: version });
    const page = { note: 'stream.tickets', cursor: 'c1', at: 1, lane: 'backfill' as const, deliveries: [] };

    it('is kept with its cursor, and wants what is not known at its version', async () => {
      await at.store.keepReads('desk', [kept('T1', 5, { begunAt: 0 }), kept('T2', 5, { begunAt: 0 })]);
      const all = [listed('T1', 5), listed('T2', 6), listed('T3', 1), listed('T4', null)];
      expect(await at.store.keepPage('desk', { ...page, listed: all })).toBe(3);
      expect(await tickets()).toEqual(['T2', 'T3', 'T4']);
      expect((await at.store.notes('desk')).get('stream.tickets')).toEqual({ value: 'c1', at: 1 });
    });

    it('is kept wholly or not at all', async () => {
      const broken = { ...delivery('x'), body: null as unknown as string };
      await expect(
        at.store.keepPage('desk', { ...page, listed: [listed('T1', 1)], deliveries: [broken] }),
      ).rejects.toThrow();
      expect((await at.store.notes('desk')).size).toBe(0);
      expect(await tickets()).toEqual([]);
    });
  });

  it('remembers notes of a source until they are forgotten', async () => {
    await at.store.note('desk', 'webhook', 'id 1', 3);
    await at.store.note('desk', 'webhook', 'id 2', 4);
    await at.store.note('other', 'webhook', 'id 3', 4);
    expect([...(await at.store.notes('desk'))]).toEqual([['webhook', { value: 'id 2', at: 4 }]]);
    await at.store.note('desk', 'webhook', null, 5);
    expect((await at.store.notes('desk')).size).toBe(0);
  });
}
