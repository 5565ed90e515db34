import type { Kysely } from 'kysely';
import type { Agent } from '../domain/agent.ts';
import type { AccountId, AgentId } from '../domain/ids.ts';
import { chunks } from './chunks.ts';
import { inTransaction } from './conflict.ts';
import { isPostgres } from './dialect.ts';
import { markAllTicketsStale } from './stale.ts';
import type { Alias } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export async function agents(db: Db, id?: AgentId): Promise<Agent[]> {
  const all = db.selectFrom('agent').select('body').orderBy('id');
  const rows = await (id === undefined ? all : all.where('id', '=', id)).execute();
  return rows.map(({ body }) => JSON.parse(body) as Agent);
}

export async function aliases(db: Db): Promise<Alias[]> {
  const rows = await db
    .selectFrom('alias')
    .select(['account_id', 'agent_id', 'confirmed_by', 'confirmed_at'])
    .orderBy('account_id')
    .execute();
  return rows.map((row) => ({
    account: row.account_id as AccountId,
    agent: row.agent_id as AgentId,
    confirmedBy: row.confirmed_by,
    confirmedAt: Number(row.confirmed_at),
  }));
}

export async function confirmAliases(db: Db, confirmed: readonly Alias[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const { account, agent, confirmedBy, confirmedAt } of [...confirmed].sort(byAccount)) {
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

const byAccount = (a: Alias, b: Alias): number => (a.account < b.account ? -1 : a.account > b.account ? 1 : 0);

/**
 * What the latest delivery says of an agent holds, in whatever order deliveries are worked on. Tickets are to be folded
 * again where somebody turns out to be an automation, or to be none, or to be somebody else by their mail.
 */
export async function saveAgents(
  tx: Db,
  agents: readonly { readonly agent: Agent; readonly delivery: number }[],
): Promise<void> {
  const latest = new Map<AgentId, (typeof agents)[number]>();
  for (const one of agents) {
    const known = latest.get(one.agent.id);
    if (known === undefined || one.delivery >= known.delivery) latest.set(one.agent.id, one);
  }
  const before = await whoTheyWere(tx, [...latest.keys()]);
  for (const [id, { agent, delivery }] of [...latest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx
      .insertInto('agent')
      .values({ id, body: JSON.stringify(agent), delivery_id: delivery })
      .onConflict((c) =>
        c
          .column('id')
          .doUpdateSet((eb) => ({ body: eb.ref('excluded.body'), delivery_id: eb.ref('excluded.delivery_id') }))
          .whereRef('excluded.delivery_id', '>=', 'agent.delivery_id'),
      )
      .execute();
  }
  const isNews = ({ agent }: { agent: Agent }) => {
    const { bot, mail } = before.get(agent.id) ?? { bot: false, mail: undefined };
    return agent.bot !== bot || agent.mail !== mail;
  };
  if ([...latest.values()].some(isNews)) await markAllTicketsStale(tx);
}

/** As kept until now; these agents are not changed by others until the transaction ends. */
async function whoTheyWere(tx: Db, ids: readonly AgentId[]): Promise<Map<string, Pick<Agent, 'bot' | 'mail'>>> {
  const were = new Map<string, Pick<Agent, 'bot' | 'mail'>>();
  for (const chunk of chunks(ids.map((id) => ({ id })))) {
    const kept = tx
      .selectFrom('agent')
      .select(['id', 'body'])
      .where(
        'id',
        'in',
        chunk.map(({ id }) => id),
      )
      .orderBy('id');
    for (const { id, body } of await (isPostgres(tx) ? kept.forUpdate() : kept).execute())
      were.set(id, JSON.parse(body) as Agent);
  }
  return were;
}
