import type { Agent } from '../domain/agent.ts';
import type { AccountId, AgentId } from '../domain/ids.ts';
import { sameMail } from './same-mail.ts';

/** Two accounts that may be one person: for somebody to look at, never joined by themselves. */
export interface SamePerson {
  readonly account: AccountId;
  readonly agent: AgentId;
  readonly because: 'the same name in two sources' | 'the same mail in one source';
}

/** From the lists of agents alone. `joined`: accounts that are somebody's already, or that somebody has decided on. */
export function suggestSamePeople(agents: readonly Agent[], joined: ReadonlySet<string>): SamePerson[] {
  const { same, ambiguous } = sameMail(agents);
  const byMail = ambiguous.flatMap((ids) => pairs(ids, 'the same mail in one source'));
  const free = agents.filter(({ bot, id }) => !bot && !same.has(id as string as AccountId));
  const byName = [...Map.groupBy(free, ({ name }) => plain(name))].flatMap(([name, namesakes]) => {
    const ids = namesakes.map(({ id }) => id).sort();
    const sources = new Set(ids.map((id) => id.slice(0, id.indexOf(':'))));
    return name.includes(' ') && sources.size > 1 ? pairs(ids, 'the same name in two sources') : [];
  });
  return [...byMail, ...byName].filter(({ account }) => !joined.has(account));
}

function pairs([first, ...others]: readonly AgentId[], because: SamePerson['because']): SamePerson[] {
  if (first === undefined) return [];
  return others.map((id) => ({ account: id as string as AccountId, agent: first, because }));
}

/** Spelt with or without accents and capitals, a name is the same. */
const plain = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
