import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { storable } from '../storable.ts';
import { FileDriver } from './file-driver.ts';
import { SyncedDriver } from './synced-driver.ts';
import { sqliteTrouble } from './trouble.ts';

/** Statements kept ready: fresh ones are freed only by the garbage collector, and 100,000 of them held 600 MB. */
const MOST_STATEMENTS = 200;
/** How long an opening waits for another process; milliseconds. All that comes after it waits otherwise (PatientConnection). */
const PATIENCE_AT_OPENING = 10_000;
/**
 * Pages the log may hold before they are copied into the file (8 MB). Pages that change often are copied less often the
 * more it may hold, but who commits waits for the copying: 20 ms for these, 80 for four times as many.
 */
const LOGGED_PAGES = 1_000;
/** Bytes, of new files: a webhook of 2 kB would have a page of SQLite's usual 4,096 for itself. */
const PAGE_SIZE = 8_192;
/** Which one writes changes the same pages again and again; which one reads is helped by the operating system's cache. */
const CACHE_KB = { writing: 16_000, reading: 4_000 } as const;

class Adapter extends SqliteAdapter {
  /** What SQLite can, and Kysely does not count on. A migration killed halfway would lock the desk up for good. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class FileAdapter extends Adapter {
  /** Whose turn it is to write the driver knows. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Kysely's SQLite dialect over a file, or over `:memory:`. */
export class FileDialect extends SqliteDialect {
  readonly #path: string;
  readonly #inMemory: boolean;

  constructor(path: string) {
    super({ database: async () => openDatabase(path) });
    this.#path = path;
    this.#inMemory = path === ':memory:';
  }

  override createDriver(): Driver {
    const path = this.#path;
    const written = { database: async () => openDatabase(path) };
    if (this.#inMemory) return new SqliteDriver(written);
    const read = { database: async () => openDatabase(path, { readOnly: true }) };
    return new FileDriver(new SyncedDriver(written, path), new SqliteDriver(read));
  }

  override createAdapter(): SqliteAdapter {
    return this.#inMemory ? new Adapter() : new FileAdapter();
  }
}

/**
 * `node:sqlite` in the shape Kysely's SQLite driver asks for, with write-ahead log and full sync.
 * Throws Unusable for what is wrong with the file or its disk, here and in every statement.
 */
function openDatabase(path: string, { readOnly = false } = {}): SqliteDatabase {
  const db = telling(path, () => opened(path, readOnly));
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => db.close(),
    prepare(asked) {
      // A transaction that reads first could not write any more once another process has written in between.
      const sql = asked === 'begin' ? 'begin immediate' : asked;
      const statement = statements.get(sql) ?? asStatement(db, path, sql);
      // The most recently used stay at the end.
      statements.delete(sql);
      statements.set(sql, statement);
      if (statements.size > MOST_STATEMENTS) statements.delete(statements.keys().next().value ?? sql);
      return statement;
    },
  };
}

function opened(path: string, readOnly: boolean): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: PATIENCE_AT_OPENING, readOnly });
  if (!readOnly)
    db.exec(
      `pragma page_size = ${PAGE_SIZE}; pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = ${LOGGED_PAGES}`,
    );
  db.exec(
    `pragma temp_store = memory; pragma cache_size = -${readOnly ? CACHE_KB.reading : CACHE_KB.writing}; pragma busy_timeout = 0`,
  );
  return db;
}

function asStatement(db: DatabaseSync, path: string, sql: string): SqliteStatement {
  const statement = telling(path, () => db.prepare(sql));
  const bound = (parameters: ReadonlyArray<unknown>) => storable(parameters) as readonly SQLInputValue[];
  const run = (parameters: ReadonlyArray<unknown>) => telling(path, () => statement.run(...bound(parameters)));
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => telling(path, () => statement.all(...bound(parameters))),
    // SQLite has already rolled back what a full disk broke off; asking again would hide why.
    run: (parameters) =>
      sql === 'rollback' && !db.isTransaction ? { changes: 0, lastInsertRowid: 0 } : run(parameters),
    iterate: (parameters) => statement.iterate(...bound(parameters)),
  };
}

function telling<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw sqliteTrouble(error, path);
  }
}
