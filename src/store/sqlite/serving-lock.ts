import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Unusable } from '../../settings/unusable.ts';
import { isBusy, sqliteTrouble } from './trouble.ts';

/**
 * Keeps a second process from serving the desk in this folder; short commands may go on beside. The lock is an open
 * transaction on a file of its own, so that the operating system takes it away with the process, however that ends.
 * Returns what gives it up, which can be called again. Throws Unusable when another process has it.
 */
export function lockForServing(folder: string): () => void {
  const path = join(folder, 'stepladder.lock');
  let db: DatabaseSync | undefined;
  const release = () => {
    if (db?.isOpen) db.close();
  };
  try {
    db = new DatabaseSync(path, { timeout: 0 });
    hold(db);
    return release;
  } catch (error) {
    const holder = isBusy(error) ? readHolder(path) : null;
    release();
    throw holder === null ? sqliteTrouble(error, path) : taken(folder, holder);
  }
}

/** Others can read the process id while the transaction stays open, if it was committed before. */
function hold(db: DatabaseSync): void {
  db.exec('begin immediate; create table if not exists holder (pid integer)');
  while (pidIn(db) !== process.pid) {
    db.exec(`delete from holder; insert into holder values (${process.pid}); commit; begin immediate`);
  }
}

const pidIn = (db: DatabaseSync): number => Number(db.prepare('select pid from holder').get()?.['pid'] ?? 0);

/** 0: not to be told now. */
function readHolder(path: string): number {
  try {
    using db = new DatabaseSync(path, { readOnly: true, timeout: 100 });
    return pidIn(db);
  } catch {
    return 0;
  }
}

function taken(folder: string, pid: number): Unusable {
  const who = pid === 0 || pid === process.pid ? 'Another process' : `Another process, ${pid},`;
  return new Unusable(
    `${who} already serves the desk in ${folder}. End that one first, or give another --data folder; for several, move to PostgreSQL (docs/postgresql.md).`,
  );
}
