import { Agent, createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { CannotListen } from '../../src/api/listen.ts';
import { Misconfigured } from '../../src/config.ts';
import { type Served, type ServeOptions, serve } from '../../src/main.ts';
import type { Line } from '../../src/pipeline.ts';
import { deliverDesk, emptyLine, keptLog } from '../api/desk.ts';

const TOKEN = 'a-token-of-some-length';
const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

async function started(line: Line, options: Partial<ServeOptions> = {}): Promise<Served> {
  const { log } = keptLog();
  const served = await serve({ line, host: '127.0.0.1', port: 0, token: null, webFolder: null, log, ...options });
  running.push(served);
  return served;
}

/** Asks until the service is ready; the statuses it heard on the way. */
async function untilReady(url: string): Promise<number[]> {
  const heard: number[] = [];
  while (heard.at(-1) !== 200) {
    heard.push((await fetch(`${url}/readyz`)).status);
    if (heard.at(-1) !== 200) await wait(20);
  }
  return heard;
}

const refused = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  );

/** Asks, and holds on to the connection as a browser does; the status. */
function keptAlive(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: new Agent({ keepAlive: true }) }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    }).once('error', reject);
  });
}

describe('the service', () => {
  it('works off and settles in the background what it finds at its start, answers meanwhile, and says when it is done', async () => {
    const line = await emptyLine();
    await deliverDesk(line);
    const { url } = await started(line);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await (await fetch(`${url}/api/v1/status`)).json()).deliveries.pending).toBeGreaterThan(0);
    const heard = await untilReady(url);
    expect(heard.filter((status) => status === 503).length).toBeGreaterThan(3);
    const status = await (await fetch(`${url}/api/v1/status`)).json();
    expect(status).toMatchObject({ deliveries: { pending: 0 }, latestEvaluation: { stale: false } });
    const metrics = async () => (await fetch(`${url}/metrics`)).text();
    await expect.poll(metrics, { timeout: 20_000 }).toMatch(/^stepladder_sla_agreements\{target="resolution"\} \d{3}/m);
    expect(await metrics()).toMatch(/^stepladder_sla_notices_total\{clock="resolution",percent="100"\} \d/m);
  });

  it('says that it could not settle, and tells the log why', async () => {
    const line = await emptyLine();
    const { lines, log } = keptLog();
    const store = { ...line.store, knownSpan: () => Promise.reject(new Error('the disk is gone')) };
    const { url } = await started({ ...line, store }, { log });
    await expect.poll(() => lines.join()).toContain('the disk is gone');
    const response = await fetch(`${url}/readyz`);
    const body = await response.json();
    expect([response.status, body.detail]).toEqual([503, expect.stringContaining('could not be settled')]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('answers what it was asked before it closes, takes nothing more, and closes the store', async () => {
    const line = await emptyLine();
    const served = await started(line, { token: TOKEN });
    await untilReady(served.url);
    const slow = keptAlive(`${served.url}/api/v1/flags`, { authorization: 'Bearer a-wrong-token' });
    await wait(100);
    const closing = served.close();
    await wait(100);
    expect(await refused(served.url)).toBe(true);
    expect(await slow).toBe(401);
    const answered = performance.now();
    await closing;
    expect(performance.now() - answered).toBeLessThan(2_000);
    await expect(line.store.sources()).rejects.toThrow();
    await served.close();
    await line.store.close();
  });

  it('stops the work at its next batch when it is closed in the middle of it, or told to by its signal', async () => {
    const line = await emptyLine();
    await deliverDesk(line);
    const stop = new AbortController();
    let stillThere = Number.NaN;
    const close = async () => {
      stillThere = (await line.store.counts()).deliveries.pending;
      await line.store.close();
    };
    const { url } = await started({ ...line, store: { ...line.store, close } }, { signal: stop.signal });
    stop.abort();
    await expect.poll(() => stillThere).toBeGreaterThan(0);
    expect(await refused(url)).toBe(true);
  });

  it('says what to do where its port is in use', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    running.push(other);
    const { port } = other.address() as AddressInfo;
    const line = await emptyLine();
    const attempt = started(line, { port });
    await expect(attempt).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`);
    await expect(attempt).rejects.toThrow(CannotListen);
    expect(await line.store.sources()).toEqual([]);
  });

  it.each([
    ['that is not of this machine', '192.0.2.1', '--host'],
    ['that nobody knows', 'nowhere.invalid', '--host'],
  ])('says what to do about a host %s', async (_, host, words) => {
    const attempt = started(await emptyLine(), { host, token: TOKEN });
    await expect(attempt).rejects.toThrow(CannotListen);
    await expect(attempt).rejects.toThrow(words);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'desk.example'])('refuses %s without a token', async (host) => {
    const attempt = started(await emptyLine(), { host });
    await expect(attempt).rejects.toThrow(Misconfigured);
    await expect(attempt).rejects.toThrow('STEPLADDER_TOKEN');
  });

  it('listens on all addresses with one', async () => {
    const { url } = await started(await emptyLine(), { host: '0.0.0.0', token: TOKEN });
    const address = url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${address}/api/v1/flags`)).status).toBe(401);
    expect((await fetch(`${address}/api/v1/flags`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(
      200,
    );
  });
});
