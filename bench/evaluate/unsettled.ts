import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FIRST_OF_QUARTER } from './desk.ts';

const WEEK_MS = 7 * 86_400_000;
const SETTLED = ['evaluation', 'figure', 'judgement', 'mastery', 'quality_note', 'expectation'] as const;

/** As if the service began anew with the month's first evaluation: none is settled, and none before it is due. The store must be closed. */
export function unsettled(folder: string): void {
  const db = new DatabaseSync(join(folder, 'stepladder.db'));
  for (const table of SETTLED) db.exec(`delete from ${table}`);
  const sealed = 2;
  db.prepare('insert into evaluation (as_of, rules_version, stale) values (?, ?, ?)').run(
    FIRST_OF_QUARTER - WEEK_MS,
    'none',
    sealed,
  );
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
}
