import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ask, ClientRules } from '../../../src/connector/client.ts';
import { httpClient } from '../../../src/connector/http/http-client.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

const SECRET = 'a-secret-nobody-may-see';
let answers: Answering[];
let asked: { url: string; auth: string | undefined }[];
let url: string;
const server = createServer((request, response) => {
  asked.push({ url: request.url ?? '', auth: request.headers.authorization });
  const answer = answers.shift() ?? json(200, { fine: true });
  answer(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  answers = [];
  asked = [];
});

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answering {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

const page: Answering = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Sign in</html>');
};

const rules = (more: Partial<ClientRules> = {}): ClientRules => ({
  addresses: { main: url },
  buckets: { main: { most: 1_000, perMs: 1_000, atOnce: 4 }, export: { most: 1_000, perMs: 1_000, atOnce: 1 } },
  credential: (secret) => ({ kind: 'headers', headers: { Authorization: `Bearer ${secret}` } }),
  rest: ({ status, headers }, { bucket = 'main' }) =>
    status === 429 && headers['retry-after'] !== undefined
      ? { bucket, ms: Number(headers['retry-after']) * 1_000 }
      : null,
  ...more,
});
const LIVE: Ask = { path: '/tickets/1', lane: 'live' };

async function troubleOf(asking: Promise<unknown>): Promise<SourceTrouble> {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceTrouble);
  return error as SourceTrouble;
}

describe('asking a source', () => {
  it('shows the credential, and gives back what was said', async () => {
    const client = httpClient(rules(), SECRET);
    expect(await client.ask({ ...LIVE, query: { a: 'x y' } })).toMatchObject({ status: 200, data: { fine: true } });
    expect(asked).toEqual([{ url: '/tickets/1?a=x+y', auth: `Bearer ${SECRET}` }]);
  });

  it.each([
    ['an address of somebody else', 'http://evil.example/x'],
    ['one without a scheme', '//evil.example/x'],
  ])('never goes to %s, whatever a source says is the next page', async (_, path) => {
    await httpClient(rules(), SECRET).ask({ ...LIVE, path });
    // As a path of ours: the request came here, and to nobody else.
    expect(asked).toEqual([{ url: expect.stringContaining('evil.example'), auth: `Bearer ${SECRET}` }]);
  });

  it('does not follow where it is sent', async () => {
    answers = [(_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/login' }).end()];
    const trouble = await troubleOf(httpClient(rules(), SECRET).ask(LIVE));
    expect(trouble).toMatchObject({ kind: 'refused', status: 302 });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [401, 'refused', 'The credential is not taken'],
    [403, 'refused', 'may not do this'],
    [410, 'refused', 'Update Stepladder'],
  ] as const)(
    'tells what to do about %i, with the words of the source and without the secret',
    async (status, kind, words) => {
      answers = [json(status, { error: { title: 'Nope', message: 'Not for you' } })];
      const trouble = await troubleOf(httpClient(rules(), SECRET).ask(LIVE));
      expect(trouble).toMatchObject({ kind, status });
      expect(trouble.message).toContain(words);
      expect(trouble.message).toContain('Nope: Not for you');
      expect(JSON.stringify(trouble) + trouble.stack).not.toContain(SECRET);
    },
  );

  it('takes 404 for an answer where it is one', async () => {
    answers = [json(404, {})];
    expect(await httpClient(rules(), SECRET).ask({ ...LIVE, also: [404] })).toMatchObject({ status: 404 });
  });

  it('tries again after a failure that may pass, and not one that cannot', async () => {
    answers = [json(503, {}), json(200, { at: 'last' })];
    expect(await httpClient(rules(), SECRET).ask(LIVE)).toMatchObject({ data: { at: 'last' } });
    expect(asked).toHaveLength(2);
  });

  it('does not send again what may have been done', async () => {
    answers = [json(503, {})];
    const trouble = await troubleOf(httpClient(rules(), SECRET).ask({ ...LIVE, method: 'POST', json: {} }));
    expect(trouble).toMatchObject({ kind: 'again', status: 503 });
    expect(asked).toHaveLength(1);
  });

  it('takes a page with status 200 for no answer', async () => {
    answers = [page, json(200, { at: 'last' })];
    expect(await httpClient(rules(), SECRET).ask(LIVE)).toMatchObject({ data: { at: 'last' } });
  });

  it('tells that nobody is there', async () => {
    const closed = rules({ addresses: { main: 'http://127.0.0.1:1' } });
    const trouble = await troubleOf(httpClient(closed, SECRET).ask(LIVE));
    expect(trouble).toMatchObject({ kind: 'again', status: null });
    expect(trouble.message).toContain('ECONNREFUSED');
    expect(trouble.message).not.toContain(SECRET);
  }, 30_000);

  it('reads no more than there is room for', async () => {
    answers = Array.from({ length: 4 }, () => (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const piece = Buffer.alloc(1024 * 1024, 0x20);
      let left = 70;
      const more = () => {
        if (left-- === 0 || response.destroyed) return response.end();
        return response.write(piece, () => void more());
      };
      more();
    });
    const trouble = await troubleOf(httpClient(rules(), SECRET).ask(LIVE));
    expect(trouble.kind).toBe('again');
  }, 60_000);
});

describe('a quota', () => {
  it('rests where the source says so, the bucket it names and no other', async () => {
    const client = httpClient(rules(), SECRET);
    answers = [json(429, {}, { 'retry-after': '1' })];
    const began = performance.now();
    const limited = client.ask({ ...LIVE, bucket: 'export' }).then(() => performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await client.ask(LIVE);
    expect(performance.now() - began).toBeLessThan(900);
    expect(await limited).toBeGreaterThan(950);
  });

  it('that is used up for long is told at once, also to those that come after', async () => {
    const client = httpClient(rules(), SECRET);
    answers = [json(429, {}, { 'retry-after': '3600' })];
    expect(await troubleOf(client.ask(LIVE))).toMatchObject({ kind: 'again', status: 429 });
    expect((await troubleOf(client.ask(LIVE))).message).toContain('60 minutes');
    expect(asked).toHaveLength(1);
  });

  it('lets a live request go before all that a backfill has waiting', async () => {
    const slow = { main: { most: 5, perMs: 200, atOnce: 1 } };
    const client = httpClient(rules({ buckets: slow }), SECRET);
    const backfill = Array.from({ length: 12 }, (_, i) => client.ask({ path: `/old/${i}`, lane: 'backfill' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.ask({ path: '/new', lane: 'live' });
    const before = asked.findIndex((one) => one.url === '/new');
    expect(before).toBeLessThan(6);
    await Promise.all(backfill);
    expect(asked).toHaveLength(13);
  });
});

describe('a client that is stopped', () => {
  it.each([
    ['waits for an answer', () => {}],
    ['waits to try again', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(503).end()],
  ])('gives up at once though it %s', async (_, answer) => {
    answers = [answer, answer, answer, answer];
    const stop = new AbortController();
    const asking = troubleOf(httpClient(rules(), SECRET, stop.signal).ask(LIVE));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const began = performance.now();
    stop.abort();
    expect(await asking).toMatchObject({ kind: 'again', message: expect.stringContaining('next start') });
    expect(performance.now() - began).toBeLessThan(300);
  });

  it('gives up at once though it waits for its turn', async () => {
    const stop = new AbortController();
    const slow = rules({ buckets: { main: { most: 1, perMs: 60_000, atOnce: 1 } } });
    const client = httpClient(slow, SECRET, stop.signal);
    await client.ask(LIVE);
    const asking = [troubleOf(client.ask(LIVE)), troubleOf(client.ask({ path: '/old', lane: 'backfill' }))];
    await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    for (const one of asking) expect((await one).kind).toBe('again');
  });
});

describe('signing in', () => {
  afterEach(() => nock.cleanAll());
  const byToken = () =>
    rules({
      addresses: { main: url, auth: 'https://auth.example' },
      credential: (secret) => ({
        kind: 'token',
        at: 'auth',
        path: '/oauth/token',
        body: { grant_type: 'client_credentials', client_secret: secret },
        form: false,
      }),
    });
  const tokens = (...values: string[]) =>
    values.map((access_token) =>
      nock('https://auth.example').post('/oauth/token').reply(200, { access_token, expires_in: 3600 }),
    );

  it('fetches one token for all that ask at once, and shows only that', async () => {
    tokens('t1');
    const client = httpClient(byToken(), SECRET);
    await Promise.all([client.ask(LIVE), client.ask(LIVE), client.ask(LIVE)]);
    expect(asked.map(({ auth }) => auth)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t1']);
  });

  it('fetches another when one has ended before its time', async () => {
    tokens('t1', 't2');
    answers = [json(401, {})];
    const client = httpClient(byToken(), SECRET);
    expect(await client.ask(LIVE)).toMatchObject({ status: 200 });
    expect(asked.map(({ auth }) => auth)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('tells that the client is not let in, without its secret', async () => {
    nock('https://auth.example').post('/oauth/token').reply(401, { error: 'invalid_client' });
    const trouble = await troubleOf(httpClient(byToken(), SECRET).ask(LIVE));
    expect(trouble).toMatchObject({ kind: 'refused', status: 401 });
    expect(trouble.message).toContain('did not let us sign in');
    expect(trouble.message).not.toContain(SECRET);
    expect(asked).toHaveLength(0);
  });
});
