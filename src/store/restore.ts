import { Unusable } from '../settings/unusable.ts';
import { type BackupOptions, engineOf } from './backup-file.ts';
import type { RowCounts } from './kept-tables.ts';
import { isPostgresUrl } from './postgres/location.ts';
import { restoreDump } from './postgres/restore.ts';
import { restoreFile } from './sqlite/restore.ts';

/**
 * Puts a backup in the place of the desk at `location`, which must be empty or absent unless `force`, and brings it to
 * this program's shape. What was there stays as it was unless all goes well. Returns the rows in it. Throws Unusable.
 */
export async function restore(location: string, file: string, options: BackupOptions): Promise<RowCounts> {
  const engine = await engineOf(file);
  if (engine === 'postgres' && !isPostgresUrl(location)) {
    throw new Unusable(
      `${file} is of a desk in PostgreSQL. Restore it into a database that STORE_URL names; \`stepladder move\` brings it into a folder from there.`,
    );
  }
  if (engine === 'sqlite' && isPostgresUrl(location)) {
    throw new Unusable(
      `${file} is of a desk in a SQLite file. Unset STORE_URL and restore it into a --data folder; \`stepladder move\` brings it into PostgreSQL from there.`,
    );
  }
  return engine === 'postgres' ? restoreDump(location, file, options) : restoreFile(location, file, options);
}
