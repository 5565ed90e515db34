import { type Remedy, Unusable } from '../../settings/unusable.ts';

const BUSY = 5;

/** SQLite's primary result codes that a person can do something about (sqlite.org/rescode.html), and what. */
const REMEDIES: Readonly<Record<number, readonly [kind: Remedy, told: (path: string) => string]>> = {
  [BUSY]: [
    'retry',
    (path) =>
      `Another process has been writing to ${path} for longer than this one waits. Run this again when it has ended.`,
  ],
  8: ['reject', (path) => `${path} may not be written. Let this user write to it and to its folder.`],
  10: [
    'retry',
    (path) =>
      `The disk could not read or write ${path}; it may be full or failing. Mend that and run this again: what was kept before is still there.`,
  ],
  11: [
    'reject',
    (path) => `${path} is damaged. Put back a copy of it, or import the logs again into another --data folder.`,
  ],
  13: [
    'retry',
    (path) =>
      `The disk that holds ${path} is full. Free some space and run this again: what was kept before is still there.`,
  ],
  14: [
    'reject',
    (path) =>
      `${path} cannot be opened. Let this user read and write it and its folder, or name another --data folder.`,
  ],
  26: ['reject', (path) => `${path} is no database. Name another --data folder, or move the file away.`],
};

/** Another process has the lock that this one would need; of an error as the database gives it, or as told below. */
export function isBusy(error: unknown): boolean {
  const given = error instanceof Unusable ? error.cause : error;
  return resultCode(given) === BUSY;
}

/** The primary one; null: it is no error of the database. */
const resultCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;

/** The error of a database as one that says what to do; any other error as it is. */
export function sqliteTrouble(error: unknown, path: string): unknown {
  const [kind, told] = REMEDIES[resultCode(error) ?? 0] ?? [];
  return kind === undefined || told === undefined ? error : new Unusable(told(path), { kind, cause: error });
}
