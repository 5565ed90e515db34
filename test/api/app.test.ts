import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gauge, Registry } from 'prom-client';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../src/pipeline.ts';
import { type App, appOf, deskOf, emptyLine, problem } from './desk.ts';

let line: Line;
let app: App;
const web = mkdtempSync(join(tmpdir(), 'stepladder-web-'));
beforeAll(async () => {
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<title>pages</title>');
  writeFileSync(join(web, 'favicon.svg'), '<svg/>');
  writeFileSync(join(web, 'assets', 'index-abc123.js'), '1');
  line = await emptyLine();
  app = appOf(line, { webFolder: web });
});
afterAll(async () => {
  rmSync(web, { recursive: true });
  await line.store.close();
});

const page = (its: App, path: string) => request(its).get(path).set('Accept', 'text/html,*/*;q=0.8');

describe('the pages', () => {
  it.each(['/', '/flags/abc', '/agents/desk%3Aspace%2FAnna', '/tickets/1.2', '/index.html'])(
    'are found at %s, and asked for anew each time',
    async (path) => {
      const response = await page(app, path);
      expect([response.status, response.text]).toEqual([200, '<title>pages</title>']);
      expect(response.headers['cache-control']).toBe('no-cache');
    },
  );

  it('keep their files by the hash in the name for good, others until asked again', async () => {
    const hashed = await request(app).get('/assets/index-abc123.js');
    expect([hashed.status, hashed.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await request(app).get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/assets/index-old.js',
    '/api',
    '/api/v2/flags',
    '/api/v1/nothing',
    '/assets/',
    '/../package.json',
    '/%2e%2e/app',
  ])('are not what %s gets', async (path) => {
    const response = await page(app, path);
    expect(response.text).not.toContain(path.includes('..') || path.includes('%2e') ? 'dependencies' : '<title>');
    if (!path.includes('..') && !path.includes('%2e')) expect(problem(response).status).toBe(404);
  });

  it('are not what a program gets that asks for no page', async () => {
    expect(problem(await request(app).get('/flags/abc').set('Accept', 'application/json')).status).toBe(404);
  });

  it.each([null, join(web, 'not-built')])('that were not built (%s) say how to build them', async (webFolder) => {
    const response = problem(await page(appOf(line, { webFolder }), '/'));
    expect([response.status, response.body.detail]).toEqual([404, expect.stringContaining('npm run build:web')]);
  });
});

describe('the page of the API', () => {
  it('shows our document, by files of this machine and no inline script', async () => {
    const { text, status } = await page(app, '/api/docs');
    expect(status).toBe(200);
    const links = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? '');
    expect(links).toHaveLength(4);
    for (const link of links) expect([link, (await request(app).get(link)).status]).toEqual([link, 200]);
    expect(text).not.toMatch(/<script>|<script(?![^>]*src=)|<style|onload|https?:/);
    expect((await request(app).get('/api/docs/start.js')).text).toContain("url: '/api/v1/openapi.json'");
  });
});

describe('every answer', () => {
  it.each(['/', '/api/docs', '/api/v1/flags', '/api/v1/nothing', '/metrics', '/healthz', '/assets/index-abc123.js'])(
    'at %s carries the headers that keep a browser safe',
    async (path) => {
      const { headers } = await page(app, path);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy.split(';')).toEqual(
        expect.arrayContaining(["default-src 'self'", "style-src 'self' 'unsafe-inline'", "frame-ancestors 'none'"]),
      );
      expect(policy).not.toMatch(/script-src|unsafe-eval|https?:|\*/);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('strict-transport-security');
    },
  );
});

describe('those who watch the service', () => {
  it('read the instruments at /metrics', async () => {
    const registry = new Registry();
    new Gauge({ name: 'things', help: 'h', registers: [registry] }).set(3);
    const { text, headers } = await request(appOf(line, { registry })).get('/metrics');
    expect(text).toContain('things 3');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  const noRules = () => {
    throw new Error('no rules');
  };
  const outages = [
    ['it is catching up', { notReady: () => 'Catching up; ask again in a minute.' }, 'Catching up'],
    ['the rules are not loaded', { desk: noRules }, 'rules'],
    [
      'the store does not answer',
      {
        desk: () => ({ ...deskOf(line), store: { ...line.store, sources: () => Promise.reject(new Error('locked')) } }),
      },
      'store',
    ],
  ] as const;

  it.each(outages)('hear that it runs but is not ready when %s', async (_, parts, words) => {
    const its = appOf(line, parts);
    expect((await request(its).get('/healthz')).status).toBe(200);
    const response = problem(await request(its).get('/readyz'));
    expect([response.status, response.body.detail]).toEqual([503, expect.stringContaining(words)]);
    expect(response.text).not.toContain('locked');
  });

  it('hear that it is ready when it is', async () => {
    expect((await request(app).get('/readyz')).body).toEqual({ status: 'ready' });
  });
});
