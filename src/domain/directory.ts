import type { Agent } from './agent.ts';
import type { AccountId, AgentId } from './ids.ts';

/** Names and teams of people, from the desk's own list where it has them, else from what the sources call them. */
export interface Directory {
  nameOf(id: AgentId): string;
  teamOf(id: AgentId): string | null;
  accountsOf(id: AgentId): readonly AccountId[];
}

export function directory(
  agents: readonly Agent[],
  contributors: readonly { readonly agent: AgentId; readonly team: string | null }[],
  aliases: readonly { readonly account: AccountId; readonly agent: AgentId }[],
): Directory {
  const listed = new Map(agents.map((agent) => [agent.id, agent]));
  const teams = new Map(contributors.map(({ agent, team }) => [agent, team]));
  return {
    nameOf: (id) => listed.get(id)?.name ?? accountName(id),
    teamOf: (id) => listed.get(id)?.team ?? teams.get(id) ?? null,
    accountsOf: (id) => [
      id as string as AccountId,
      ...aliases.filter(({ agent }) => agent === id).map(({ account }) => account),
    ],
  };
}

/** `source:space/Anna` is called Anna. */
function accountName(id: AgentId): string {
  const local = id.slice(id.indexOf(':') + 1);
  return local.slice(local.indexOf('/') + 1);
}
