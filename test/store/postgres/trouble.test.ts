import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Unusable } from '../../../src/settings/unusable.ts';
import { Conflict } from '../../../src/store/conflict.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { postgresTrouble } from '../../../src/store/postgres/trouble.ts';
import {
  freshSchema,
  hasPostgres,
  inDatabase,
  type TestDatabase,
  testDatabase,
  unlessPostgres,
} from '../../postgres/server.ts';
import { delivery, read } from '../facts.ts';

async function trouble(work: Promise<unknown>): Promise<Unusable> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Unusable);
  return error as Unusable;
}

const of = (code: string) => postgresTrouble(Object.assign(new Error('x'), { code }), 'db/desk') as Unusable;

describe('trouble with PostgreSQL', () => {
  it.each(['40001', '40P01', '0A000'])('%s undoes one transaction, which can begin again', (code) => {
    expect(of(code)).toBeInstanceOf(Conflict);
    expect(of(code).kind).toBe('retry');
  });

  it.each([
    ['53100', 'retry', /disk .* is full. Free some space/],
    ['53300', 'retry', /max_connections/],
    ['57P01', 'retry', /starting, stopping/],
    ['57P03', 'retry', /starting, stopping/],
    ['08006', 'retry', /connection .* was lost/],
    ['55P03', 'retry', /busy for longer/],
    ['25006', 'retry', /primary server/],
    ['ENOTFOUND', 'reject', /Check its name in STORE_URL/],
    ['42501', 'reject', /owner of the schema/],
  ])('%s is to be told as %s', (code, kind, message) => {
    expect(of(code)).toBeInstanceOf(Unusable);
    expect(of(code)).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  it('leaves the mistakes of this program as they are', () => {
    const mistake = Object.assign(new Error('syntax error'), { code: '42601' });
    expect(postgresTrouble(mistake, 'db/desk')).toBe(mistake);
    expect(postgresTrouble('text', 'db/desk')).toBe('text');
  });

  it('is said where nothing listens', async () => {
    const { kind, message } = await trouble(openStore('postgres://me:secret@127.0.0.1:1/desk'));
    expect(kind).toBe('retry');
    expect(message).toMatch(/^No PostgreSQL server answers for 127\.0\.0\.1:1\/desk \(schema stepladder\)\. Start it/);
  });
});

describe.skipIf(!hasPostgres)(`a PostgreSQL server in trouble${unlessPostgres}`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    // A role that has a password whatever the server asks of us.
    await inDatabase(
      database.url,
      'drop role if exists stepladder_poor',
      "create role stepladder_poor login password 'right'",
    );
  });
  afterAll(async () => {
    await inDatabase(database.url, 'drop role stepladder_poor');
    await database.stop();
  });

  const changed = (change: (url: URL) => void): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };
  const poor = (password: string) =>
    changed((url) => {
      url.username = 'stepladder_poor';
      url.password = password;
    });
  const endAll = (schema: string) =>
    inDatabase(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'of ${schema}'`,
    );
  const named = ({ url, schema }: ReturnType<typeof freshSchema>) => `${url}&application_name=of%20${schema}`;

  it('lets nobody in with a wrong password, and does not show it', async () => {
    const error = await trouble(openStore(poor('wr0ng-secret')));
    expect(error.kind).toBe('reject');
    expect(error.message).toMatch(/does not let this user into .* Check user and password in STORE_URL/);
    expect(error.stack).not.toContain('wr0ng-secret');
  });

  it('has no such database', async () => {
    const error = await trouble(openStore(changed((url) => (url.pathname = '/nowhere'))));
    expect(error).toMatchObject({ kind: 'reject', message: expect.stringContaining('There is no database') });
  });

  it('has a database that is not in UTF-8', async () => {
    const create =
      "create database stepladder_latin1 encoding 'LATIN1' locale 'C' locale_provider libc template template0";
    await inDatabase(database.url, create);
    try {
      await expect(openStore(changed((url) => (url.pathname = '/stepladder_latin1')))).rejects.toThrow(
        'This PostgreSQL database is in LATIN1. Create one in UTF-8',
      );
    } finally {
      await inDatabase(database.url, 'drop database stepladder_latin1');
    }
  });

  it('does not let this user make the schema', async () => {
    const error = await trouble(openStore(poor('right')));
    expect(error).toMatchObject({ kind: 'reject', message: expect.stringContaining('owner of the schema') });
  });

  it('comes back after it has ended idle connections, and nobody notices', async () => {
    const place = freshSchema(database);
    const store = await openStore(named(place));
    await endAll(place.schema);
    await expect.poll(async () => (await store.counts()).events).toBe(0);
    await store.close();
    await place.drop();
  });

  it('undoes what it has ended in its middle, says that it may be tried again, and then it goes well', async () => {
    const place = freshSchema(database);
    const store = await openStore(named(place));
    await store.addDeliveries([delivery('1', { ticket: 'T1' })]);
    // Holds the events' table, so that settling has begun and waits.
    const lock = `lock table ${place.schema}.ticket_event; select pg_sleep(0.5);
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'of ${place.schema}'`;
    const ending = inDatabase(database.url, lock);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const error = await trouble(store.settlePending(9, read));
    expect(error.kind).toBe('retry');
    await ending;
    expect(await store.settlePending(9, read)).toBe(1);
    expect(await store.counts()).toMatchObject({ events: 1, deliveries: { done: 1 } });
    await store.close();
    await place.drop();
  });
});
