import { open } from 'node:fs/promises';
import { Unusable } from '../settings/unusable.ts';
import { isEmpty, type RowCounts, rowCounts } from './kept-tables.ts';
import { isKnownMigration } from './migrate.ts';
import { openTables } from './open-store.ts';
import type { OnBytes } from './sqlite/backup.ts';

export interface BackupOptions {
  /** Whether what is there already may be replaced. */
  readonly force: boolean;
  readonly onBytes: OnBytes;
}

/** Which engine a backup is of, by its first bytes. Throws Unusable for a file that is none. */
export async function engineOf(file: string): Promise<'sqlite' | 'postgres'> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const text = buffer.toString('latin1', 0, bytesRead);
    if (text === 'SQLite format 3\0') return 'sqlite';
    if (text.startsWith('PGDMP')) return 'postgres';
    throw noBackup(file);
  } finally {
    await handle.close();
  }
}

/** Throws Unusable for the tables of something else (null), and for those of a newer program. */
export function checkMigrations(file: string, migrations: readonly string[] | null): void {
  if (migrations === null || migrations.length === 0) throw noBackup(file);
  if (migrations.every(isKnownMigration)) return;
  throw new Unusable(`${file} was written by a newer Stepladder. Restore it with that version, or a later one.`);
}

const noBackup = (file: string): Unusable =>
  new Unusable(`${file} is no backup of a desk. Give a file that \`stepladder backup\` wrote.`);

/** Throws Unusable for a desk that holds something which may not be replaced. `held` null: it cannot be read. */
export function mayReplace(where: string, held: RowCounts | null, force: boolean): void {
  if (force || (held !== null && isEmpty(held))) return;
  const what = held === null ? 'cannot be read' : `holds ${(held['delivery'] ?? 0).toLocaleString('en')} deliveries`;
  throw new Unusable(
    `The desk at ${where} ${what}. Name an empty one (--data FOLDER, STORE_URL), or replace it with --force; back it up first.`,
  );
}

/** In each table of a desk, once it is brought to this program's shape. */
export async function rowsAt(location: string): Promise<RowCounts> {
  const db = await openTables(location);
  try {
    return await rowCounts(db);
  } finally {
    await db.destroy();
  }
}
