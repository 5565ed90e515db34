import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFile, openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { delivery } from '../facts.ts';

let folder: string;
let store: Store;
let other: DatabaseSync;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stepladder-'));
  store = await openStore(folder);
  other = new DatabaseSync(databaseFile(folder));
});
afterEach(async () => {
  other.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

it('who reads waits neither for a transaction of this process, nor for what waits to write', async () => {
  await store.saveRules('v1', { 'desk.yaml': '' });
  other.exec('begin immediate');
  const writing = [store.addDeliveries([delivery('1', { ticket: 'T1' })]), store.saveRules('v2', {})];
  await pause(20);
  expect(await store.rulesFiles('v1')).toEqual({ 'desk.yaml': '' });
  expect(await store.rulesFiles('v2')).toBeNull();
  other.exec('commit');
  await Promise.all(writing);
  expect(await store.rulesFiles('v2')).toEqual({});
});

describe('while another process writes to a SQLite file', () => {
  it.each([
    ['a transaction', () => store.addDeliveries([delivery('1', { ticket: 'T1' })])],
    ['a statement by itself', () => store.saveRules('v1', {})],
  ])('%s waits for it, and the event loop goes on', async (_, write) => {
    other.exec('begin immediate');
    let isDone = false;
    const writing = write().then(() => {
      isDone = true;
    });
    const startedAt = performance.now();
    for (let turns = 0; turns < 20; turns += 1) await pause(1);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(isDone).toBe(false);
    other.exec('commit');
    await writing;
    expect(isDone).toBe(true);
  });

  it('what stands in the file can be read', async () => {
    await store.saveRules('v1', { 'desk.yaml': '' });
    other.exec('begin immediate; delete from rules');
    expect(await store.rulesFiles('v1')).toEqual({ 'desk.yaml': '' });
    other.exec('commit');
    expect(await store.rulesFiles('v1')).toBeNull();
  });
});
