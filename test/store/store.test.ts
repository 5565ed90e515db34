import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Unusable } from '../../src/settings/unusable.ts';
import { openStore } from '../../src/store/open-store.ts';
import {
  freshSchema,
  hasPostgres,
  inDatabase,
  type TestDatabase,
  testDatabase,
  unlessPostgres,
} from '../postgres/server.ts';
import type { StorePlace } from './contract/at-store.ts';
import { describeStore } from './contract.ts';
import { delivery, fold, read } from './facts.ts';

/** Every place a store can be kept in; another one joins here. */
const STORES: Readonly<Record<string, () => Promise<StorePlace>>> = {
  'in memory': async () => ({ open: () => openStore(':memory:'), remove: async () => {} }),
  'in a SQLite file': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stepladder-store-'));
    return { open: () => openStore(folder), remove: () => rm(folder, { recursive: true }) };
  },
};

for (const [name, make] of Object.entries(STORES)) describeStore(name, make);

describe.skipIf(!hasPostgres)(`PostgreSQL${unlessPostgres}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  describeStore('in a PostgreSQL schema', async () => {
    const { url, drop } = freshSchema(database);
    return { open: () => openStore(url), remove: drop };
  });

  it('written by a newer program is refused and left alone', async () => {
    const { url, schema, drop } = freshSchema(database);
    await (await openStore(url)).close();
    const future = `'999-from-the-future'`;
    await inDatabase(url, `insert into ${schema}.kysely_migration (name, timestamp) values (${future}, '2030')`);
    await expect(openStore(url)).rejects.toThrow(Unusable);
    await expect(openStore(url)).rejects.toThrow('written by a newer Stepladder');
    await inDatabase(url, `delete from ${schema}.kysely_migration where name = ${future}`);
    await (await openStore(url)).close();
    await drop();
  });

  it('holds a desk in each schema, apart from the others', async () => {
    const places = [freshSchema(database), freshSchema(database)];
    const [one, two] = await Promise.all(places.map(({ url }) => openStore(url)));
    await one!.addDeliveries([delivery('1', { ticket: 'T1' })]);
    expect((await two!.counts()).deliveries.pending).toBe(0);
    await Promise.all([one!.close(), two!.close()]);
    await Promise.all(places.map(({ drop }) => drop()));
  });
});

describe('a SQLite file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stepladder-store-'));
    file = join(folder, 'stepladder.db');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function change(sql: string): Promise<void> {
    using db = new DatabaseSync(file);
    db.exec(sql);
  }

  it('holds what it held when it is opened again', async () => {
    const store = await openStore(folder);
    await store.addDeliveries([delivery('1', { ticket: 'T1' }), delivery('2', { ticket: 'T2' })]);
    await store.settlePending(1, read);
    await store.foldStale(1, fold);
    const held = [await store.counts(), await store.digest()];
    await store.close();
    const again = await openStore(folder);
    expect([await again.counts(), await again.digest()]).toEqual(held);
    expect(await again.settlePending(9, read)).toBe(1);
    await again.close();
  });

  it('written by a newer program is refused and left alone', async () => {
    await (await openStore(folder)).close();
    await change("insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2030-01-01')");
    await expect(openStore(folder)).rejects.toThrow(Unusable);
    await expect(openStore(folder)).rejects.toThrow('written by a newer Stepladder');
    await change("delete from kysely_migration where name = '999-from-the-future'");
    await (await openStore(folder)).close();
  });

  it('whose making was broken off is made as if for the first time', async () => {
    await change('create table judgement (a int)'); // among the last of the migration, so that it fails late
    await expect(openStore(folder)).rejects.toThrow('already exists');
    await change('drop table judgement');
    const store = await openStore(folder);
    expect(await store.counts()).toMatchObject({ tickets: 0 });
    await store.close();
  });
});
