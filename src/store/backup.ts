import { existsSync } from 'node:fs';
import { Unusable } from '../settings/unusable.ts';
import type { BackupOptions } from './backup-file.ts';
import type { RowCounts } from './kept-tables.ts';
import { databaseFile } from './open-store.ts';
import { dumpSchema, readDump } from './postgres/dump.ts';
import { isPostgresUrl, postgresLocation } from './postgres/location.ts';
import { checkCopy, copyDatabase } from './sqlite/backup.ts';
import { writeWhole } from './whole-file.ts';

/**
 * The desk at `location` as one file, while others work at it: a SQLite database, or a dump of PostgreSQL's own. It is read
 * to its end before it gets its name. Returns the rows in it. Throws Unusable.
 */
export async function backUp(location: string, file: string, { force, onBytes }: BackupOptions): Promise<RowCounts> {
  if (isPostgresUrl(location)) {
    return writeWhole(file, force, async (part) => {
      await dumpSchema(location, part, onBytes);
      const { migrations, rows } = await readDump(part);
      if (migrations === null) throw noDesk(postgresLocation(location).where);
      return rows;
    });
  }
  const database = databaseFile(location);
  if (!existsSync(database)) throw noDesk(location);
  return writeWhole(file, force, async (part) => {
    await copyDatabase(database, part, onBytes);
    const { migrations, rows } = checkCopy(part);
    if (migrations === null) throw noDesk(location);
    return rows;
  });
}

const noDesk = (where: string): Unusable =>
  new Unusable(`There is no desk at ${where}. Name the right one with --data FOLDER or STORE_URL.`);
