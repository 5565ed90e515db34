import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zendesk as connector } from '../../../../connectors/zendesk/index.ts';
import { mailDigest } from '../../../../src/connector/mail-digest.ts';
import type { Check, Found, SignIn } from '../../../../src/connector/remote.ts';
import { compileCalendar } from '../../../../src/domain/calendar.ts';
import { readCalendar } from '../../../../src/rules/calendar-file.ts';
import { calendarYaml } from '../../../../src/rules/calendar-yaml.ts';
import { Problems } from '../../../../src/rules/problems.ts';
import { InvalidSettings } from '../../../../src/settings/read-yaml.ts';
import { END } from '../../../vendors/zendesk/asking.ts';
import { ZENDESK_LOGIN } from '../../../vendors/zendesk/auth.ts';
import { zendeskIds } from '../../../vendors/zendesk/ids.ts';
import { type LiveDesk, liveDesk, OAUTH, SETTINGS } from './desk.ts';

const ADDRESS = 'https://in.example.com/webhooks/zd';
const HOOKS = '/api/v2/webhooks';

let desk: LiveDesk;
beforeAll(async () => {
  desk = await liveDesk({ tickets: 12 });
});
afterAll(() => desk.zendesk.close());

const bearing = async (scope: string): Promise<string> => {
  const body = {
    grant_type: 'client_credentials',
    client_id: OAUTH_ID,
    client_secret: ZENDESK_LOGIN.clientSecret,
    scope,
  };
  const answer = await desk.ask('POST', '/oauth/tokens', body);
  return ((await answer.json()) as { access_token: string }).access_token;
};
const OAUTH_ID = ZENDESK_LOGIN.clientId;

describe('people', () => {
  const all = async (): Promise<Found[]> => {
    const found: Found[] = [];
    for await (const some of desk.remote.people()) found.push(...some);
    return found;
  };
  const agents = async () => {
    const { normalise } = connector.configure('zd', SETTINGS);
    const found = await all();
    return found.flatMap(({ about, envelope }, i) => [
      ...normalise({ about, receivedAt: END, key: `${i}`, fields: envelope }).agents,
    ]);
  };

  it('are everybody who works tickets, with group and zone, and no customer', async () => {
    const found = await agents();
    expect(found).toHaveLength(desk.desk.agents.length + 2);
    const [one] = desk.desk.agents;
    expect(found.find(({ id }) => String(id) === `zd:${zendeskIds.agent(1)}`)).toEqual({
      id: `zd:${zendeskIds.agent(1)}`,
      name: 'Agent 1',
      team: 'Group 1',
      region: null,
      shift: null,
      timezone: one?.timeZone,
      manager: null,
      startedAt: null,
      endedAt: null,
      bot: false,
      mail: mailDigest(one?.email),
    });
    expect(found.filter(({ bot }) => bot).map(({ name }) => name)).toEqual(['Routing app']);
  });

  it('leave no address behind, and are the same when they are read again', async () => {
    const text = JSON.stringify(await all());
    expect(text).not.toContain('@');
    expect(text).toContain('Service desk');
    expect(JSON.stringify(await all())).toBe(text);
  });

  it('share a digest only by an address that was verified', async () => {
    const user = (id: number, verified: unknown) => ({
      id,
      role: 'agent',
      name: 'A',
      email: 'a@desk.example',
      verified,
    });
    const data = { users: [user(1, true), user(2, false), user(3, 'true')], groups: [] };
    const remote = desk.opened({}, undefined, () => ({ ask: async () => ({ status: 200, headers: {}, data }) }));
    const digests: unknown[] = [];
    for await (const some of remote.people()) {
      for (const { envelope } of some) digests.push((envelope.data as { mail_digest: unknown }).mail_digest);
    }
    expect(digests.slice(0, 3)).toEqual([mailDigest('A@desk.example '), null, null]);
  });
});

describe('calendars', () => {
  it('are the schedules, as files that rules/calendars takes', async () => {
    const found = (await desk.remote.calendars?.()) ?? [];
    expect(found.map(({ spec }) => spec.id)).toEqual(['round-the-clock', 'madrid-office']);
    for (const { spec } of found) {
      const problems = new Problems();
      const file = { path: `${spec.id}.yaml`, name: spec.id, text: calendarYaml(spec, []) };
      expect(readCalendar(file, problems)?.spec).toMatchObject({ id: spec.id, weekly: spec.weekly });
    }
    const [always, office] = found.map(({ spec }) => compileCalendar(spec));
    const DAY = 86_400_000;
    expect(always?.elapsed(END, END + 7 * DAY)).toBe(7 * DAY);
    // A Monday to the next: five days of nine hours, in Madrid.
    expect(office?.elapsed(Date.UTC(2026, 2, 9), Date.UTC(2026, 2, 16))).toBe(5 * 9 * 3_600_000);
    expect(office?.nextOpen(Date.UTC(2026, 2, 9))).toBe(Date.UTC(2026, 2, 9, 8));
  });

  it('close on holidays, both ends of them', async () => {
    const office = (await desk.remote.calendars?.())?.[1]?.spec;
    expect(office?.holidays).toHaveLength(10);
    expect(office?.holidays.at(-1)).toMatch(/^\d{4}-01-01 Year end$/);
    expect(office?.holidays).toContainEqual(expect.stringMatching(/-12-24 Year end$/));
  });

  it('say what could not be said', async () => {
    const schedules = [
      { id: 7, name: 'Mars', time_zone: 'Olympus', intervals: [{ start_time: 1400, end_time: 1500 }] },
      { id: 8, name: 'Mars', time_zone: 'America/Bogota', intervals: [] },
    ];
    const holidays = [{ name: 'Ages', start_date: '2026-01-01', end_date: '2028-01-01' }];
    const client = { ask: async () => ({ status: 200, headers: {}, data: { schedules, holidays } }) };
    const [mars, other] = (await desk.opened({}, undefined, () => client).calendars?.()) ?? [];
    expect(mars?.spec).toMatchObject({ id: 'mars', timezone: 'Etc/UTC', holidays: [] });
    expect(mars?.spec.weekly).toEqual({ sun: [['23:20', '24:00']], mon: [['00:00', '01:00']] });
    expect(mars?.notes.join(' ')).toMatch(/which zone "Olympus" is[\s\S]*"Ages" is longer than a year/);
    expect(other?.spec).toMatchObject({ id: 'schedule-8', timezone: 'America/Bogota', weekly: {} });
  });
});

describe('the webhook', () => {
  const setup = () => {
    const { webhook } = desk.remote;
    if (webhook === null) throw new Error('there is none');
    return webhook;
  };
  const names = async () => (await desk.get(HOOKS)).webhooks.map(({ name }: { name: string }) => name);

  it('is made once, found again, tested and removed, and no other is touched', async () => {
    expect(await setup().find(ADDRESS, null)).toBeNull();
    const made = await setup().create(ADDRESS, 'ours');
    expect(await setup().find(ADDRESS, null)).toEqual({ id: made.id, isOn: true });
    expect(await setup().find('https://elsewhere.example.com', made.id)).toEqual({ id: made.id, isOn: true });
    expect(await names()).toEqual(['Chat notifier', 'stepladder zd']);

    const { signing_secret: secret } = await desk.get(`${HOOKS}/${made.id}/signing_secret`);
    expect(made.secret).toBe(secret.secret);
    desk.zendesk.takeWebhooks();
    await setup().test?.(made.id);
    const [sent] = desk.zendesk.takeWebhooks();
    expect(sent?.headers['X-Zendesk-Webhook-Id']).toBe(made.id);

    await desk.ask('PATCH', `${HOOKS}/${made.id}`, { webhook: { status: 'inactive' } });
    expect(await setup().find(ADDRESS, null)).toEqual({ id: made.id, isOn: false });
    await setup().remove(made.id);
    await setup().remove(made.id);
    expect(await setup().find(ADDRESS, made.id)).toBeNull();
    expect(await names()).toEqual(['Chat notifier']);
  });

  it('is not one that only has our name, or only our address', async () => {
    const kind = {
      status: 'active',
      http_method: 'POST',
      request_format: 'json',
      subscriptions: ['conditional_ticket_events'],
    };
    for (const [name, endpoint] of [
      ['stepladder zd', 'https://elsewhere.example.com'],
      ['stepladder zd2', ADDRESS],
      ['Old relay for stepladder zd', ADDRESS],
    ]) {
      await desk.ask('POST', HOOKS, { webhook: { ...kind, name, endpoint } });
    }
    expect(await setup().find(ADDRESS, null)).toBeNull();
    const other = (await desk.get(HOOKS)).webhooks.find(({ name }: { name: string }) => name === 'Chat notifier');
    await expect(setup().remove(other.id)).rejects.toThrow(/is called "Chat notifier", as ours are not/);
    expect(await names()).toContain('Chat notifier');
  });

  it('does not stay behind where its secret cannot be read', async () => {
    const before = await names();
    const remote = desk.opened({}, undefined, (client) => ({
      ask: async (ask) =>
        ask.path.endsWith('/signing_secret') ? { status: 200, headers: {}, data: {} } : client.ask(ask),
    }));
    await expect(remote.webhook?.create(ADDRESS, 'ours')).rejects.toThrow(/signing_secret/);
    expect(await names()).toEqual(before);
  });

  it('may be made by hand, by steps that name the address and what to select', () => {
    const steps = desk.remote.byHand(ADDRESS).join('\n');
    expect(steps).toContain(ADDRESS);
    expect(steps).toContain('"stepladder zd"');
    expect(steps).toMatch(/csat_received, next_sla_breach_changed/);
  });
});

describe('checks', () => {
  const outcomes = async (checks: readonly Check[]) => {
    const said: Record<string, string> = {};
    for (const { title, run } of checks) {
      const { result, said: what, remedy } = await run();
      expect(remedy === undefined || remedy !== '').toBe(true);
      expect(result === 'ok' || remedy !== undefined).toBe(true);
      said[title] = `${result}: ${what}`;
    }
    return said;
  };

  it('find everything in order, by OAuth', async () => {
    const said = await outcomes(desk.remote.checks);
    expect(said).toMatchObject({
      'Signs in': 'ok: As an administrator.',
      'May read what is needed': 'ok: Scopes: read, webhooks:write.',
      'Reads service level results': 'ok: Results and policies.',
      'Reads satisfaction ratings': 'ok: Good or bad.',
      'Reads schedules': 'ok: 2 of them.',
    });
    expect(Object.values(said).filter((one) => !one.startsWith('ok: '))).toEqual([]);
    expect(said['Reads the history of tickets']).toMatch(/^ok: \d+ entries of ticket \d+/);
    expect(said).not.toHaveProperty('Signs in by a way that lasts');
  });

  it('say which kind of rating the account has', async () => {
    desk.zendesk.traps.surveyInsteadOfRating = true;
    const said = await outcomes(desk.remote.checks);
    desk.zendesk.traps.surveyInsteadOfRating = false;
    expect(said['Reads satisfaction ratings']).toBe('ok: By the survey of 2025.');
  });

  it('are not taken in by an answer to nobody', async () => {
    desk.zendesk.traps.anonymousMe = true;
    const said = await outcomes(desk.opened({ signIn: { kind: 'bearer' } }, 'wrong').checks);
    desk.zendesk.traps.anonymousMe = false;
    expect(said['Signs in']).toBe('failed: Zendesk does not know who asks.');
    expect(said['Reads agents and groups']).toMatch(/^failed: GET \/api\/v2\/users was answered with 401/);
  });

  it('name the right that is missing', async () => {
    const bearer: SignIn = { kind: 'bearer' };
    const said = await outcomes(desk.opened({ signIn: bearer }, await bearing('users:read')).checks);
    expect(said['May read what is needed']).toBe('failed: Scopes: users:read. Missing: tickets:read.');
    expect(said['Lists tickets that changed']).toMatch(/^failed: .* 403/);
    expect(said['Reads the history of tickets']).toMatch(/^failed: /);
    expect(said['Reads agents and groups']).toBe('ok: Both.');
    // What a plan may not have is no failure.
    expect(said['Reads schedules']).toMatch(/^warning: /);
    expect(said['Reads satisfaction ratings']).toMatch(/^warning: /);
    const unknown = await outcomes(desk.opened({ signIn: bearer }, await bearing('everything:read')).checks);
    expect(unknown['May read what is needed']).toMatch(/^failed: /);
    const much = await outcomes(desk.opened({ signIn: bearer }, await bearing('read write')).checks);
    expect(much['May read what is needed']).toMatch(/^warning: .*could change tickets/);
  });

  it('warn of a history that is hidden', async () => {
    const hidden = (data: object) =>
      desk.opened({}, undefined, (client) => ({
        ask: async (ask) => (ask.path.endsWith('/audits') ? { status: 200, headers: {}, data } : client.ask(ask)),
      }));
    const said = await outcomes(hidden({ audits: [], users: [] }).checks);
    expect(said['Reads the history of tickets']).toMatch(/^failed: .*no history that can be read/);
  });

  it('say when an API token ends', async () => {
    const signIn: SignIn = { kind: 'api-token', user: ZENDESK_LOGIN.email };
    const { checks } = desk.opened({ signIn }, ZENDESK_LOGIN.apiToken);
    const title = 'Signs in by a way that lasts';
    expect((await outcomes(checks))[title]).toMatch(/^warning: It is an API token: it ends on 2027-04-30/);
    const ended = desk.opened({ signIn, credentialEnds: END - 1 }, ZENDESK_LOGIN.apiToken);
    expect((await outcomes(ended.checks))[title]).toMatch(/^failed: The API token ended on 2026-0/);
  });
});

describe('signing in', () => {
  const reads = async (signIn: SignIn, secret: string) => {
    const [read] = await desk.opened({ signIn }, secret).readTickets(['5001'], 'live');
    return (read?.found.length ?? 0) > 0;
  };

  it('goes by OAuth, by a token somebody made, and by the old API tokens', async () => {
    expect(await reads(OAUTH, ZENDESK_LOGIN.clientSecret)).toBe(true);
    expect(await reads({ kind: 'bearer' }, await bearing('read'))).toBe(true);
    expect(await reads({ kind: 'api-token', user: ZENDESK_LOGIN.email }, ZENDESK_LOGIN.apiToken)).toBe(true);
    expect(await reads({ kind: 'api-token', user: `${ZENDESK_LOGIN.email}/token` }, ZENDESK_LOGIN.apiToken)).toBe(true);
  });

  it('is refused with what to do', async () => {
    await expect(reads(OAUTH, 'wrong')).rejects.toThrow(/did not let us sign in \(401\)/);
  });

  it.each([{ kind: 'basic', user: 'a' }, { kind: 'api-key' }] as SignIn[])('does not go by $kind', (signIn) => {
    expect(() => desk.opened({ signIn })).toThrow(InvalidSettings);
    expect(() => desk.opened({ signIn })).toThrow(/Write client-credentials, bearer, or api-token/);
  });

  it('is done anew when a token dies before its time', async () => {
    desk.zendesk.traps.tokenExpires = true;
    const remote = desk.opened();
    const tokens = () => desk.zendesk.asked.get('POST /oauth/tokens') ?? 0;
    await remote.readTickets(['5001'], 'live');
    const before = tokens();
    desk.now += 400_000;
    expect(await remote.readTickets(['5001'], 'live')).toHaveLength(1);
    expect(tokens()).toBe(before + 1);
    desk.now = END;
    desk.zendesk.traps.tokenExpires = false;
  });
});
