import type { Kysely } from 'kysely';
import type { Agent } from '../domain/agent.ts';
import type { AccountId, AgentId } from '../domain/ids.ts';
import { markAllTicketsStale } from './inbox-tables.ts';
import type { Alias } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function agents(db: Db): Promise<Agent[]> {
  const rows = await db.selectFrom('agent').select('body').orderBy('id').execute();
  return rows.map(({ body }) => JSON.parse(body) as Agent);
}

export async function aliases(db: Db): Promise<Alias[]> {
  const rows = await db.selectFrom('alias').selectAll().orderBy('account_id').execute();
  return rows.map((row) => ({
    account: row.account_id as AccountId,
    agent: row.agent_id as AgentId,
    confirmedBy: row.confirmed_by,
    confirmedAt: Number(row.confirmed_at),
  }));
}

export async function confirmAliases(db: Db, confirmed: readonly Alias[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const { account, agent, confirmedBy, confirmedAt } of confirmed) {
      const values = { agent_id: agent, confirmed_by: confirmedBy, confirmed_at: confirmedAt };
      await tx
        .insertInto('alias')
        .values({ account_id: account, ...values })
        .onConflict((c) => c.column('account_id').doUpdateSet(values))
        .execute();
    }
    await markAllTicketsStale(tx);
  });
}
