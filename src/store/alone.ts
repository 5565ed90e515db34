import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Tables } from './tables.ts';

/**
 * Does the work unless another process is at work of this name; false: it is. On PostgreSQL that is a lock of the
 * session, so it dies with the process that holds it. A SQLite desk is served by one process only.
 */
export async function alone(db: Kysely<Tables>, name: string, work: () => Promise<void>): Promise<boolean> {
  if (!isPostgres(db)) {
    await work();
    return true;
  }
  // Such locks are of the whole database, and a desk is a schema of it.
  const key = sql`hashtextextended(current_schema() || '.' || ${name}, 0)`;
  return db.connection().execute(async (session) => {
    const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(${key}) as got`.execute(session);
    if (rows[0]?.got !== true) return false;
    try {
      await work();
      return true;
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(session);
    }
  });
}
