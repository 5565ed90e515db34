import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mailDigest } from '../../../../src/connector/mail-digest.ts';
import type { Remote } from '../../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../../src/connector/source-trouble.ts';
import type { Agent } from '../../../../src/domain/agent.ts';
import { calendarYaml } from '../../../../src/rules/calendar-yaml.ts';
import { makeDesk } from '../../../vendors/desk/make-desk.ts';
import { CREDENTIALS } from '../../../vendors/jira/auth.ts';
import { reader } from '../source.ts';
import { LiveJira, OAUTH, PAT, readAll, START, smallDesk, streamOf } from './desk.ts';

const DAY = 86_400_000;
const desk = smallDesk();
let live: LiveJira;
let center: LiveJira;
beforeAll(async () => {
  [live, center] = await Promise.all([LiveJira.start(desk), LiveJira.start(desk, 'data-center')]);
  for (const one of [live, center]) one.liveUntil(START + 12 * DAY);
});
afterAll(() => Promise.all([live.jira.close(), center.jira.close()]));
afterEach(() => {
  for (const { jira } of [live, center])
    for (const trap of Object.keys(jira.traps)) jira.traps[trap as never] = false as never;
});

const asked = (what: string) => live.jira.asked.get(what) ?? 0;
const centerRemote = () => center.remote({ signIn: PAT }, CREDENTIALS.personalToken);

describe('a token', () => {
  it('of old is taken at the site', async () => {
    expect(await live.remote().readTickets(['10001'], 'live')).toHaveLength(1);
  });

  it('with scopes is refused there, and taken at the gateway', async () => {
    const remote = live.remote({}, CREDENTIALS.scopedToken);
    const before = asked('GET /_edge/tenant_info');
    expect((await remote.readTickets(['10001'], 'live'))[0]?.version).not.toBeNull();
    expect((await remote.readTickets(['10002'], 'live'))[0]?.version).not.toBeNull();
    expect(asked('GET /_edge/tenant_info')).toBe(before + 1);
  });

  it('of nobody is refused at both, with what to do', async () => {
    await expect(live.remote({}, 'wrong').readTickets(['10001'], 'live')).rejects.toThrow(/Neither .* Check/);
  });

  it('of an OAuth client is fetched, and fetched anew when it has ended', async () => {
    const own = await LiveJira.start(desk);
    own.liveUntil(START + DAY);
    const remote = own.remote({ signIn: OAUTH }, CREDENTIALS.clientSecret);
    await remote.readTickets(['10001'], 'live');
    own.liveUntil(own.now + DAY);
    expect((await remote.readTickets(['10001'], 'live'))[0]?.version).not.toBeNull();
    expect(own.jira.asked.get('POST /oauth/token')).toBe(2);
    await own.jira.close();
  });

  it.each([
    ['api-key', { kind: 'api-key' }, 'http://127.0.0.1:1'],
    ['bearer at Cloud', PAT, 'https://acme.atlassian.net'],
    ['basic at Cloud', { kind: 'basic', user: 'ann' }, 'https://acme.atlassian.net'],
  ] as const)('%s is not a way to sign in: the ways there are get named', (_, signIn, url) => {
    expect(() => live.remote({ signIn, url })).toThrow(/api-token/);
  });

  it('reads no project that is no key', () => {
    expect(() => live.remote({ only: ['ITSM", "X'] })).toThrow(/is no key of a project/);
  });

  it('of Data Center is a personal one, or a password', async () => {
    const basic = center.remote({ signIn: { kind: 'basic', user: CREDENTIALS.username } }, CREDENTIALS.password);
    for (const remote of [centerRemote(), basic]) {
      expect((await remote.readTickets(['10001'], 'live'))[0]?.version).not.toBeNull();
    }
  });
});

describe('a refusal for too many requests', () => {
  it.each([
    ['as long as it says', 'rateLimitedBurst', '429', 1],
    ['a little, where it does not say how long', 'rateLimitedNoRetryAfter', '429', 1],
    ['a little, where a page came in place of data', 'htmlErrorWith200', '200', 4],
  ] as const)('is waited for %s, and nothing is lost', async (_, trap, status, count) => {
    const own = await LiveJira.start(desk);
    own.liveUntil(START + DAY);
    own.jira.traps[trap] = true;
    const stream = streamOf(own.remote(), 'tickets');
    const pages = [0, 1, 2].map(() => stream.page(stream.start(null), 'live'));
    for (const { listed } of await Promise.all(pages)) expect(listed).toHaveLength(own.there.length);
    expect(own.jira.asked.get(`POST /rest/api/3/search/jql ${status}`)).toBe(count);
    await own.jira.close();
  });

  it('for a quota of an hour rests before it comes, and says so', async () => {
    const own = await LiveJira.start(desk);
    own.liveUntil(START + 12 * DAY);
    own.jira.traps.rateLimitedQuota = true;
    const remote = own.remote({ signIn: OAUTH }, CREDENTIALS.clientSecret);
    const all = own.idsOf(own.there);
    const error = await (async () => {
      for (let i = 0; i < 30; i++) await readAll(remote, all);
    })().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'SourceTrouble', kind: 'again', status: 429 });
    expect(String(error)).toContain('quota is used up for another');
    const refused = [...own.jira.asked.keys()].filter((key) => key.endsWith(' 429'));
    expect(refused).toEqual([]);
    await own.jira.close();
  });
});

describe('people', () => {
  async function agentsOf(remote: Remote): Promise<readonly Agent[]> {
    const normalise = reader();
    const agents: Agent[] = [];
    for await (const found of remote.people())
      agents.push(...found.flatMap(({ envelope }) => normalise(envelope).agents));
    return agents;
  }
  const names = [...desk.agents.map(({ name }) => name), 'Stepladder'];

  it('are those who may work on tickets, and programs told from them', async () => {
    const agents = await agentsOf(live.remote());
    expect(
      agents
        .filter(({ bot }) => !bot)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.toSorted());
    expect(agents.filter(({ bot }) => bot).map(({ name }) => name)).toContain('Automation for Jira');
    const first = agents.find(({ name }) => name === 'Agent 1');
    expect(first).toMatchObject({ timezone: 'Europe/Madrid', mail: mailDigest('agent1@desk.example') });
  });

  it('are kept without their addresses', async () => {
    for await (const found of live.remote().people()) {
      expect(JSON.stringify(found)).not.toMatch(/@|"customer"/);
    }
  });

  it('are all read, however many', async () => {
    const large = await LiveJira.start(makeDesk({ seed: 1, agents: 450, tickets: 1, start: START, end: START + DAY }));
    expect((await agentsOf(large.remote())).filter(({ bot }) => !bot)).toHaveLength(451);
    await large.jira.close();
  });

  it('whose address is hidden have no digest', async () => {
    live.jira.traps.emailsHidden = true;
    for (const agent of await agentsOf(live.remote())) expect(agent).not.toHaveProperty('mail');
  });

  it('of Data Center are those in a group, with addresses that nobody has verified', async () => {
    const agents = await agentsOf(centerRemote());
    expect(agents.map(({ name }) => name).sort()).toEqual(names.toSorted());
    for await (const found of centerRemote().people()) expect(JSON.stringify(found)).not.toContain('mail_digest');
  });
});

describe('calendars', () => {
  it('are read from Data Center, and from Cloud not at all', async () => {
    expect(live.remote().calendars).toBeNull();
    const [calendar] = (await centerRemote().calendars?.()) ?? [];
    expect(calendar?.notes).toEqual([]);
    expect(calendarYaml(calendar?.spec as never, [])).toContain('sun: [["00:00", "24:00"]]');
  });
});

describe('our webhook', () => {
  const ADDRESS = 'https://in.example.com/webhooks/jira';
  const foreign = async () => {
    const answer = await fetch(`${live.jira.url}/rest/webhooks/1.0/webhook`, {
      headers: { Authorization: `Basic ${btoa(`${CREDENTIALS.email}:${CREDENTIALS.apiToken}`)}` },
    });
    return (await answer.json()) as { name: string; self: string }[];
  };

  it('is made once, found again, signs what it sends, and is removed alone', async () => {
    const { webhook } = live.remote({ only: ['ITSM', 'NET'] });
    if (webhook === null) throw new Error('an administrator can make one');
    expect(await webhook.find(ADDRESS, null)).toBeNull();
    const { id, secret } = await webhook.create(ADDRESS, 'shared secret');
    expect(secret).toBe('shared secret');
    expect(await webhook.find(ADDRESS, null)).toEqual({ id, isOn: true });
    expect(await webhook.find('https://elsewhere.example.com', id)).toEqual({ id, isOn: true });
    expect(await webhook.find('https://elsewhere.example.com', null)).toBeNull();
    await webhook.remove(id);
    await webhook.remove(id);
    expect(await webhook.find(ADDRESS, id)).toBeNull();
    expect((await foreign()).map(({ name }) => name)).toEqual(['Chat notifications']);
  });

  it('is not the one that somebody else has sent to our address, nor one that got our number', async () => {
    const { webhook } = live.remote();
    expect(await webhook?.find('https://chat.example.com/jira', null)).toBeNull();
    const id = (await foreign())[0]?.self.split('/').at(-1) ?? '';
    expect(await webhook?.find(ADDRESS, id)).toBeNull();
  });

  it.each([
    ['a token with scopes', CREDENTIALS.scopedToken, /token with scopes/],
    ['an account that is no administrator', CREDENTIALS.apiToken, /no administrator/],
  ])('cannot be made by %s, which is said', async (_, token, words) => {
    live.jira.traps.notAdministrator = token === CREDENTIALS.apiToken;
    const made = live.remote({}, token).webhook?.create(ADDRESS, 'secret');
    await expect(made).rejects.toThrow(words);
    await expect(made).rejects.toBeInstanceOf(SourceTrouble);
  });

  it('is made by hand where we cannot', () => {
    const remote = centerRemote();
    expect(remote.webhook).toBeNull();
    expect(remote.byHand(ADDRESS).join('\n')).toContain(ADDRESS);
  });
});

describe('the checks', () => {
  const resultsOf = async (remote: Remote) => {
    const all = await Promise.all(remote.checks.map(async ({ title, run }) => [title, await run()] as const));
    for (const [, { result, remedy }] of all) expect(remedy !== undefined).toBe(result !== 'ok');
    return Object.fromEntries(
      all.filter(([, { result }]) => result !== 'ok').map(([title, { result }]) => [title, result]),
    );
  };
  const until = (days: number) => ({ credentialEnds: live.now + days * DAY });

  it('are all well where all is there', async () => {
    expect(await resultsOf(live.remote({ ...until(99), only: ['ITSM'] }))).toEqual({});
  });

  it.each([
    ['slaFieldMissing', { 'Reads SLAs': 'warning' }],
    ['feedbackNotReadable', { 'Reads ratings': 'warning' }],
    ['emailsHidden', { 'Lists people, with their mail': 'warning' }],
    ['notAdministrator', { 'Looks after its webhook': 'warning' }],
  ] as const)('find that %s', async (trap, found) => {
    live.jira.traps[trap] = true;
    expect(await resultsOf(live.remote(until(99)))).toEqual(found);
  });

  it('warn of a credential that ends, and of one of which nobody knows', async () => {
    const title = 'The credential lasts';
    expect(await resultsOf(live.remote(until(10)))).toEqual({ [title]: 'warning' });
    expect(await resultsOf(live.remote(until(-1)))).toEqual({ [title]: 'failed' });
    expect(await resultsOf(live.remote())).toEqual({ [title]: 'warning' });
  });

  it('find a project that is not to be seen', async () => {
    const found = await resultsOf(live.remote({ ...until(99), only: ['ITSM', 'HR'] }));
    expect(found).toMatchObject({ 'Sees the projects': 'failed' });
  });

  it('find a desk without a ticket', async () => {
    const empty = await LiveJira.start(desk);
    expect(await resultsOf(empty.remote({ credentialEnds: empty.now + 99 * DAY }))).toEqual({
      'Finds tickets': 'warning',
      'Reads the history of tickets': 'warning',
    });
    await empty.jira.close();
  });

  it('throw nothing, whatever fails', async () => {
    const found = await resultsOf(live.remote(until(99), 'wrong'));
    expect(Object.values(found).filter((result) => result === 'failed').length).toBeGreaterThan(5);
    const center = await resultsOf(centerRemote());
    expect(center).toMatchObject({ 'Looks after its webhook': 'warning' });
    expect(Object.values(center)).not.toContain('failed');
  });
});
