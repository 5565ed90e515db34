import type { Account } from '../account.ts';
import type { Ticket } from '../ticket.ts';

/** The records of some ids, each once; nobody's id has none. */
export function distinct<T>(ids: readonly (number | null)[], records: ReadonlyMap<number, T>): T[] {
  return [...new Set(ids)].flatMap((id) => (id === null ? [] : (records.get(id) ?? [])));
}

/** What `include` lays beside tickets, in lists of their own. */
export function besideTickets({ people }: Account, tickets: readonly Ticket[], include: ReadonlySet<string>): object {
  const users = tickets.flatMap(({ requesterId, assigneeId }) => [requesterId, assigneeId]);
  const groups = new Set(tickets.map(({ groupId }) => groupId));
  return {
    ...(include.has('users') ? { users: distinct(users, people.userById) } : {}),
    ...(include.has('groups') ? { groups: people.groups.filter(({ id }) => groups.has(id)) } : {}),
    ...(include.has('organizations') ? { organizations: people.organizations } : {}),
  };
}
