import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TABLE_NAMES } from '../../src/store/kept-tables.ts';
import { move } from '../../src/store/move.ts';
import { openTables } from '../../src/store/open-store.ts';
import { hasPostgres, inDatabase, type TestDatabase, testDatabase, unlessPostgres } from '../postgres/server.ts';
import { delivery, read } from './facts.ts';
import { fillDesk, rowsOf } from './full-desk.ts';
import { atStore, digestAt, Places } from './places.ts';

const quietly = { force: false, onRows: () => {} };

let places: Places;
beforeEach(async () => {
  places = await Places.make();
});
afterEach(() => places.remove());

const lastId = (location: string) =>
  atStore(location, async (store) => Math.max(...(await store.deliveriesAfter(0, 10_000)).map(({ id }) => id)));

async function expectMoved(from: string, to: string): Promise<void> {
  await atStore(from, (store) => fillDesk(store));
  const before = await rowsOf(from);
  expect(Object.keys(before).filter((table) => before[table] === 0)).toEqual([]);
  const drawn: string[] = [];
  const moved = await move(from, to, { force: false, onRows: (table) => drawn.push(table) });
  expect(moved.same).toBe(true);
  expect(moved.to).toEqual(await digestAt(from));
  expect(await digestAt(to)).toEqual(moved.from);
  expect(await rowsOf(to)).toEqual(before);
  expect(Object.keys(moved.tables)).toEqual(TABLE_NAMES);
  expect(new Set(drawn)).toEqual(new Set(TABLE_NAMES));
  const all = await atStore(from, (store) => store.deliveriesAfter(0, 10_000));
  expect(await atStore(to, (store) => store.deliveriesAfter(0, 10_000))).toEqual(all);
  expect(await atStore(from, (store) => store.aliases())).toEqual(await atStore(to, (store) => store.aliases()));
}

/** Ids go on after the highest that ever was, though its delivery be gone. */
async function expectIdsGoOn(from: string, to: string): Promise<void> {
  await atStore(from, (store) => fillDesk(store, 20));
  const highest = await lastId(from);
  const db = await openTables(from);
  await db
    .deleteFrom('delivery')
    .where('id', '>', highest - 5)
    .execute();
  await db.destroy();
  await move(from, to, quietly);
  await atStore(to, async (store) => {
    await store.addDeliveries([delivery('after', { ticket: 'T1' })]);
    expect((await store.deliveriesAfter(highest, 9)).length).toBe(1);
    expect(await store.settlePending(9, read)).toBe(1);
  });
}

describe('moving a desk from one SQLite file to another', () => {
  it('copies everything a store keeps', () => expectMoved(places.path('a'), places.path('b')));

  it('goes on counting after the highest id', () => expectIdsGoOn(places.path('a'), places.path('b')));

  it('is refused into a desk that holds something, unless that may be deleted', async () => {
    const [from, to] = [places.path('a'), places.path('b')];
    await atStore(from, (store) => fillDesk(store, 20));
    await atStore(to, (store) => store.addDeliveries([delivery('mine', { ticket: 'T1' })]));
    await expect(move(from, to, quietly)).rejects.toThrow('The target is not empty (delivery: 1)');
    expect((await rowsOf(to))['delivery']).toBe(1);
    expect((await move(from, to, { ...quietly, force: true })).same).toBe(true);
    expect(await rowsOf(to)).toEqual(await rowsOf(from));
  });

  it('is refused into itself', async () => {
    const from = places.path('a');
    await expect(move(from, `${from}/../${from.split('/').at(-1)}`, quietly)).rejects.toThrow('is there already');
  });

  it('leaves the target as it was when it breaks off halfway', async () => {
    const [from, to] = [places.path('a'), places.path('b')];
    await atStore(from, (store) => fillDesk(store, 20));
    const breaking = {
      force: false,
      onRows: (table: string) => {
        if (table === 'contribution') throw new Error('killed');
      },
    };
    await expect(move(from, to, breaking)).rejects.toThrow('killed');
    expect(Object.values(await rowsOf(to)).every((rows) => rows === 0)).toBe(true);
    expect((await move(from, to, quietly)).same).toBe(true);
  });

  it('tells that the copy differs, and undoes it', async () => {
    const [from, to] = [places.path('a'), places.path('b')];
    await atStore(from, (store) => fillDesk(store, 20));
    const db = await openTables(to);
    await db.schema.dropTable('alias').execute();
    await db.schema
      .createTable('alias')
      .addColumn('account_id', 'text')
      .addColumn('agent_id', 'text')
      .addColumn('confirmed_by', 'text')
      .addColumn('confirmed_at', 'text')
      .execute();
    await db.destroy();
    const moved = await move(from, to, quietly);
    expect(moved.same).toBe(false);
    expect(Object.entries(moved.tables).filter(([, { same }]) => !same)).toEqual([['alias', { rows: 1, same: false }]]);
    expect((await rowsOf(to))['delivery']).toBe(0);
  });
});

describe.skipIf(!hasPostgres)(`moving a desk${unlessPostgres}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  it('from SQLite into PostgreSQL copies everything a store keeps', () =>
    expectMoved(places.path('a'), places.schema(database)));

  it('from PostgreSQL into SQLite copies everything a store keeps', () =>
    expectMoved(places.schema(database), places.path('b')));

  it('into PostgreSQL goes on counting after the highest id', () =>
    expectIdsGoOn(places.path('a'), places.schema(database)));

  it('out of PostgreSQL goes on counting after the highest id', () =>
    expectIdsGoOn(places.schema(database), places.path('b')));

  it('makes others wait who write to the source, so that nothing of theirs is left behind', async () => {
    const from = places.schema(database);
    await atStore(from, (store) => fillDesk(store, 20));
    let written: Promise<void> | undefined;
    let during: number | undefined;
    const schema = new URL(from).searchParams.get('schema');
    await move(from, places.path('b'), {
      force: false,
      onRows: () => {
        written ??= inDatabase(database.url, `update ${schema}.delivery set origin = 'later'`).then(() => {
          during ??= 0;
        });
        if (during !== undefined) during += 1;
      },
    });
    await written;
    expect(during).toBe(0);
  });
});
