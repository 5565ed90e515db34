import { Unusable } from '../../settings/unusable.ts';

/** SQLite's primary result codes that a person can do something about (sqlite.org/rescode.html), and what. */
const REMEDIES: Readonly<Record<number, (path: string) => string>> = {
  5: (path) =>
    `Another process has been writing to ${path} for longer than this one waits. Run this again when it has ended.`,
  8: (path) => `${path} may not be written. Let this user write to it and to its folder.`,
  10: (path) =>
    `The disk could not read or write ${path}; it may be full or failing. Mend that and run this again: what was kept before is still there.`,
  11: (path) => `${path} is damaged. Put back a copy of it, or import the logs again into another --data folder.`,
  13: (path) =>
    `The disk that holds ${path} is full. Free some space and run this again: what was kept before is still there.`,
  14: (path) =>
    `${path} cannot be opened. Let this user read and write it and its folder, or name another --data folder.`,
  26: (path) => `${path} is no database. Name another --data folder, or move the file away.`,
};

/** The error of a database as one that says what to do; any other error as it is. */
export function sqliteTrouble(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  const remedy = REMEDIES[error.errcode & 0xff];
  return remedy === undefined ? error : new Unusable(remedy(path), { cause: error });
}
