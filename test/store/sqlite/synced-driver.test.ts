import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NewDelivery } from '../../../src/store/delivery.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';

/** What the disk does with the next sync. */
let datasync: () => Promise<void>;
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open = async (path: string, flags: string) => {
    const file = await real.open(path, flags);
    return Object.assign(file, { datasync: () => datasync() });
  };
  return { ...real, open };
});

let folder: string;
let store: Store;
beforeEach(async () => {
  datasync = async () => {};
  folder = mkdtempSync(join(tmpdir(), 'stepladder-'));
  store = await openStore(folder);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const delivery = (key: string): NewDelivery => ({
  source: 'desk',
  key,
  about: 'ticket',
  receivedAt: 0,
  origin: 'webhook',
  position: 0,
  columns: null,
  body: '{}',
});

describe('a commit to a SQLite file', () => {
  it('is not said to be done before the disk has synced it, and nothing else begins meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    datasync = () => promise;
    const done: string[] = [];
    const adding = store.addDeliveries([delivery('1')]).then(() => done.push('first'));
    const next = store.addDeliveries([delivery('2')]).then(() => done.push('second'));
    await pause(20);
    expect(done).toEqual([]);
    resolve();
    await Promise.all([adding, next]);
    expect(done).toEqual(['first', 'second']);
  });

  it('is not waited for where nothing was written', async () => {
    await store.addDeliveries([delivery('1')]);
    datasync = () => Promise.reject(new Error('asked'));
    expect(await store.addDeliveries([delivery('1')])).toBe(0);
    expect(await store.foldStale(9, () => ({ contributions: [], due: [] }))).toBe(0);
  });

  it('that could not be synced fails with what to do, and so do all after it until the file is opened again', async () => {
    datasync = () => Promise.reject(new Error('EIO'));
    await expect(store.addDeliveries([delivery('1')])).rejects.toThrow('Mend that and run this again');
    datasync = async () => {};
    await expect(store.addDeliveries([delivery('2')])).rejects.toThrow('Mend that and run this again');
    await store.close();
    store = await openStore(folder);
    expect(await store.addDeliveries([delivery('2')])).toBe(1);
  });
});
