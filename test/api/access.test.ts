import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../src/pipeline.ts';
import { appOf, emptyLine, keptLog, problem } from './desk.ts';

const TOKEN = 'a:token-of-some-length/+=';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

let line: Line;
beforeAll(async () => {
  line = await emptyLine();
});
afterAll(() => line.store.close());

describe('with a token', () => {
  it.each([
    ['as a bearer', `Bearer ${TOKEN}`, 200],
    ['as a bearer in small letters', `bearer ${TOKEN}`, 200],
    ['as a password under any name', basic(`anna:${TOKEN}`), 200],
    ['as a password under no name', basic(`:${TOKEN}`), 200],
    ['not at all', undefined, 401],
    ['as a user name', basic(`${TOKEN}:`), 401],
    ['without a colon', basic('token'), 401],
    ['cut short', `Bearer ${TOKEN.slice(0, -1)}`, 401],
    ['with more behind it', `Bearer ${TOKEN}x`, 401],
    ['in other letters', `Bearer ${TOKEN.toUpperCase()}`, 401],
    ['in a scheme of its own', `Token ${TOKEN}`, 401],
    ['empty', 'Bearer ', 401],
    ['as nothing that can be read', '\u00ff\u00fe', 401],
  ])('shown %s', async (_, authorization, status) => {
    const asked = request(appOf(line, { token: TOKEN })).get('/api/v1/flags');
    const response = await (authorization === undefined ? asked : asked.set('Authorization', authorization));
    expect(response.status).toBe(status);
    if (status === 200) return;
    expect(problem(response).headers['www-authenticate']).toBe('Basic realm="Stepladder"');
  });

  it.each([
    '/',
    '/api/docs',
    '/api/docs/start.js',
    '/api/v1/openapi.json',
    '/metrics',
    '/nowhere',
    '/own',
    '/own/a/b',
    '/assets',
    '/assets/a/b',
  ])('asks for it at %s', async (path) => {
    expect(
      (
        await request(appOf(line, { token: TOKEN }))
          .get(path)
          .set('Accept', 'text/html')
      ).status,
    ).toBe(401);
  });

  it.each(['/healthz', '/readyz'])('does not at %s', async (path) => {
    expect((await request(appOf(line, { token: TOKEN })).get(path)).status).toBe(200);
  });

  it('answers to any name', async () => {
    const app = appOf(line, { token: TOKEN });
    const asked = request(app).get('/api/v1/flags').set('Host', 'desk.example').auth('prometheus', TOKEN);
    expect((await asked).status).toBe(200);
  });

  it('keeps wrong ones waiting, refuses too many of them at a time, and lets the right one in meanwhile', async () => {
    const { lines, log } = keptLog();
    const server = appOf(line, { token: TOKEN, log }).listen(0, '127.0.0.1');
    const knock = (token: string) => request(server).get('/api/v1/flags').auth(token, { type: 'bearer' });
    const started = performance.now();
    const wrong = Promise.all(Array.from({ length: 30 }, async () => knock('wrong-token')));
    expect((await knock(TOKEN)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(450);
    const statuses = (await wrong).map((response) => problem(response).status).sort();
    expect(statuses).toEqual([...Array(20).fill(401), ...Array(10).fill(429)]);
    expect(performance.now() - started).toBeGreaterThan(490);
    expect((await knock('wrong-token')).status).toBe(401);
    expect(lines).toHaveLength(31);
    expect(lines.join()).not.toContain('wrong-token');
    server.close();
  });
});

describe('the token of the panels', () => {
  const PANEL = 'another-token-of-some-length';
  const ask = (path: string, method: 'get' | 'post' = 'get') =>
    request(appOf(line, { token: TOKEN, panelToken: PANEL }))
      [method](path)
      .auth(PANEL, { type: 'bearer' });

  it.each([
    ['/api/v1/tickets/zd:1', 404],
    ['/api/v1/tickets/zd:1/clocks', 404],
    ['/api/v1/rules', 200],
    ['/api/v1/flags', 403],
    ['/api/v1/agents', 403],
    ['/api/v1/tickets', 403],
    ['/api/v1/tickets/..%2fflags/x', 403],
    ['/api/v1/rules/../flags', 403],
    ['/API/V1/RULES', 403],
    ['/metrics', 403],
    ['/', 403],
  ])('at %s is answered with %i', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });

  it('changes nothing, and the other token still opens all', async () => {
    expect((await ask('/api/v1/rules', 'post')).status).toBe(403);
    const app = appOf(line, { token: TOKEN, panelToken: PANEL });
    expect((await request(app).get('/api/v1/flags').auth(TOKEN, { type: 'bearer' })).status).toBe(200);
  });

  it('opens nothing where there is none', async () => {
    const app = appOf(line, { token: TOKEN });
    expect((await request(app).get('/api/v1/rules').auth(PANEL, { type: 'bearer' })).status).toBe(401);
  });
});

describe('without a token', () => {
  it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.0.0.1:1', '127.0.0.2:80', '[::1]', '[::1]:8080'])(
    'answers to %s',
    async (host) => {
      expect((await request(appOf(line)).get('/api/v1/flags').set('Host', host)).status).toBe(200);
    },
  );

  it.each([
    'desk.example',
    'localhost.desk.example',
    '127.0.0.1.desk.example:8080',
    'desk.example:127',
    '10.0.0.1',
    '0.0.0.0:8080',
    '[::2]',
    'localhost@desk.example',
    'desk.example, localhost',
    '127.evil',
    '',
  ])('does not answer to "%s", which may be another site come to read this one', async (host) => {
    for (const path of ['/api/v1/flags', '/metrics', '/', '/api/docs']) {
      const response = problem(await request(appOf(line)).get(path).set('Host', host).set('Accept', 'text/html'));
      expect(response.status).toBe(421);
      expect(response.body.detail).toContain('STEPLADDER_TOKEN');
    }
  });
});
