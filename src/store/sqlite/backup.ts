import { backup, DatabaseSync } from 'node:sqlite';
import { Unusable } from '../../settings/unusable.ts';
import type { RowCounts } from '../kept-tables.ts';
import { isBusy, sqliteTrouble } from './trouble.ts';

/** Pages of 4 kB that are copied before anything else has its turn. */
const PAGES_AT_ONCE = 1_000;
const PATIENCE_MS = 10_000;

/** done/total in bytes; total null where it is not known. */
export type OnBytes = (done: number, total: number | null) => void;

/** The database as it is now, whoever writes to it meanwhile. */
export async function copyDatabase(path: string, to: string, onBytes: OnBytes): Promise<void> {
  using db = inSnapshot(path);
  const pageBytes = Number(db.prepare('pragma page_size').get()?.['page_size'] ?? 0);
  try {
    await backup(db, to, {
      rate: PAGES_AT_ONCE,
      progress: ({ totalPages, remainingPages }) =>
        onBytes((totalPages - remainingPages) * pageBytes, totalPages * pageBytes),
    });
  } catch (error) {
    throw sqliteTrouble(error, to);
  }
}

/** SQLite begins a copy anew after each write of another process, and would never end; of a snapshot it goes on. */
function inSnapshot(path: string): DatabaseSync {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: PATIENCE_MS });
    db.exec('begin; select count(*) from sqlite_master');
    return db;
  } catch (error) {
    throw sqliteTrouble(error, path);
  }
}

export interface CheckedCopy {
  /** Of our own tables; null: it is the database of something else. */
  readonly migrations: readonly string[] | null;
  readonly rows: RowCounts;
}

/** Reads every page and index of a copy that nobody else uses, and makes it one file. Throws Unusable where it is damaged. */
export function checkCopy(path: string): CheckedCopy {
  try {
    using db = new DatabaseSync(path);
    const found = db.prepare('pragma integrity_check(1)').get()?.['integrity_check'];
    if (found !== 'ok') throw damaged(path, String(found));
    db.exec('pragma journal_mode = delete');
    const migrations = tablesOf(db).includes('kysely_migration')
      ? names(db, 'select name from kysely_migration')
      : null;
    return { migrations, rows: countRows(db) };
  } catch (error) {
    throw sqliteTrouble(error, path);
  }
}

const damaged = (path: string, found: string): Unusable =>
  new Unusable(
    `${path} is a damaged copy (${found}). Check the disk, and what was copied; go back to an older backup.`,
  );

/** Of each table of a desk; null where the file is none, or cannot be read. */
export function rowsIn(path: string): RowCounts | null {
  try {
    using db = new DatabaseSync(path, { readOnly: true, timeout: PATIENCE_MS });
    return countRows(db);
  } catch {
    return null;
  }
}

function countRows(db: DatabaseSync): RowCounts {
  const kept = tablesOf(db).filter((name) => !/^(kysely|sqlite)_/.test(name));
  const count = (table: string) => Number(db.prepare(`select count(*) as n from "${table}"`).get()?.['n']);
  return Object.fromEntries(kept.map((table) => [table, count(table)]));
}

const tablesOf = (db: DatabaseSync) => names(db, "select name from sqlite_master where type = 'table' order by name");

const names = (db: DatabaseSync, query: string): string[] =>
  db
    .prepare(query)
    .all()
    .map(({ name }) => String(name));

/**
 * Brings all that is kept beside the database into it. Throws Unusable while another process has it open, which keeps
 * SQLite from doing so. One that is damaged is left as it is.
 */
export function holdAlone(path: string): void {
  try {
    using db = new DatabaseSync(path, { timeout: 0 });
    db.prepare('pragma journal_mode = delete').get();
  } catch (error) {
    if (!isBusy(error)) return;
    throw new Unusable(`Another process has ${path} open. Stop it (\`stepladder serve\`), and run this again.`, {
      kind: 'retry',
      cause: error,
    });
  }
}
