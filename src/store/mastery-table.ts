import type { Kysely } from 'kysely';
import type { Instant } from '../domain/interval.ts';
import type { SettledMastery } from '../metrics/expectation/settled-mastery.ts';
import { rowChunks } from './chunks.ts';
import { insertRows } from './insert-rows.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** In place of those before. */
export async function saveMasteries(tx: Db, asOf: Instant, masteries: Iterable<SettledMastery>): Promise<void> {
  await tx.deleteFrom('mastery').where('as_of', '=', asOf).execute();
  for (const chunk of rowChunks(masteries, (one) => rowOf(asOf, one))) await insertRows(tx, 'mastery', chunk);
}

function rowOf(asOf: Instant, { agent, workType, ...told }: SettledMastery): Tables['mastery'] {
  return { as_of: asOf, agent_id: agent, work_type: workType, body: JSON.stringify(told) };
}

/** By agent, then work type. */
export async function masteries(
  db: Db,
  asOf: Instant,
  { agent }: { readonly agent?: string } = {},
): Promise<SettledMastery[]> {
  let query = db.selectFrom('mastery').select(['agent_id', 'work_type', 'body']).where('as_of', '=', asOf);
  if (agent !== undefined) query = query.where('agent_id', '=', agent);
  const rows = await query.orderBy('agent_id').orderBy('work_type').execute();
  return rows.map((row) => {
    const told = JSON.parse(row.body) as Omit<SettledMastery, 'agent' | 'workType'>;
    return { agent: row.agent_id, workType: row.work_type, ...told };
  });
}
