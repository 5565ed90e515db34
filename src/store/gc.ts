import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/interval.ts';
import { type Deleted, type Tally, tally } from './deleted.ts';
import { isPostgres } from './dialect.ts';
import { deleteOldTickets, type TicketReading } from './gc-tickets.ts';
import { openTables } from './open-store.ts';
import { SEALED, type Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** Before which instant what may go; null: it is kept for good. */
export interface Cuts {
  readonly deliveries: Instant | null;
  readonly setAside: Instant | null;
  readonly tickets: Instant | null;
  readonly evaluations: Instant | null;
  /** Whole logs, of people and flags about which nothing was written since. */
  readonly decisions: Instant | null;
}

export interface GcOptions extends TicketReading {
  readonly cuts: Cuts;
  /** How far back from its instant the evaluations kept may read, by the rules of any of them; milliseconds. */
  readonly longestWindow: number;
  /** Counts only. */
  readonly dryRun: boolean;
  /** Called between batches. */
  readonly onDeleted: (table: string, rows: number) => void;
}

const AT_ONCE = 2_000;

/**
 * Deletes what retention lets go, in small transactions, so that others go on; killed, it leaves the rest to the next
 * run. No figure that can still be settled again loses what it rests on: tickets go only when every evaluation that is
 * kept begins to read after them. Returns the rows deleted from each table.
 */
export async function collectGarbage(location: string, options: GcOptions): Promise<Deleted> {
  const db = await openTables(location);
  try {
    const count = tally(options.onDeleted);
    const { cuts, longestWindow, dryRun } = options;
    const sealed = await oldEvaluations(db, cuts.evaluations, dryRun, count);
    if (cuts.setAside !== null) await oldDeliveries(db, 'set-aside', cuts.setAside, dryRun, count);
    if (cuts.deliveries !== null) await oldDeliveries(db, 'done', cuts.deliveries, dryRun, count);
    const readFrom = sealed ?? (await firstEvaluation(db));
    if (cuts.tickets !== null && readFrom !== null) {
      const before = Math.min(cuts.tickets, readFrom - longestWindow);
      const counted = dryRun ? cuts.deliveries : null;
      await deleteOldTickets(db, { before, counted, dryRun, count }, options);
    }
    if (cuts.decisions !== null && readFrom !== null) {
      await oldDecisions(db, Math.min(cuts.decisions, readFrom - longestWindow), dryRun, count);
    }
    return count.rows;
  } finally {
    await db.destroy();
  }
}

/** Gives free space back to the file system; on PostgreSQL, to its own tables. Others wait meanwhile where it is SQLite. */
export async function vacuum(location: string): Promise<void> {
  const db = await openTables(location);
  try {
    await (isPostgres(db) ? sql`vacuum (analyze)` : sql`vacuum`).execute(db);
  } finally {
    await db.destroy();
  }
}

/**
 * The newest of them stays, sealed: flags are carried on from it, and nothing up to it is settled again. Returns it.
 */
async function oldEvaluations(db: Db, cut: Instant | null, dryRun: boolean, count: Tally): Promise<Instant | null> {
  if (cut === null) return null;
  const before = db.selectFrom('evaluation').select('as_of').where('as_of', '<', cut).orderBy('as_of');
  const old = (await before.execute()).map(({ as_of }) => Number(as_of));
  const last = old.pop();
  if (last === undefined) return null;
  if (!dryRun) await db.updateTable('evaluation').set({ stale: SEALED }).where('as_of', '=', last).execute();
  for (const asOf of old) await evaluation(db, asOf, dryRun, count);
  await oldExpectations(db, last - EXPECTED_FOR_MS, dryRun, count);
  return last;
}

/** Later evaluations may still be set against one, or against the self-check it carries, for so long. */
const EXPECTED_FOR_MS = 19 * 7 * 86_400_000;

async function oldExpectations(db: Db, before: Instant, dryRun: boolean, count: Tally): Promise<void> {
  if (dryRun) {
    const there = db.selectFrom('expectation').select((eb) => eb.fn.countAll<number>().as('n'));
    count.add('expectation', Number((await there.where('frozen_at', '<', before).executeTakeFirst())?.n ?? 0));
  } else {
    const gone = await db.deleteFrom('expectation').where('frozen_at', '<', before).executeTakeFirst();
    count.add('expectation', Number(gone.numDeletedRows));
  }
}

async function evaluation(db: Db, asOf: Instant, dryRun: boolean, count: Tally): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of ['figure', 'mastery', 'judgement', 'off_day', 'quality_note', 'evaluation'] as const) {
      if (dryRun) {
        const there = tx.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n'));
        count.add(table, Number((await there.where('as_of', '=', asOf).executeTakeFirst())?.n ?? 0));
      } else {
        const gone = await tx.deleteFrom(table).where('as_of', '=', asOf).executeTakeFirst();
        count.add(table, Number(gone.numDeletedRows));
      }
    }
  });
}

/** A log stays whole as long as anything of it does: where somebody stands follows from its first line on. */
async function oldDecisions(db: Db, before: Instant, dryRun: boolean, count: Tally): Promise<void> {
  const about = sql<string>`coalesce(agent_id, 'flag ' || flag_id)`;
  const resting = db
    .selectFrom('decision')
    .select(about.as('about'))
    .groupBy(about)
    .having((eb) => eb(eb.fn.max('at'), '<', before));
  if (dryRun) {
    const there = db.selectFrom('decision').select((eb) => eb.fn.countAll<number>().as('n'));
    count.add('decision', Number((await there.where(about, 'in', resting).executeTakeFirst())?.n ?? 0));
  } else {
    const gone = await db.deleteFrom('decision').where(about, 'in', resting).executeTakeFirst();
    count.add('decision', Number(gone.numDeletedRows));
  }
}

const firstEvaluation = async (db: Db): Promise<Instant | null> => {
  const first = db.selectFrom('evaluation').select('as_of').orderBy('as_of').limit(1);
  const row = await first.executeTakeFirst();
  return row === undefined ? null : Number(row.as_of);
};

/** What the latest delivery said of an agent can be made again from it alone, so that one stays. */
async function oldDeliveries(
  db: Db,
  state: 'done' | 'set-aside',
  before: Instant,
  dryRun: boolean,
  count: Tally,
): Promise<void> {
  const agents = db.selectFrom('agent').select('delivery_id');
  for (let after = 0; ; ) {
    const page = db
      .selectFrom('delivery')
      .select('id')
      .where('state', '=', state)
      .where('received_at', '<', before)
      .where('id', '>', after)
      .where('id', 'not in', agents);
    const ids = (await page.orderBy('id').limit(AT_ONCE).execute()).map(({ id }) => id);
    if (ids.length > 0 && !dryRun) {
      // One that is to be read again in the meantime stays.
      await db.deleteFrom('delivery').where('id', 'in', ids).where('state', '=', state).execute();
    }
    count.add('delivery', ids.length);
    if (ids.length < AT_ONCE) return;
    after = ids.at(-1) ?? after;
  }
}
