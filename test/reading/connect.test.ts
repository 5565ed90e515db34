import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RemoteWebhook, WebhookSetup } from '../../src/connector/remote.ts';
import { SourceTrouble } from '../../src/connector/source-trouble.ts';
import { connectWebhook, disconnect, knownAddress, testWebhook } from '../../src/reading/connect.ts';
import { examine } from '../../src/reading/doctor.ts';
import type { ReadingParts } from '../../src/reading/read-wanted.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeSource } from './fake-source.ts';

const ADDRESS = 'https://desk.example/webhooks/desk';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = 100 * DAY;

/** A source that keeps webhooks, ours and others'. */
class FakeWebhooks implements WebhookSetup {
  readonly there = new Map<string, RemoteWebhook & { readonly address: string }>();
  readonly test = null;
  refused = false;

  async find(address: string, known: string | null) {
    if (this.refused) throw new SourceTrouble('refused', 'It may not list webhooks.', 403);
    return [...this.there.values()].find((one) => one.id === known || one.address === address) ?? null;
  }

  async create(address: string, secret: string) {
    const id = `w${this.there.size + 1}`;
    this.there.set(id, { id, isOn: true, address });
    return { id, secret };
  }

  async remove(id: string): Promise<void> {
    this.there.delete(id);
  }
}

let store: Store;
let source: FakeSource;
let webhook: FakeWebhooks;
let now: number;
let parts: ReadingParts;

beforeEach(async () => {
  store = await openStore(':memory:');
  source = new FakeSource();
  webhook = new FakeWebhooks();
  now = START;
  const remote = { ...source.open.remote, webhook };
  parts = { store, source: { id: 'desk', remote }, now: () => now };
});
afterEach(() => store.close());

const connect = (secret: string | null = null) => connectWebhook(parts, { webhook, address: ADDRESS, secret });
const rang = (key: string) =>
  ({ source: 'desk', key, about: 'ticket', origin: 'webhook', position: 0, columns: null, body: '{}' }) as const;

describe('our webhook', () => {
  it('is made once, with a secret of its own or the one that is given', async () => {
    const made = await connect();
    expect(made).toMatchObject({ made: true, id: 'w1', secret: expect.stringMatching(/^whsec_.{40,}$/) });
    expect(await connect()).toMatchObject({ made: false, id: 'w1' });
    expect(webhook.there.size).toBe(1);
    webhook.there.clear();
    expect(await connect('given')).toMatchObject({ made: true, secret: 'given' });
  });

  it('is found by the id it was made with, wherever it calls by now', async () => {
    await connect();
    webhook.there.set('w1', { id: 'w1', isOn: false, address: 'https://elsewhere.example' });
    expect(await connect()).toMatchObject({ made: false, id: 'w1', isOn: false });
  });

  it('is taken away alone, and forgotten', async () => {
    webhook.there.set('x', { id: 'x', isOn: true, address: 'https://other.example' });
    await connect();
    expect(await knownAddress(parts)).toBe(ADDRESS);
    expect(await disconnect(parts, ADDRESS)).toBe('w2');
    expect([...webhook.there.keys()]).toEqual(['x']);
    expect(await disconnect(parts, ADDRESS)).toBe(null);
    expect(await knownAddress(parts)).toBe(null);
  });

  it('is tested by what arrives, for as long as one is willing to wait', async () => {
    const pause = async (ms: number) => {
      now += ms;
    };
    const send = async () => void (await store.addDeliveries([{ ...rang('test'), receivedAt: now }]));
    expect(await testWebhook(parts, { send, timeoutMs: 5_000, pause })).toBe(true);
    expect(await testWebhook(parts, { send: async () => {}, timeoutMs: 5_000, pause })).toBe(false);
  });
});

describe('the doctor', () => {
  const gone = async () => {
    await connect();
    webhook.there.clear();
  };
  const unlisted = async () => {
    await connect();
    webhook.refused = true;
  };
  const results = async (more: { readonly address?: string | null; readonly sendsWebhooks?: boolean } = {}) => {
    const tried = await examine({ ...parts, address: null, sendsWebhooks: true, ...more });
    return Object.fromEntries(tried.map(({ title, result }) => [title, result]));
  };

  it('finds nothing wrong where all is well, by the address it was connected to', async () => {
    await connect();
    await store.addDeliveries([{ ...rang('1'), receivedAt: now }]);
    await store.note('desk', 'reconciled', JSON.stringify({ listed: 1, drifted: 0, missing: 0 }), now);
    expect(new Set(Object.values(await results()))).toEqual(new Set(['ok']));
  });

  it('asks nothing about webhooks where none are sent', async () => {
    expect(Object.keys(await results({ sendsWebhooks: false }))).not.toContain('The webhook is there');
  });

  it.each([
    ['nobody knows where it would call', async () => {}, 'The webhook is there', 'warning'],
    ['it is gone', gone, 'The webhook is there', 'failed'],
    ['webhooks may not be listed', unlisted, 'The webhook is there', 'warning'],
    [
      'none has come for days',
      async () => void (await store.addDeliveries([{ ...rang('1'), receivedAt: now - 4 * DAY }])),
      'Webhooks arrive',
      'warning',
    ],
    [
      'tickets wait for long',
      async () => store.wantReads('desk', ['T1'], { at: now - HOUR, lane: 'live' }),
      'Tickets are read as they change',
      'warning',
    ],
    [
      'it was not reconciled for days',
      async () => store.note('desk', 'reconciled', '{}', now - 3 * DAY),
      'Nothing is missed',
      'warning',
    ],
  ])('tells that %s', async (_, make, title, result) => {
    await make();
    expect((await results())[title]).toBe(result);
  });

  it('tells that reads fail, and why', async () => {
    await store.wantReads('desk', ['T1'], { at: now, lane: 'live' });
    await store.putOffReads('desk', ['T1'], { notBefore: now, trouble: 'It may not read T1.' });
    const tried = await examine({ ...parts, address: null, sendsWebhooks: false });
    expect(tried.find(({ result }) => result === 'failed')).toMatchObject({ remedy: 'It may not read T1.' });
  });
});
