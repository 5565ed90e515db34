import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Misconfigured } from '../../src/config.ts';
import { type Served, type ServeOptions, serve } from '../../src/main.ts';
import type { Line } from '../../src/pipeline.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { emptyLine, keptLog } from '../api/desk.ts';

const KEY = randomBytes(32);
const SECRET = `whsec_${KEY.toString('base64')}`;
const running: Served[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

async function lineWith(verify: string): Promise<Line> {
  const line = await emptyLine();
  const files = { ...line.rules.files, 'sources.yaml': `helpdesk: { connector: ticket-log, verify: ${verify} }` };
  return { ...line, rules: loadRules(files) };
}

async function started(line: Line, options: Partial<ServeOptions> = {}): Promise<string> {
  const { log } = keptLog();
  const secretsOf = () => [SECRET];
  const served = await serve({
    line,
    host: '127.0.0.1',
    port: 0,
    token: null,
    webFolder: null,
    log,
    secretsOf,
    ...options,
  });
  running.push(served);
  return served.url;
}

function post(url: string, body: string, id: string) {
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', KEY).update(`${id}.${time}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
  return fetch(`${url}/webhooks/helpdesk`, { method: 'POST', headers, body });
}

/** The deliveries by what became of them, when none waits any more. */
async function settled({ store }: Line) {
  for (;;) {
    const { deliveries } = await store.counts();
    if (deliveries.pending === 0) return deliveries;
    await wait(10);
  }
}

const rows = (...events: object[]) => JSON.stringify({ rows: events });
const ticket = { ticket: 'T1', team: 'first', priority: 'P2' };

describe('a signed webhook', () => {
  it('is kept, worked off at once and on the ticket’s page, whatever order and however often it arrives', async () => {
    const line = await lineWith('{ kind: standard-webhooks }');
    const url = await started(line);
    const later = rows({ ...ticket, at: '2026-03-02T11:00:00Z', event: 'status', value: 'resolved', agent: 'ann' });
    const first = rows({ ...ticket, at: '2026-03-02T09:00:00Z', event: 'created' });
    const statuses = [];
    for (const [body, id] of [
      [later, '2'],
      [first, '1'],
      [later, '2'],
      [later, '3'],
    ] as const) {
      statuses.push((await post(url, body, id)).status);
    }
    expect(statuses).toEqual([202, 202, 202, 202]);
    expect(await settled(line)).toEqual({ pending: 0, done: 3, setAside: 0 });
    const shown = (await (await fetch(`${url}/api/v1/tickets/helpdesk%3AT1`)).json()) as { events: unknown[] };
    expect((await line.store.counts()).events).toBe(2);
    expect(JSON.stringify(shown)).toContain('resolved');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('stepladder_webhooks_total{source="helpdesk",answer="kept"} 4');
  });

  it('that cannot be read is set aside with its reason, and stops no other', async () => {
    const line = await lineWith('{ kind: standard-webhooks }');
    const url = await started(line);
    const good = rows({ ...ticket, at: '2026-03-02T09:00:00Z', event: 'created' });
    for (const [body, id] of [
      ['not json', '1'],
      ['7', '2'],
      ['{"rows":[3]}', '3'],
      [good, '4'],
    ] as const) {
      expect((await post(url, body, id)).status).toBe(202);
    }
    expect(await settled(line)).toEqual({ pending: 0, done: 1, setAside: 3 });
    expect((await line.store.setAside()).map(({ reason }) => reason)).toEqual([
      'not JSON',
      'not a row',
      'not an object',
    ]);
  });

  it('of an unknown kind of event is accepted and set aside with its word', async () => {
    const line = await lineWith('{ kind: standard-webhooks }');
    const url = await started(line);
    expect((await post(url, rows({ ...ticket, at: '2026-03-02T09:00:00Z', event: 'merged' }), '1')).status).toBe(202);
    await settled(line);
    expect((await line.store.setAside())[0]?.example.detail).toContain('merged');
  });

  it('is not taken from who does not know the secret', async () => {
    const url = await started(await lineWith('{ kind: standard-webhooks }'), { secretsOf: () => ['whsec_other'] });
    const response = await post(url, '{}', '1');
    expect([response.status, await response.text()]).toEqual([401, '']);
  });

  it('needs a token neither of its own nor of the API, where one is set', async () => {
    const line = await lineWith('{ kind: standard-webhooks }');
    const url = await started(line, { token: 'a-token-of-some-length' });
    expect((await post(url, rows(), '1')).status).toBe(202);
    expect((await fetch(`${url}/api/v1/flags`)).status).toBe(401);
  });
});

describe('a source of a vendor', () => {
  it('reads with the settings that stand beside it, and tells of webhooks that it does not know', async () => {
    const line = await emptyLine();
    const text = `helpdesk:
  connector: zendesk
  verify: { kind: standard-webhooks }
  settings: |
    statuses:
      "900": { status: on-hold, name: Waiting for parts }
`;
    const rules = loadRules({ ...line.rules.files, 'sources.yaml': text });
    const url = await started({ ...line, rules });
    const body = JSON.stringify({ type: 'zen:event-type:ticket.sneezed', detail: { id: '7' } });
    expect((await post(url, body, '1')).status).toBe(202);
    expect(await settled(line)).toEqual({ pending: 0, done: 1, setAside: 0 });
    expect(await line.store.unmapped()).toMatchObject([{ source: 'helpdesk', what: 'event' }]);
  });
});

describe('the service does not start', () => {
  it.each([
    ['a connector that is not there', '{ connector: zendisk, verify: { kind: none } }', 'zendisk'],
    [
      'settings that the connector cannot use',
      '{ connector: zendesk, verify: { kind: none }, settings: "colour: red" }',
      'colour',
    ],
  ])('for %s', async (_, source, says) => {
    const line = await emptyLine();
    const rules = loadRules({ ...line.rules.files, 'sources.yaml': `helpdesk: ${source}` });
    await expect(started({ ...line, rules })).rejects.toThrow(says);
    await line.store.close();
  });

  it('for a source whose secret is not set', async () => {
    const line = await lineWith('{ kind: standard-webhooks }');
    const none = () => {
      throw new Misconfigured('STEPLADDER_SECRET_HELPDESK is not set');
    };
    await expect(started(line, { secretsOf: none })).rejects.toThrow('STEPLADDER_SECRET_HELPDESK');
    await line.store.close();
  });

  it('open to others for a source that anybody could send as', async () => {
    const line = await lineWith('{ kind: none }');
    await expect(started(line, { host: '0.0.0.0', token: 'a-token-of-some-length' })).rejects.toThrow('Let it sign');
    await line.store.close();
  });
});
