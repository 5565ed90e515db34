import type { Kysely } from 'kysely';
import type { Decision } from '../progression/decision.ts';
import { inTransaction } from './conflict.ts';
import { lockTables } from './dialect.ts';
import type { Added, DecisionFilter } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function decisions(db: Db, { agent, flag, since, until }: DecisionFilter): Promise<Decision[]> {
  let query = db.selectFrom('decision').select('body').orderBy('at').orderBy('number');
  if (agent !== undefined) query = query.where('agent_id', '=', agent);
  if (flag !== undefined) query = query.where('flag_id', '=', flag);
  if (since !== undefined) query = query.where('at', '>=', since);
  if (until !== undefined) query = query.where('at', '<=', until);
  return (await query.execute()).map(({ body }) => JSON.parse(body) as Decision);
}

/** One process at a time, so that the second of two who decide at once sees what the first wrote. */
export async function addDecision(db: Db, decision: Decision, after: string | null): Promise<Added> {
  return inTransaction(db, async (tx) => {
    await lockTables(tx, 'decision');
    const same = tx.selectFrom('decision').select('body').where('id', '=', decision.id);
    const known = await same.executeTakeFirst();
    if (known !== undefined) return { how: 'known', decision: JSON.parse(known.body) as Decision };
    const last = await lastAbout(tx, decision);
    if ((last?.id ?? null) !== after) return { how: 'overtaken', by: last };
    const highest = tx.selectFrom('decision').select((eb) => eb.fn.max<number | null>('number').as('number'));
    const number = Number((await highest.executeTakeFirst())?.number ?? 0) + 1;
    await tx.insertInto('decision').values(rowOf(number, decision)).execute();
    return { how: 'added', decision };
  });
}

const rowOf = (number: number, decision: Decision): Tables['decision'] => ({
  number,
  id: decision.id,
  at: decision.at,
  agent_id: decision.agent,
  flag_id: decision.shown?.flag ?? null,
  body: JSON.stringify(decision),
});

/** Of the same person's log, or of the flag's where it is about nobody. */
async function lastAbout(tx: Db, { agent, shown }: Decision): Promise<Decision | null> {
  const all = tx.selectFrom('decision').select('body').orderBy('at', 'desc').orderBy('number', 'desc').limit(1);
  const about = agent === null ? all.where('flag_id', '=', shown?.flag ?? '') : all.where('agent_id', '=', agent);
  const row = await about.executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.body) as Decision);
}

export async function eraseDecisions(db: Db, agent: string): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('decision').where('agent_id', '=', agent).executeTakeFirst();
  return Number(numDeletedRows);
}
