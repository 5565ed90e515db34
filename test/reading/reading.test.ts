import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceTrouble } from '../../src/connector/source-trouble.ts';
import { type BackfillProgress, backfill, unfinishedSince } from '../../src/reading/backfill.ts';
import { followAll } from '../../src/reading/follow.ts';
import { type ReadingParts, readWanted } from '../../src/reading/read-wanted.ts';
import { lastReconciled, reconcile } from '../../src/reading/reconcile.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeSource } from './fake-source.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = 100 * DAY;

let store: Store;
let source: FakeSource;
let now: number;
let parts: ReadingParts;

beforeEach(async () => {
  store = await openStore(':memory:');
  source = new FakeSource();
  now = START;
  parts = { store, source: source.open, now: () => now };
});
afterEach(() => store.close());

const tickets = (count: number, version = START - DAY) => {
  for (let i = 1; i <= count; i++) source.set(`T${i}`, version + i);
};
const ring = (...of: string[]) => store.wantReads('desk', of, { at: now, lane: 'live' });
const bodies = async () => (await store.deliveriesAfter(0, 100)).map(({ body }) => JSON.parse(body) as object);
const reads = () => source.asked.filter((what) => what.startsWith('read'));
const down = new SourceTrouble('again', 'It is down.');

describe('a ticket that is wanted', () => {
  it('is read, and what was read waits in the inbox', async () => {
    tickets(3);
    await ring('T1', 'T2', 'T3');
    now += MINUTE;
    expect(await readWanted(parts)).toMatchObject({ taken: 3, kept: 3, gone: 0, failed: 0 });
    expect(reads()).toEqual(['read T1,T2', 'read T3']);
    expect(await bodies()).toHaveLength(3);
    expect(await readWanted(parts)).toMatchObject({ taken: 0 });
  });

  it('that was gone is told to be back, and one that still is gone is not told again', async () => {
    await ring('T9');
    now += MINUTE;
    await readWanted(parts);
    await ring('T9');
    now += MINUTE;
    await readWanted(parts);
    expect(await bodies()).toHaveLength(1);
    source.set('T9', START);
    await ring('T9');
    now += MINUTE;
    await readWanted(parts);
    const back = { resource: 'back', data: { id: 'T9', at: new Date(now).toISOString() } };
    expect((await bodies()).slice(1)).toEqual([{ resource: 'ticket', data: { id: 'T9', version: START } }, back]);
  });

  it('is told to be gone where it is not there any more', async () => {
    await ring('T9');
    now += MINUTE;
    expect(await readWanted(parts)).toMatchObject({ kept: 1, gone: 1 });
    expect(await bodies()).toEqual([{ resource: 'gone', data: { id: 'T9', version: null } }]);
  });

  it('is read again later where that failed, later each time, and nothing else waits for it', async () => {
    tickets(2);
    source.poisoned.add('T1');
    await ring('T1', 'T2');
    now += MINUTE;
    const round = await readWanted(parts);
    expect(round).toMatchObject({ taken: 2, failed: 2 });
    expect(round.trouble?.message).toBe('T1 cannot be read');
    now += 11 * MINUTE;
    expect(await readWanted(parts)).toMatchObject({ kept: 1, failed: 1 }); // each alone now
    now += 11 * MINUTE;
    expect(await readWanted(parts)).toMatchObject({ taken: 0 });
    expect((await store.readingCounts('desk')).failing).toEqual({ tickets: 1, example: 'T1 cannot be read' });
    source.poisoned.clear();
    now += 11 * MINUTE;
    expect(await readWanted(parts)).toMatchObject({ kept: 1 });
    expect((await store.readingCounts('desk')).failing.tickets).toBe(0);
  });

  it('is read once more where it changed too lately for its version to tell', async () => {
    tickets(1);
    source.unsettled = true;
    await ring('T1');
    now += MINUTE;
    await readWanted(parts);
    source.unsettled = false;
    now += 10_000;
    expect(await readWanted(parts)).toMatchObject({ kept: 1 });
    expect(await bodies()).toHaveLength(1); // the same, so it is the same delivery
    now += DAY;
    expect(await readWanted(parts)).toMatchObject({ taken: 0 });
  });
});

describe('following', () => {
  it('begins now, and goes on where it was', async () => {
    tickets(4);
    expect(await followAll(parts)).toBe(0);
    source.set('T5', START + 1);
    expect(await followAll(parts)).toBe(1);
    expect(await followAll(parts)).toBe(0);
  });

  it('wants what is not known at its version, and nothing that is', async () => {
    tickets(4);
    await backfill(parts, null, () => {});
    source.set('T2', START + 5);
    source.asked.length = 0;
    await followAll(parts);
    now += MINUTE;
    await readWanted(parts);
    expect(reads()).toEqual(['read T2']);
  });
});

describe('a backfill', () => {
  it('reads people, lists, and every ticket, and says how far it is', async () => {
    tickets(7);
    const told: BackfillProgress[] = [];
    const done = await backfill(parts, null, (progress) => told.push(progress));
    expect(done).toEqual({ people: 1, listed: 7, read: 7, gone: 0, failing: 0, trouble: null });
    expect(told.at(-1)).toEqual({ stage: 'reading', done: 7, total: 7 });
    expect(await bodies()).toHaveLength(8);
    expect(await unfinishedSince(parts)).toBe(null);
  });

  it('takes only what changed since', async () => {
    tickets(7);
    expect(await backfill(parts, START - DAY + 4, () => {})).toMatchObject({ listed: 4, read: 4 });
  });

  it.each([1, 2, 3, 4, 5, 6])('killed at its ask %i goes on at that page, and reads nothing twice', async (kill) => {
    tickets(7);
    let left = kill;
    source.onAsk = () => {
      if (left-- === 0) throw new Error('killed');
    };
    await expect(backfill(parts, null, () => {})).rejects.toThrow('killed');
    const before = [...source.asked];
    source.onAsk = () => {};
    source.asked.length = 0;
    now += 20 * MINUTE; // what it had taken is given out again
    expect(await unfinishedSince(parts)).toEqual({ since: null });
    await backfill(parts, null, () => {});
    if (before.at(-1)?.startsWith('page')) expect(source.asked[0]).toBe(before.at(-1));
    expect(await bodies()).toHaveLength(8);
    expect((await store.readingCounts('desk')).tickets).toBe(7);
  });

  it('ends with its troubles told, where tickets cannot be read', async () => {
    tickets(3);
    source.poisoned.add('T2');
    const done = await backfill(parts, null, () => {});
    expect(done).toMatchObject({ failing: 2, trouble: 'T2 cannot be read' });
  });

  it('tells of a list that comes to no end', async () => {
    tickets(2);
    source.endless = true;
    await expect(backfill(parts, null, () => {})).rejects.toThrow('comes to no end');
  });

  it('hands on to the service where its lists ended', async () => {
    tickets(4);
    await backfill(parts, null, () => {});
    source.set('T5', START - 5);
    expect(await followAll(parts)).toBe(1); // though it changed before the service began
  });
});

describe('reconciling', () => {
  const readAll = async () => {
    now += MINUTE;
    return readWanted(parts);
  };

  it('finds what was missed, what is new, and what is gone, and counts it', async () => {
    tickets(6);
    await backfill(parts, null, () => {});
    source.set('T1', START + 1);
    source.set('T7', START + 2);
    source.tickets.delete('T3');
    now += DAY;
    expect(await reconcile(parts)).toEqual({ listed: 6, drifted: 2, missing: 1 });
    expect(await readAll()).toMatchObject({ kept: 3, gone: 1 });
    now += DAY;
    expect(await reconcile(parts)).toEqual({ listed: 6, drifted: 0, missing: 0 });
    expect(await lastReconciled(parts)).toEqual({ at: now, listed: 6, drifted: 0, missing: 0 });
  });

  it('takes no desk for empty because a right was lost, unless it is told so', async () => {
    tickets(40);
    await backfill(parts, null, () => {});
    for (let i = 1; i <= 25; i++) source.tickets.delete(`T${i}`);
    now += DAY;
    await expect(reconcile(parts)).rejects.toThrow('25 of the 40 tickets of desk');
    expect(await readAll()).toMatchObject({ taken: 0 });
    expect(await reconcile(parts, { acceptMissing: true })).toMatchObject({ missing: 25 });
    expect((await readAll()).gone).toBeGreaterThan(0);
  });

  it('does not take for gone what changed before the window', async () => {
    tickets(3, START - 40 * DAY);
    await backfill(parts, null, () => {});
    expect(await reconcile(parts)).toEqual({ listed: 0, drifted: 0, missing: 0 });
  });

  it('that failed leaves the last one standing', async () => {
    source.troubles.push(down);
    await expect(followAll(parts)).rejects.toThrow('It is down.');
    expect(await lastReconciled(parts)).toBe(null);
  });
});
