import type { AccountId, AgentId } from './ids.ts';
import type { Instant } from './interval.ts';

/** A person who works tickets, as a desk's own list describes them. Null: not said. */
export interface Agent {
  readonly id: AgentId;
  readonly name: string;
  readonly team: string | null;
  readonly region: string | null;
  readonly shift: string | null;
  readonly timezone: string | null;
  readonly manager: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly bot: boolean;
  /** Digest of a mail address that the source has verified to be theirs; absent: it says none. */
  readonly mail?: string;
}

/** Which person an account belongs to, and which accounts are automations. */
export interface Identities {
  agentOf(account: AccountId): AgentId;
  isBot(account: AccountId): boolean;
}

/** Accounts not named in `same` stand for a person of their own. */
export function identities(same: ReadonlyMap<AccountId, AgentId>, bots: ReadonlySet<AccountId>): Identities {
  return {
    agentOf: (account) => same.get(account) ?? (account as string as AgentId),
    isBot: (account) => bots.has(account),
  };
}
