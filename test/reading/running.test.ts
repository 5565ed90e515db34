import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Reading } from '../../src/reading/reading.ts';
import { lastReconciled } from '../../src/reading/reconcile.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeSource } from './fake-source.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 6, 1, 12);

let store: Store;
let source: FakeSource;
let now: number;
let hour: number;
let reading: Reading;
let kept: number;

beforeEach(async () => {
  store = await openStore(':memory:');
  source = new FakeSource();
  [now, hour, kept] = [START, 12, 0];
  const options = { log: pino({ level: 'silent' }), hourAt: () => hour, onKept: () => void kept++ };
  reading = new Reading({ store, source: source.open, now: () => now }, options);
});
afterEach(async () => {
  await reading.stop();
  await store.close();
});

const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 8_000, interval: 50 });
const reads = () => source.asked.filter((what) => what.startsWith('read'));

describe('a source, as long as the service runs', () => {
  it('is read as its tickets ring, though a backfill is stuck', async () => {
    source.set('T1', START);
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { remote } = source.open;
    const readTickets = remote.readTickets.bind(remote);
    remote.readTickets = async (tickets, lane) => {
      if (lane === 'backfill') await stuck;
      return readTickets(tickets, lane);
    };
    await store.wantReads('desk', ['B1'], { at: now, lane: 'backfill' });
    await store.wantReads('desk', ['T1'], { at: now - 10_000, lane: 'live' });
    await until(() => expect(reads()).toContain('read T1'));
    expect(reads()).not.toContain('read B1');
    release();
    await until(() => expect(reads()).toContain('read B1'));
    expect(kept).toBeGreaterThan(0);
  });

  it('is reconciled at once where it never was, then by night', async () => {
    source.set('T1', START - HOUR);
    await until(async () =>
      expect(await lastReconciled({ store, source: { id: 'desk' } })).toMatchObject({ drifted: 1 }),
    );
    now += 20 * HOUR + 1;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await lastReconciled({ store, source: { id: 'desk' } }))?.at).toBe(START);
    now += 10 * 60_000;
    hour = 2;
    await until(async () => expect((await lastReconciled({ store, source: { id: 'desk' } }))?.at).toBe(now));
  });
});
