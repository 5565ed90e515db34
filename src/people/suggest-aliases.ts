import { type AccountId, type AgentId, idSpace, type TicketId } from '../domain/ids.ts';
import { inOrder, type TicketEvent } from '../domain/ticket-event.ts';
import type { Store } from '../store/store.ts';

/** Two accounts that are probably one person: of the tickets `account` resolved, the share that `agent` held then. */
export interface Suggestion {
  readonly account: AccountId;
  readonly agent: AgentId;
  readonly together: number;
  readonly tickets: number;
  /** together / tickets, 0..1. */
  readonly share: number;
}

const TICKETS_AT_ONCE = 1_000;
/** Fewer tickets in common are chance. */
const LEAST_TICKETS = 5;
const LEAST_SHARE = 0.5;

/**
 * Where a source names holder and resolver in different id spaces, the same person shows as a pair that keeps meeting.
 * Each resolver is paired with the holder met most often, if each is the other's most frequent. Confirmed ones are left out.
 */
export async function suggestAliases(store: Store): Promise<Suggestion[]> {
  const meetings = new Map<AccountId, Map<AccountId, number>>();
  for (let after: TicketId | null = null; ; ) {
    const tickets = await store.ticketIds(after, TICKETS_AT_ONCE);
    for (const events of (await store.eventsOf(tickets)).values()) count(meetings, events);
    if (tickets.length < TICKETS_AT_ONCE) break;
    after = tickets.at(-1) ?? null;
  }
  const confirmed = new Set((await store.aliases()).map(({ account }) => account));
  return strongest(meetings).filter(({ account }) => !confirmed.has(account));
}

/** Each ticket speaks once, for its last resolution. */
function count(meetings: Map<AccountId, Map<AccountId, number>>, events: readonly TicketEvent[]): void {
  let holder: AccountId | null = null;
  let pair: readonly [AccountId, AccountId] | null = null;
  for (const { fact } of [...events].sort(inOrder)) {
    if (fact.type !== 'changed') continue;
    holder = fact.set.holder ?? holder;
    const { resolver } = fact;
    if (resolver !== undefined && holder !== null && idSpace(resolver) !== idSpace(holder)) pair = [resolver, holder];
  }
  if (pair === null) return;
  const [resolver, heldBy] = pair;
  const holders = meetings.get(resolver) ?? new Map<AccountId, number>();
  meetings.set(resolver, holders);
  holders.set(heldBy, (holders.get(heldBy) ?? 0) + 1);
}

function strongest(meetings: ReadonlyMap<AccountId, ReadonlyMap<AccountId, number>>): Suggestion[] {
  const suggestions = [...meetings].flatMap(([account, holders]): Suggestion[] => {
    const tickets = [...holders.values()].reduce((a, b) => a + b, 0);
    const [agent, together] = [...holders].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0] ?? [];
    if (agent === undefined || together === undefined || tickets < LEAST_TICKETS) return [];
    return [{ account, agent: agent as string as AgentId, together, tickets, share: together / tickets }];
  });
  const best = new Map<AgentId, Suggestion>();
  for (const one of suggestions) if (one.together > (best.get(one.agent)?.together ?? 0)) best.set(one.agent, one);
  return suggestions
    .filter((one) => one.share >= LEAST_SHARE && best.get(one.agent) === one)
    .sort((a, b) => b.share - a.share || b.tickets - a.tickets || (a.account < b.account ? -1 : 1));
}
