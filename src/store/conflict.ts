import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { Unusable } from '../settings/unusable.ts';
import type { Tables } from './tables.ts';

/** Two transactions were in each other's way, and the database has undone this one wholly. */
export class Conflict extends Unusable {
  override readonly name = 'Conflict';

  constructor(options: ErrorOptions = {}) {
    super('Too many processes were in each other’s way in the database. Nothing of this step was kept; run it again.', {
      ...options,
      kind: 'retry',
    });
  }
}

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 5;

/**
 * One transaction, done again from its start when another one was in its way: rows are locked in the order of their
 * keys, which leaves deadlocks for the few steps that touch whole tables. `work` must have no other effects.
 */
export async function inTransaction<T>(db: Kysely<Tables>, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
      await pause(FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
