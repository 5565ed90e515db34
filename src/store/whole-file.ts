import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Unusable } from '../settings/unusable.ts';

/** What SQLite keeps beside a database that it writes to. */
const BESIDE = ['-journal', '-wal', '-shm'] as const;

/**
 * `write` fills FILE.part, which becomes FILE once it is whole and on disk: a power cut leaves the one before, or none.
 * Throws Unusable for a FILE that is there, unless it may be replaced.
 */
export async function writeWhole<T>(file: string, replace: boolean, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${file}.part`;
  mayWrite(file, replace);
  await removeDatabase(part);
  try {
    const result = await write(part);
    await onDisk(part);
    mayWrite(file, replace);
    await rename(part, file);
    await onDisk(dirname(file));
    return result;
  } catch (error) {
    await removeDatabase(part);
    throw error;
  }
}

/** With all that is kept beside it. */
async function removeDatabase(path: string): Promise<void> {
  await rm(path, { force: true });
  await removeLogs(path);
}

export async function removeLogs(path: string): Promise<void> {
  for (const end of BESIDE) await rm(path + end, { force: true });
}

/** A file, or the names in a folder. */
export async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function mayWrite(file: string, replace: boolean): void {
  if (replace || !existsSync(file)) return;
  throw new Unusable(`${file} is there already. Name another file, or replace it with --force.`);
}
