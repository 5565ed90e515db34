import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { freshSchema, hasPostgres, type TestDatabase, testDatabase, unlessPostgres } from '../postgres/server.ts';
import { delivery, fold, read } from './facts.ts';
import { killed, started } from './processes/child.ts';

const ROWS = ['1', '2', '3'].map((key) => delivery(key, { ticket: `T${key}` }));

/** What another process gets to do once one has been killed in the middle of the same. */
function describeKilled(where: string, place: () => Promise<{ location: string; remove: () => Promise<void> }>): void {
  describe(`a process killed in the middle of a transaction, ${where}`, () => {
    it('leaves all that it had taken to the others, and nothing half done', async () => {
      const { location, remove } = await place();
      const store = await openStore(location);
      await store.addDeliveries(ROWS);
      await killed(await started('stuck', location, 'reading'));
      expect(await untilSome(() => store.settlePending(9, read))).toBe(3);
      expect(await store.counts()).toMatchObject({ events: 3, deliveries: { pending: 0, done: 3 } });
      await killed(await started('stuck', location, 'folding'));
      expect(await untilSome(() => store.foldStale(9, fold))).toBe(3);
      expect(await store.counts()).toMatchObject({ contributions: 3 });
      await store.close();
      await remove();
    });
  });
}

/** The server needs a moment to see that its client is gone. */
async function untilSome(work: () => Promise<number>): Promise<number> {
  const until = performance.now() + 10_000;
  for (let count = await work(); ; count = await work()) if (count > 0 || performance.now() > until) return count;
}

describeKilled('in a SQLite file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stepladder-killed-'));
  return { location: folder, remove: () => rm(folder, { recursive: true }) };
});

describe.skipIf(!hasPostgres)(`PostgreSQL${unlessPostgres}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  describeKilled('in a PostgreSQL schema', async () => {
    const { url, drop } = freshSchema(database);
    return { location: url, remove: drop };
  });
});
