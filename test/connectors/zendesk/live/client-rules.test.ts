import { describe, expect, it } from 'vitest';
import { restAfter, zendeskRules } from '../../../../connectors/zendesk/live/client-rules.ts';
import { ianaZone } from '../../../../connectors/zendesk/live/rails-zones.ts';
import { open } from '../../../../connectors/zendesk/live/remote.ts';
import type { Ask } from '../../../../src/connector/client.ts';
import { httpClient } from '../../../../src/connector/http/http-client.ts';
import type { ReadingFrom } from '../../../../src/connector/remote.ts';
import { askingDesk, END } from '../../../vendors/zendesk/asking.ts';
import { ZENDESK_LOGIN } from '../../../vendors/zendesk/auth.ts';
import type { ZendeskTrap } from '../../../vendors/zendesk/traps.ts';
import { OAUTH } from './desk.ts';

const NOW = Date.UTC(2026, 10, 22, 8);
const asking = (bucket?: string): Ask => ({ path: '/x', lane: 'live', ...(bucket && { bucket }) });
const rest = (status: number, headers: Record<string, string>, bucket?: string) =>
  restAfter({ status, headers, data: null }, asking(bucket), NOW);
const from: ReadingFrom = {
  source: 'zd',
  url: 'https://acme.example',
  signIn: OAUTH,
  only: [],
  perMinute: null,
  credentialEnds: null,
  settings: null,
};

describe('how long a quota rests', () => {
  it('is what a refusal says, in seconds or as a date', () => {
    expect(rest(429, { 'retry-after': '7' })).toEqual({ bucket: 'main', ms: 7000 });
    expect(rest(429, { 'retry-after': new Date(NOW + 9000).toUTCString() })).toEqual({ bucket: 'main', ms: 9000 });
    expect(rest(503, { 'retry-after': '3' }, 'exports')).toEqual({ bucket: 'main', ms: 3000 });
    expect(rest(429, { 'ratelimit-reset': '12' })).toEqual({ bucket: 'main', ms: 12_000 });
  });

  it('is not known where nothing is said', () => {
    expect(rest(429, {})).toBeNull();
    expect(rest(503, { 'retry-after': 'soon' })).toBeNull();
    expect(rest(200, {})).toBeNull();
  });

  it('concerns the bucket that is used up, and no other', () => {
    const mine = { 'zendesk-ratelimit-incremental-exports-cursor': 'total=10; remaining=0; resets=20' };
    expect(rest(429, { ...mine, 'retry-after': '20' }, 'exports')).toEqual({ bucket: 'exports', ms: 20_000 });
    const account = { 'x-rate-limit': '700', 'x-rate-limit-remaining': '0', 'retry-after': '20' };
    expect(rest(429, account, 'exports')).toEqual({ bucket: 'main', ms: 20_000 });
    expect(rest(429, { 'retry-after': '20' }, 'exports')).toEqual({ bucket: 'exports', ms: 20_000 });
  });

  it('begins before anything is refused', () => {
    const budget = (left: number) => ({
      'zendesk-ratelimit-incremental-exports': `total=10; remaining=${left}; resets=2`,
    });
    expect(rest(200, budget(0), 'timed-exports')).toEqual({ bucket: 'timed-exports', ms: 2000 });
    expect(rest(200, budget(1), 'timed-exports')).toBeNull();
    const account = (left: number) => ({
      'x-rate-limit': '700',
      'x-rate-limit-remaining': `${left}`,
      'ratelimit-reset': '31',
    });
    expect(rest(200, account(14))).toEqual({ bucket: 'main', ms: 31_000 });
    expect(rest(200, account(200))).toBeNull();
    // A count since 1970 is no count of seconds to wait.
    expect(rest(200, { ...account(0), 'ratelimit-reset': '1795334400' })).toEqual({ bucket: 'main', ms: 60_000 });
  });
});

describe('buckets', () => {
  it("leave others their part, and are the desk's own where it says so", () => {
    const most = (perMinute: number | null) => {
      const { buckets } = zendeskRules({ ...from, perMinute }, () => NOW);
      const rate = ({ most: count, perMs }: { most: number; perMs: number }) => (count * 60_000) / perMs;
      return [buckets['main'], buckets['exports']].map((one) => (one === undefined ? 0 : rate(one)));
    };
    expect(most(null)).toEqual([240, 8]);
    expect(most(120)).toEqual([120, 8]);
    expect(most(5)).toEqual([5, 8]);
    expect(most(1500)).toEqual([1500, 24]);
  });
});

describe('an account that refuses', () => {
  it.each([
    ['rateLimited429', 'waits as long as it is told'],
    ['rateLimitedNoRetryAfter', 'waits by itself'],
  ] as [ZendeskTrap, string][])('with %s: %s, and comes again', async (trap) => {
    const desk = await askingDesk({ tickets: 4, limits: { account: 8, bucket: 1e9 } });
    const remote = open({
      from: { ...from, url: desk.zendesk.url },
      clientBy: (rules) => httpClient(rules, ZENDESK_LOGIN.clientSecret),
      now: () => desk.now,
    });
    await remote.readTickets(['5001'], 'live');
    // Half a second before the end of the account's minute, always, and a new minute every now and then.
    desk.now = END + 59_500;
    desk.zendesk.traps[trap] = true;
    for (let i = 0; i < 8; i++) await desk.ask('GET', '/api/v2/groups');
    const passing = setInterval(() => (desk.now += 60_000), 200);
    const reads = await remote.readTickets(['5001', '5002'], 'live');
    clearInterval(passing);
    expect(reads.every(({ found }) => found.length > 2)).toBe(true);
    const refused = [...desk.zendesk.asked].filter(([name]) => name.endsWith(' 429'));
    expect(refused.length).toBeGreaterThan(0);
    await desk.zendesk.close();
  });

  it('now and then answers with a page for people: asked again, it gives what was asked', async () => {
    const desk = await askingDesk({ tickets: 2 });
    desk.zendesk.traps.htmlErrorWith200 = true;
    const remote = open({
      from: { ...from, url: desk.zendesk.url },
      clientBy: (rules) => httpClient(rules, ZENDESK_LOGIN.clientSecret),
      now: () => desk.now,
    });
    const reads = await remote.readTickets(['5001', '5002'], 'live');
    expect(reads.every(({ found }) => found.length > 2)).toBe(true);
    await desk.zendesk.close();
  });

  it.each([0, 1, 2, 3])('is understood, in whichever of the four forms it says so (%i)', async (before) => {
    const desk = await askingDesk({ tickets: 1 });
    desk.zendesk.traps.fourErrorShapes = true;
    for (let i = 0; i < before; i++) await desk.ask('GET', '/api/v2/nothing');
    const body = {
      grant_type: 'client_credentials',
      client_id: 'stepladder',
      client_secret: ZENDESK_LOGIN.clientSecret,
      scope: 'users:read',
    };
    const { access_token: token } = (await (await desk.ask('POST', '/oauth/tokens', body)).json()) as {
      access_token: string;
    };
    const remote = open({
      from: { ...from, url: desk.zendesk.url, signIn: { kind: 'bearer' } },
      clientBy: (rules) => httpClient(rules, token),
      now: () => desk.now,
    });
    const asked = remote.streams[0]?.page('from 1', 'live');
    await expect(asked).rejects.toMatchObject({ kind: 'refused', status: 403 });
    await desk.zendesk.close();
  });
});

describe('zones', () => {
  it('by the names of Rails are those of IANA', () => {
    expect(ianaZone('Pacific Time (US & Canada)')).toBe('America/Los_Angeles');
    expect(ianaZone('Mumbai')).toBe('Asia/Kolkata');
    expect(ianaZone('Europe/Madrid')).toBe('Europe/Madrid');
    expect(ianaZone('Astana')).toBeNull();
    expect(ianaZone('Nowhere/Else')).toBeNull();
    expect(ianaZone('constructor')).toBeNull();
  });
});
