import type { Agent } from '../domain/agent.ts';
import type { AccountId, AgentId } from '../domain/ids.ts';

/** Accounts that are one person's by their mail, and those that share one but cannot be told apart by it. */
export interface SameMail {
  /** Of every account but the one that stands for the person. */
  readonly same: ReadonlyMap<AccountId, AgentId>;
  /** Two accounts of one source with the same address: a shared mailbox, or somebody's second account. */
  readonly ambiguous: readonly (readonly AgentId[])[];
}

/**
 * Sources verify addresses, so accounts of different sources with one address are one person; the account that comes
 * first by its id stands for them. Automations are nobody's.
 */
export function sameMail(agents: readonly Agent[]): SameMail {
  const people = agents.filter(({ bot, mail }) => !bot && mail !== undefined);
  const same = new Map<AccountId, AgentId>();
  const ambiguous: AgentId[][] = [];
  for (const [, sharing] of Map.groupBy(people, ({ mail }) => mail)) {
    const ids = sharing.map(({ id }) => id).sort();
    const [first, ...others] = ids;
    if (first === undefined || others.length === 0) continue;
    if (new Set(ids.map(sourceOf)).size < ids.length) ambiguous.push(ids);
    else for (const id of others) same.set(id as string as AccountId, first);
  }
  return { same, ambiguous };
}

const sourceOf = (id: AgentId): string => id.slice(0, id.indexOf(':'));
