import { existsSync } from 'node:fs';
import { open, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../src/store/backup.ts';
import { databaseFile, openStore } from '../../src/store/open-store.ts';
import { runProgram } from '../../src/store/postgres/programs.ts';
import { restore } from '../../src/store/restore.ts';
import { lockForServing } from '../../src/store/sqlite/serving-lock.ts';
import { hasPostgres, inDatabase, type TestDatabase, testDatabase, unlessPostgres } from '../postgres/server.ts';
import { delivery, fold, read } from './facts.ts';
import { fillDesk, rowsOf } from './full-desk.ts';
import { atStore, digestAt, Places } from './places.ts';

const quietly = { force: false, onBytes: () => {} };
const replacing = { ...quietly, force: true };

let places: Places;
beforeEach(async () => {
  places = await Places.make();
});
afterEach(() => places.remove());

/** What every engine promises of its backups; `forget`: takes the desk away, as a lost disk would. */
function describeBackups(make: () => string, forget: (location: string) => Promise<void>): void {
  let desk: string;
  let file: string;
  beforeEach(async () => {
    desk = make();
    file = places.path('desk.backup');
    await atStore(desk, (store) => fillDesk(store, 60));
  });

  it('bring back all rows and the same digests', async () => {
    const before = [await rowsOf(desk), await digestAt(desk)];
    expect(await backUp(desk, file, quietly)).toEqual(before[0]);
    await forget(desk);
    expect(await restore(desk, file, quietly)).toEqual(before[0]);
    expect([await rowsOf(desk), await digestAt(desk)]).toEqual(before);
    // The ids that come next are new ones.
    const highest = await atStore(desk, async (store) => (await store.deliveriesAfter(0, 999)).at(-1)!.id);
    await atStore(desk, (store) => store.addDeliveries([delivery('next')]));
    expect(await atStore(desk, async (store) => (await store.deliveriesAfter(highest, 9)).length)).toBe(1);
  });

  it('hold one instant of a desk that is written to meanwhile, and do not keep its writers waiting', async () => {
    const pad = JSON.stringify({ pad: 'x'.repeat(500_000) });
    await atStore(desk, (store) =>
      store.addDeliveries(Array.from({ length: 60 }, (_, i) => delivery(`large ${i}`, {}, { body: pad }))),
    );
    const held = (await rowsOf(desk))['delivery'] ?? 0;
    let going = true;
    let batches = 0;
    const writing = atStore(desk, async (store) => {
      for (; going; batches += 1) {
        const rows = Array.from({ length: 5 }, (_, i) =>
          delivery(`w${batches}-${i}`, { ticket: `W${i}`, knownAt: batches }),
        );
        await store.addDeliveries(rows);
        await store.settlePending(99, read);
        await store.foldStale(99, fold);
        await turn();
      }
    });
    await expect.poll(() => batches).toBeGreaterThan(3);
    const before = batches;
    const rows = await backUp(desk, file, quietly).finally(() => {
      going = false;
    });
    const during = batches - before;
    await writing;
    expect(during).toBeGreaterThan(0);
    const kept = Number(rows['delivery']) - held;
    expect([kept % 5, kept >= 5 * before]).toEqual([0, true]);
    await restore(desk, file, replacing);
    expect(await rowsOf(desk)).toEqual(rows);
    // Each batch is wholly there: its deliveries, and all that was made of them.
    await atStore(desk, async (store) => {
      for (let n = 1; n > 0; ) n = (await store.settlePending(99, read)) + (await store.foldStale(99, fold));
      const events = (await store.counts()).events - 61;
      expect(events).toBe(kept);
    });
  });

  it('never replace a file unless that is asked for', async () => {
    await writeFile(file, 'mine');
    await expect(backUp(desk, file, quietly)).rejects.toThrow('is there already');
    expect(await readFile(file, 'utf8')).toBe('mine');
    await backUp(desk, file, replacing);
    expect((await stat(file)).size).toBeGreaterThan(1_000);
    expect((await readdir(places.folder)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it('are put into an empty desk, and into another one only when that may go', async () => {
    await backUp(desk, file, quietly);
    const rows = await rowsOf(desk);
    await atStore(desk, (store) => store.addDeliveries([delivery('since')]));
    await expect(restore(desk, file, quietly)).rejects.toThrow('holds 63 deliveries');
    await restore(desk, file, replacing);
    expect(await rowsOf(desk)).toEqual(rows);
    await forget(desk);
    await atStore(desk, async () => {});
    await restore(desk, file, quietly);
    expect(await rowsOf(desk)).toEqual(rows);
  });

  it('are not put in the place of a desk that a process has open', async () => {
    await backUp(desk, file, quietly);
    const store = await openStore(desk);
    await store.counts();
    await expect(restore(desk, file, replacing)).rejects.toThrow(/[Oo]ther process/);
    await store.close();
    await restore(desk, file, replacing);
  });

  it('that are damaged or none are refused, and the desk stays as it was', async () => {
    const digest = await digestAt(desk);
    await backUp(desk, file, quietly);
    await writeFile(places.path('x'), '');
    const none = places.path('letter.txt');
    await writeFile(none, 'Dear desk');
    await expect(restore(desk, none, replacing)).rejects.toThrow('is no backup of a desk');
    const half = Math.floor((await stat(file)).size / 2);
    const middle = await open(file, 'r+');
    // More than a page of SQLite's, with the page's own head: words changed within a row, no engine can tell.
    await middle.write(Buffer.alloc(half), 0, half - 8_192, 8_192);
    await middle.close();
    await expect(restore(desk, file, replacing)).rejects.toThrow(/damaged|failed/);
    await truncate(file, half);
    await expect(restore(desk, file, replacing)).rejects.toThrow(/damaged|failed/);
    expect(await digestAt(desk)).toEqual(digest);
  });
}

describe('backups of a SQLite file', () => {
  const forget = async (folder: string) => {
    const { rm } = await import('node:fs/promises');
    await rm(folder, { recursive: true });
  };
  describeBackups(() => places.path('desk'), forget);

  it('of a newer program, of another program, and of no desk are refused', async () => {
    const [desk, file] = [places.path('desk'), places.path('file')];
    await expect(backUp(desk, file, quietly)).rejects.toThrow('There is no desk at');
    expect(existsSync(desk)).toBe(false);
    await atStore(desk, async () => {});
    await backUp(desk, file, quietly);
    {
      using db = new DatabaseSync(file);
      db.exec("insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2030-01-01')");
    }
    await expect(restore(places.path('new'), file, quietly)).rejects.toThrow('written by a newer Stepladder');
    const other = places.path('other.db');
    {
      using db = new DatabaseSync(other);
      db.exec('create table song (name text)');
    }
    await expect(restore(places.path('new'), other, quietly)).rejects.toThrow('is no backup of a desk');
  });

  it('are not put in the place of a desk that is served, were it idle', async () => {
    const [desk, file] = [places.path('desk'), places.path('file')];
    await atStore(desk, async () => {});
    await backUp(desk, file, quietly);
    const unlock = lockForServing(desk);
    await expect(restore(desk, file, replacing)).rejects.toThrow('already serves the desk');
    unlock();
    await restore(desk, file, replacing);
  });

  it('come back in the place of a desk that is damaged', async () => {
    const [desk, file] = [places.path('desk'), places.path('file')];
    await atStore(desk, (store) => fillDesk(store, 20));
    const digest = await digestAt(desk);
    await backUp(desk, file, quietly);
    await writeFile(databaseFile(desk), 'not a database any more'.repeat(100));
    await expect(restore(desk, file, quietly)).rejects.toThrow('cannot be read');
    await restore(desk, file, replacing);
    expect(await digestAt(desk)).toEqual(digest);
  });
});

describe.skipIf(!hasPostgres)(`backups of a PostgreSQL schema${unlessPostgres}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());
  const schemaOf = (url: string) => new URL(url).searchParams.get('schema') ?? '';
  const forget = (url: string) => inDatabase(database.url, `drop schema ${schemaOf(url)} cascade`);
  describeBackups(() => places.schema(database), forget);

  it('of another schema, of a newer program or of the other engine are refused', async () => {
    const [desk, other, folder] = [places.schema(database), places.schema(database), places.path('folder')];
    await atStore(desk, (store) => fillDesk(store, 20));
    await atStore(folder, (store) => fillDesk(store, 20));
    const [dump, copy, newer] = [places.path('dump'), places.path('copy'), places.path('newer')];
    await backUp(desk, dump, quietly);
    await backUp(folder, copy, quietly);
    await expect(restore(other, dump, quietly)).rejects.toThrow(`?schema=${schemaOf(desk)}`);
    await expect(restore(places.path('new'), dump, quietly)).rejects.toThrow('is of a desk in PostgreSQL');
    await expect(restore(other, copy, quietly)).rejects.toThrow('is of a desk in a SQLite file');
    await inDatabase(
      database.url,
      `insert into ${schemaOf(desk)}.kysely_migration (name, timestamp) values ('999-from-the-future', '2030')`,
    );
    await backUp(desk, newer, quietly);
    await expect(restore(desk, newer, replacing)).rejects.toThrow('written by a newer Stepladder');
  });

  it('leave the desk as it was when loading breaks off', async () => {
    const desk = places.schema(database);
    await atStore(desk, (store) => fillDesk(store, 20));
    const file = places.path('dump');
    // A function outside of the schema that a table needs, and that is gone when it is loaded.
    const schema = schemaOf(desk);
    await inDatabase(
      database.url,
      'create function public.gone(text) returns boolean language sql as $$ select true $$',
      `alter table ${schema}.alias add constraint needs check (public.gone(agent_id))`,
    );
    await backUp(desk, file, quietly);
    await inDatabase(
      database.url,
      `alter table ${schema}.alias drop constraint needs`,
      'drop function public.gone(text)',
    );
    const digest = await digestAt(desk);
    await expect(restore(desk, file, replacing)).rejects.toThrow('pg_restore failed');
    expect(await digestAt(desk)).toEqual(digest);
  });

  it('say what to install where the programs of PostgreSQL are missing', async () => {
    const env = { PG_BIN: places.folder, PATH: process.env['PATH'] };
    await expect(runProgram('pg_dump', ['--version'], { env })).rejects.toThrow('pg_dump is not in PG_BIN');
  });
});
