import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceNow } from '../../../../connectors/servicenow/index.ts';
import { clientRules } from '../../../../connectors/servicenow/live/client-rules.ts';
import type { Ask, Client } from '../../../../src/connector/client.ts';
import type { Remote } from '../../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../../src/connector/source-trouble.ts';
import { CREDENTIALS } from '../../../vendors/servicenow/access.ts';
import { incidentId, sysId } from '../../../vendors/servicenow/names.ts';
import type { ServiceNowTrap } from '../../../vendors/servicenow/traps.ts';
import { BASIC, fold, idsOf, type LiveDesk, listAll, liveDesk, readAll, START } from './desk.ts';
import { keptOf, readOf, truthOf } from './truth.ts';

let live: LiveDesk;
beforeEach(async () => {
  live = await liveDesk();
});
afterEach(() => live.standIn.close());

const set = (...traps: readonly ServiceNowTrap[]) => {
  for (const trap of traps) live.standIn.traps[trap] = true;
};
const opened = (client: Client): Remote => {
  const remote = serviceNow.open?.({ from: live.from, clientBy: () => client, now: () => live.now });
  if (remote === undefined) throw new Error('not opened');
  return remote;
};

async function readTruly(remote: Remote): Promise<void> {
  const reads = await readAll(remote, live.ids.living);
  const stories = new Map(live.desk.tickets.map((story) => [live.standIn.idOf(story), story]));
  for (const { ticket, found } of reads) {
    const story = stories.get(ticket);
    if (story === undefined) throw new Error(`nobody knows ${ticket}`);
    const timeline = fold(found);
    expect(readOf(timeline), `ticket ${story.n}`).toEqual(truthOf(story));
    expect(timeline.sourceSla).toMatchObject(keptOf(story, live.now));
  }
}

describe('a ticket is read truly', () => {
  it.each<ServiceNowTrap>([
    'transactionCancelled500',
    'cancelledMidway',
    'slaCountersLag',
    'stageWordAchieved',
    'offsetShifts',
    'linkHeaderOnly',
    'tableMissing400',
    'aclHidesRows',
  ])('with %s', async (trap) => {
    set(trap);
    live.until();
    await readTruly(live.open());
  });

  it('the same bytes as long as nothing has changed', async () => {
    live.until();
    // By then all promises that are not kept are known to be broken.
    live.now += 90 * 86_400_000;
    const first = await readAll(live.open(), live.ids.all);
    live.now += 30 * 86_400_000;
    const isSame = JSON.stringify(await readAll(live.open(), live.ids.all)) === JSON.stringify(first);
    expect(isSame).toBe(true);
  });

  it('without what nobody needs: texts, addresses, names of callers', async () => {
    live.until();
    const text = JSON.stringify(await readAll(live.open(), live.ids.all));
    for (const word of ['@', 'by agent', 'note by', 'reply by', 'Problem with', 'Customer', 'short_description']) {
      expect(text).not.toContain(word);
    }
  });

  it('fifty at a time by a dozen requests', async () => {
    live.until();
    await live.open().readTickets(live.ids.living.slice(0, 50), 'live');
    const asked = [...live.standIn.asked].reduce((sum, [, count]) => sum + count, 0);
    expect(asked).toBeLessThanOrEqual(12);
  });

  it('in the order asked for, each once, also what nobody knows', async () => {
    live.until();
    const [a = '', b = ''] = live.ids.living;
    const reads = await live.open().readTickets([b, 'no such^id', a, sysId('nothing')], 'live');
    expect(reads.map(({ ticket, version }) => [ticket, version !== null])).toEqual([
      [b, true],
      ['no such^id', false],
      [a, true],
      [sysId('nothing'), false],
    ]);
    expect(reads[1]?.found).toEqual([]);
    expect(reads[3]?.found[0]?.envelope.data).toEqual({ id: sysId('nothing'), at: new Date(live.now).toISOString() });
  });

  it('and is not called deleted where it is only out of sight', async () => {
    set('aclHidesRows');
    live.until();
    const hidden = sysId('incident of others', 10, 0);
    expect(await live.open().readTickets([hidden], 'live')).toEqual([
      { ticket: hidden, found: [], version: null, updatedAt: null },
    ]);
  });

  it('without its history where that may not be read: when it was opened, and what it is', async () => {
    set('historyNotReadable');
    live.until();
    const story = live.desk.tickets.find(({ happenings }) => happenings.at(-1)?.kind === 'status');
    const [read] = await live.open().readTickets([incidentId(story?.n ?? 0)], 'live');
    const timeline = fold(read?.found ?? []);
    expect(timeline.openedAt).toBe(story?.happenings[0]?.at);
    expect(timeline.state.status).toBe(truthOf(story as never).statuses.at(-1)?.[1]);
    expect(timeline.replies).toEqual([]);
  });

  it('as it ended, where changes of some fields leave no history', async () => {
    set('unauditedFields');
    live.until();
    const reads = await readAll(live.open(), live.ids.living);
    const stories = new Map(live.desk.tickets.map((story) => [live.standIn.idOf(story), story]));
    for (const { ticket, found } of reads) {
      const truth = truthOf(stories.get(ticket) as never);
      const { holders, statuses } = readOf(fold(found));
      expect(holders.at(-1)?.[1]).toEqual(truth.holders.at(-1)?.[1]);
      expect(statuses.at(-1)?.[1]).toBe(truth.statuses.at(-1)?.[1]);
    }
  });

  it('with fewer fields where not all may be seen', async () => {
    set('fieldsWithoutRight');
    live.until();
    const [read] = await readAll(live.open(), live.ids.living);
    expect(read?.found[0]?.envelope.data).not.toHaveProperty('resolved_by');
    expect(read?.version).toBeGreaterThan(0);
  });
});

describe('a part of a query that the instance does not understand', () => {
  /** Fields called so are unknown there. */
  const without = (field: string): Client => {
    const client = live.client();
    const renamed = (ask: Ask): Ask => {
      const query = String(ask.query?.['sysparm_query'] ?? '').replaceAll(field, `u_${field}`);
      return { ...ask, query: { ...ask.query, sysparm_query: query } };
    };
    return { ask: (ask) => client.ask(renamed(ask)) };
  };
  it('brings rows that are refused, not believed', async () => {
    live.until();
    const reading = opened(without('sys_id')).readTickets(live.ids.living.slice(0, 3), 'live');
    await expect(reading).rejects.toThrow(SourceTrouble);
    const [tickets] = opened(without('sys_updated_on')).streams;
    await expect(tickets?.page(tickets.start(live.now), 'live')).rejects.toThrow(/not asked for/);
  });

  it('of what can be done without leaves the rest as it is', async () => {
    live.until();
    const [read] = await opened(without('trigger_id')).readTickets(live.ids.living.slice(0, 1), 'live');
    expect(read?.found[0]?.envelope.resource).toBe('incident');
  });
});

describe('a table that is refused', () => {
  const refusing = (status: number): Client => {
    const client = live.client();
    const isRefused = ({ path }: Ask) => /asmt_|task_sla|sys_audit|sys_journal|has_role/.test(path);
    return {
      ask: async (ask) => {
        if (isRefused(ask)) throw new SourceTrouble('refused', `${ask.path} was answered with ${status}.`, status);
        return client.ask(ask);
      },
    };
  };

  it.each([400, 403])('with %i takes away no more than what it tells', async (status) => {
    live.until();
    const remote = opened(refusing(status));
    const [read] = await remote.readTickets(live.ids.living.slice(0, 1), 'live');
    expect(read?.found.map(({ envelope }) => envelope.resource)).toEqual(['incident']);
    expect(idsOf(await listAll(remote, new Map())).sort()).toEqual(live.ids.living);
  });

  it('with 401 stops the reading: a credential that has ended is no missing right', async () => {
    live.until();
    const reading = opened(refusing(401)).readTickets(live.ids.living.slice(0, 1), 'live');
    await expect(reading).rejects.toThrow(SourceTrouble);
  });
});

describe('signing in', () => {
  it.each([
    ['basic', { signIn: BASIC }, CREDENTIALS.password],
    ['api-key', { signIn: { kind: 'api-key' } }, CREDENTIALS.apiKey],
    [
      'client-credentials',
      { signIn: { kind: 'client-credentials', clientId: CREDENTIALS.clientId, scope: null } },
      CREDENTIALS.clientSecret,
    ],
  ] as const)('works by %s', async (_kind, more, secret) => {
    live.until();
    const reads = await live.open(more, secret).readTickets(live.ids.living.slice(0, 1), 'live');
    expect(reads[0]?.version).toBeGreaterThan(0);
  });

  it('goes on with a new token when the old one has ended', async () => {
    set('tokenExpires');
    live.until();
    const signIn = { kind: 'client-credentials', clientId: CREDENTIALS.clientId, scope: null } as const;
    const remote = live.open({ signIn }, CREDENTIALS.clientSecret);
    await remote.readTickets(live.ids.living.slice(0, 1), 'live');
    live.now += 1_801_000;
    await expect(remote.readTickets(live.ids.living.slice(1, 2), 'live')).resolves.toHaveLength(1);
  });

  it('says which ways there are', () => {
    expect(() => live.open({ signIn: { kind: 'api-token', user: 'a' } })).toThrow(/client-credentials, basic/);
    expect(() => live.open({ only: ['Incident; drop'] })).toThrow(/name of a table/);
  });
});

describe('a quota', () => {
  it('that is used up makes it rest as long as it says', async () => {
    live.until();
    const remote = live.open();
    set('rateLimited429');
    const headers = { 'x-sn-apikey': CREDENTIALS.apiKey };
    const drain = () => fetch(`${live.standIn.url}/api/now/table/sys_choice?sysparm_limit=1`, { headers });
    for (let i = 0; i < 21; i++) await drain();
    const begun = performance.now();
    const before = live.now + 29_100;
    // Less than a second is left of it; the desk's time goes on with ours.
    const clock = setInterval(() => (live.now = before + performance.now() - begun), 20);
    live.now = before;
    const reads = await remote.readTickets(live.ids.living.slice(0, 1), 'live').finally(() => clearInterval(clock));
    expect(reads).toHaveLength(1);
    expect(performance.now() - begun).toBeGreaterThan(900);
    const refused = [...live.standIn.asked].filter(([name]) => name.includes('incident') && name.endsWith('429'));
    expect(refused.map(([, count]) => count)).toEqual([1]);
  });

  it('of which nothing is said makes it wait a little, and try again', async () => {
    live.until();
    const remote = live.open();
    const [id = ''] = live.ids.living;
    set('rateLimitedNoRetryAfter');
    for (let i = 0; i < 21; i++) {
      await fetch(`${live.standIn.url}/api/now/table/sys_choice`, { headers: { 'x-sn-apikey': CREDENTIALS.apiKey } });
    }
    const begun = performance.now();
    const reading = remote.readTickets([id], 'live');
    await new Promise((resolve) => setTimeout(resolve, 100));
    live.now += 31_000;
    await expect(reading).resolves.toHaveLength(1);
    expect(performance.now() - begun).toBeGreaterThan(500);
  });

  it('is told by seconds, by a date, by the end of the hour, or not at all', () => {
    const { rest } = clientRules(live.from, () => START);
    const asked: Ask = { path: '/', lane: 'live' };
    const restOf = (headers: Record<string, string>, status = 429) => rest({ status, headers, data: null }, asked)?.ms;
    expect(restOf({ 'retry-after': '7' })).toBe(7_000);
    expect(restOf({ 'retry-after': new Date(START + 9_000).toUTCString() }, 503)).toBe(9_000);
    expect(restOf({ 'x-ratelimit-reset': String(START / 1000 + 60) })).toBe(60_000);
    expect(restOf({})).toBeUndefined();
    expect(restOf({ 'x-ratelimit-reset': String(START / 1000 + 60) }, 200)).toBeUndefined();
  });
});
