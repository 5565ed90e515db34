import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../src/domain/interval.ts';
import { FIRST_OF_QUARTER } from './desk.ts';

const WEEK_MS = 7 * 86_400_000;
const SETTLED = ['evaluation', 'figure', 'judgement', 'mastery', 'quality_note', 'off_day'] as const;

/**
 * Takes back all evaluations from `since` on; from 0, as if the service began anew with the month's first: none is settled,
 * none before it is due, and nothing is expected yet. The store must be closed.
 */
export function unsettled(folder: string, since: Instant): void {
  const db = new DatabaseSync(join(folder, 'stepladder.db'));
  for (const table of SETTLED) db.exec(`delete from ${table} where as_of >= ${since}`);
  if (since <= FIRST_OF_QUARTER) {
    db.exec('delete from expectation');
    const sealed = 2;
    db.prepare('insert into evaluation (as_of, rules_version, stale) values (?, ?, ?)').run(
      FIRST_OF_QUARTER - WEEK_MS,
      'none',
      sealed,
    );
  }
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
}
