import { describe, expect, it } from 'vitest';
import { CONNECTORS } from '../../connectors/index.ts';
import type { Agent } from '../../src/domain/agent.ts';
import type { AccountId, AgentId } from '../../src/domain/ids.ts';
import { sameMail } from '../../src/people/same-mail.ts';
import { suggestSamePeople } from '../../src/people/suggest-same-people.ts';
import { whoIsWho } from '../../src/pipeline.ts';
import type { Alias, Store } from '../../src/store/store.ts';

const UNSAID = { team: null, region: null, shift: null, timezone: null, manager: null, startedAt: null, endedAt: null };
const agent = (id: string, name: string, more: Partial<Agent> = {}): Agent => ({
  id: id as AgentId,
  name,
  ...UNSAID,
  bot: false,
  ...more,
});
const ann = (source: string, more: Partial<Agent> = {}) => agent(`${source}:1`, 'Ann Lee', { mail: 'm1', ...more });
const alias = (account: string, to: string): Alias => ({
  account: account as AccountId,
  agent: to as AgentId,
  confirmedBy: 'boss',
  confirmedAt: 1,
});

async function personOf(account: string, agents: readonly Agent[], aliases: readonly Alias[] = []): Promise<string> {
  const store = { agents: async () => agents, aliases: async () => aliases, sources: async () => [] };
  const who = await whoIsWho({ store: store as unknown as Store, connectors: CONNECTORS });
  return who.agentOf(account as AccountId);
}

describe('accounts of one person', () => {
  it('are one by the same verified mail in several sources', async () => {
    const agents = [ann('zd'), ann('jira'), agent('sn:2', 'Bob Ray', { mail: 'm2' })];
    expect(await personOf('zd:1', agents)).toBe('jira:1');
    expect(await personOf('jira:1', agents)).toBe('jira:1');
    expect(await personOf('sn:2', agents)).toBe('sn:2');
  });

  it('are not one by their names, nor as automations, nor where one source has two', async () => {
    expect([...sameMail([agent('zd:1', 'Ann Lee'), agent('jira:1', 'Ann Lee')]).same]).toEqual([]);
    expect([...sameMail([ann('zd', { bot: true }), ann('jira')]).same]).toEqual([]);
    const shared = [ann('zd'), agent('zd:2', 'Cy', { mail: 'm1' }), ann('jira')];
    expect(sameMail(shared)).toEqual({ same: new Map(), ambiguous: [['jira:1', 'zd:1', 'zd:2']] });
  });

  it('are who a person said they are, whatever their mail says', async () => {
    const agents = [ann('zd'), ann('jira')];
    expect(await personOf('zd:1', agents, [alias('zd:1', 'zd:1')])).toBe('zd:1');
    expect(await personOf('zd:1', agents, [alias('jira:1', 'hr:7')])).toBe('hr:7');
  });

  it('are asked about where only a name speaks for it, or a mailbox is shared', () => {
    const agents = [
      agent('zd:1', 'José  Díaz'),
      agent('jira:9', 'jose diaz'),
      agent('jira:8', 'Bob'),
      agent('zd:3', 'Bob'),
    ];
    expect(suggestSamePeople(agents, new Set())).toEqual([
      { account: 'zd:1', agent: 'jira:9', because: 'the same name in two sources' },
    ]);
    expect(suggestSamePeople(agents, new Set(['zd:1']))).toEqual([]);
    const shared = [ann('zd'), agent('zd:2', 'Cy Fox', { mail: 'm1' })];
    expect(suggestSamePeople(shared, new Set())).toMatchObject([
      { account: 'zd:2', because: 'the same mail in one source' },
    ]);
  });
});
