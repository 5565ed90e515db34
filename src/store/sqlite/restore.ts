import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BackupOptions, checkMigrations, mayReplace, rowsAt } from '../backup-file.ts';
import type { RowCounts } from '../kept-tables.ts';
import { databaseFile } from '../open-store.ts';
import { onDisk, removeLogs } from '../whole-file.ts';
import { checkCopy, copyDatabase, holdAlone, rowsIn } from './backup.ts';

/** Made ready beside the desk, then put in its place by one renaming. See restore.ts. */
export async function restoreFile(folder: string, file: string, { force, onBytes }: BackupOptions): Promise<RowCounts> {
  await mkdir(folder, { recursive: true });
  const database = databaseFile(folder);
  mayReplace(folder, existsSync(database) ? rowsIn(database) : {}, force);
  const beside = await mkdtemp(join(folder, 'restore-'));
  try {
    const copy = databaseFile(beside);
    await copyDatabase(file, copy, onBytes);
    checkMigrations(file, checkCopy(copy).migrations);
    const rows = await rowsAt(beside);
    checkCopy(copy);
    await onDisk(copy);
    if (existsSync(database)) holdAlone(database);
    // Its log would be read into the restored one.
    await removeLogs(database);
    await rename(copy, database);
    await onDisk(folder);
    return rows;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
