import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  basicSecret,
  githubSigned,
  headerSecret,
  hmacVerifier,
  jiraSigned,
  nothingAsked,
  standardWebhooks,
  zendeskSigned,
} from '../../../src/connector/verifiers/index.ts';
import { type Verifier, verified, type WebhookRequest } from '../../../src/connector/webhook.ts';

interface Signed {
  readonly name: string;
  readonly verifier: Verifier;
  readonly secret: string;
  readonly at: number;
  readonly body: string;
  readonly headers: Record<string, string>;
  /** The header without which nobody is known. */
  readonly proof: string;
  /** The body is under the proof. */
  readonly signs: boolean;
  readonly timed: boolean;
  readonly id: string | null;
}

const ZENDESK_BODY = '{"type":"zen:event-type:ticket.created","id":"e1"}';
/** Published or computed vectors: connectors.md 7. */
const SIGNED: Signed[] = [
  {
    name: 'Zendesk',
    verifier: zendeskSigned,
    secret: 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==',
    at: Date.parse('2024-04-17T17:18:10Z'),
    body: ZENDESK_BODY,
    headers: {
      'x-zendesk-webhook-signature': 'QeIQGThs1h1g0Us6WrQfV28/DXP8CfUcqv+JioUriDo=',
      'x-zendesk-webhook-signature-timestamp': '2024-04-17T17:18:10Z',
      'x-zendesk-webhook-invocation-id': '01HW',
    },
    proof: 'x-zendesk-webhook-signature',
    signs: true,
    timed: true,
    id: '01HW',
  },
  {
    name: 'Jira',
    verifier: jiraSigned,
    secret: "It's a Secret to Everybody",
    at: 0,
    body: 'Hello World!',
    headers: { 'x-hub-signature': 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9' },
    proof: 'x-hub-signature',
    signs: true,
    timed: false,
    id: null,
  },
  {
    name: 'GitHub',
    verifier: githubSigned,
    secret: "It's a Secret to Everybody",
    at: 0,
    body: 'Hello World!',
    headers: {
      'x-hub-signature-256': 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9',
      'x-github-delivery': '7',
    },
    proof: 'x-hub-signature-256',
    signs: true,
    timed: false,
    id: '7',
  },
  {
    name: 'Standard Webhooks',
    verifier: standardWebhooks,
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    at: 1_614_265_330_000,
    body: '{"test": 2432232314}',
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    proof: 'webhook-signature',
    signs: true,
    timed: true,
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  },
  {
    name: 'a hash of one’s own making',
    verifier: hmacVerifier({
      algorithm: 'sha512',
      header: 'X-Signature',
      prefix: '',
      encoding: 'hex',
      signed: '{id}.{timestamp}.{body}',
      timestamp: { header: 'X-Time', unit: 'ms' },
      idHeader: 'X-Id',
      toleranceMs: 1000,
    }),
    secret: 'secret',
    at: 1_700_000_000_000,
    body: 'é',
    headers: {
      'x-id': 'a1',
      'x-time': '1700000000000',
      'x-signature': createHmac('sha512', 'secret').update('a1.1700000000000.é').digest('hex'),
    },
    proof: 'x-signature',
    signs: true,
    timed: true,
    id: 'a1',
  },
  {
    name: 'a secret in a header',
    verifier: headerSecret('X-Key', 'x-id'),
    secret: 'open sesame',
    at: 0,
    body: '{}',
    headers: { 'x-key': 'open sesame', 'x-id': '9' },
    proof: 'x-key',
    signs: false,
    timed: false,
    id: '9',
  },
  {
    name: 'user and password',
    verifier: basicSecret(null),
    secret: 'jsm:pässword:x',
    at: 0,
    body: '{}',
    headers: { authorization: `Basic ${Buffer.from('jsm:pässword:x').toString('base64')}` },
    proof: 'authorization',
    signs: false,
    timed: false,
    id: null,
  },
];

const requestOf = ({ body, headers }: Signed, more: WebhookRequest['headers'] = {}): WebhookRequest => ({
  headers: { ...headers, ...more },
  body: Buffer.from(body),
});

describe.each(SIGNED)('the verifier of $name', (one) => {
  const { verifier, secret, at, proof } = one;
  const check = (request: WebhookRequest, secrets = [secret], now = at) => verifier.check(request, secrets, now);

  it('knows its sender, and the id of the delivery', () => {
    expect(check(requestOf(one))).toEqual({ id: one.id });
    expect(verifier.asks).toBe('secret');
  });

  it('knows it by either secret while they are changed', () => {
    expect(check(requestOf(one), ['another secret that is long enough', secret])).not.toBeNull();
    expect(check(requestOf(one), [secret, 'another secret that is long enough'])).not.toBeNull();
  });

  it.each([
    ['another secret', ['another secret that is long enough']],
    ['an empty secret', ['']],
    ['no secret', []],
  ])('lets nobody in by %s', (_, secrets) => {
    expect(check(requestOf(one), secrets)).toBeNull();
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['sent twice', [one.headers[proof] ?? '', one.headers[proof] ?? '']],
    ['something else', 'sha256=00'],
    ['cut short', one.headers[proof]?.slice(0, -2)],
  ])('lets nobody in whose proof is %s', (_, value) => {
    expect(check(requestOf(one, { [proof]: value }))).toBeNull();
  });

  it.runIf(one.signs)('lets no changed body in', () => {
    expect(check({ ...requestOf(one), body: Buffer.from(`${one.body} `) })).toBeNull();
  });

  it.runIf(one.timed)('lets nothing in that is old, or ahead of its time', () => {
    const [before, after] = [at - 301_000, at + 301_000];
    expect(check(requestOf(one), [secret], after)).toBeNull();
    expect(check(requestOf(one), [secret], before)).toBeNull();
    expect(check(requestOf(one), [secret], at + 900)).not.toBeNull();
  });
});

describe('what would be easy to get wrong', () => {
  const secret = 'HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=';
  const time = '2021-07-25T10:00:00Z';
  const zendesk = (signature: string) => ({
    headers: { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': time },
    body: Buffer.from('{"say": "hello"}'),
  });

  it('Zendesk signs the time before the body, not after it as an old page of theirs says', () => {
    const check = (signature: string) => zendeskSigned.check(zendesk(signature), [secret], Date.parse(time));
    expect(check('Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=')).not.toBeNull();
    expect(check('tRDSF7URY8BLCDlaBcQ7FHu051Zk+aAB0NKMP53teMw=')).toBeNull();
  });

  it('a standard webhook may be signed by several keys and versions at once', () => {
    const one = SIGNED.find(({ name }) => name === 'Standard Webhooks') as Signed;
    const good = one.headers['webhook-signature'];
    const check = (list: string) =>
      standardWebhooks.check(requestOf(one, { 'webhook-signature': list }), [one.secret], one.at);
    expect(check(`v1,AAAA v1a,BBBB ${good}`)).not.toBeNull();
    expect(check(`v1a,${good?.slice(3)}`)).toBeNull();
  });

  it('a standard webhook with a key that can be guessed is refused', () => {
    const [id, at, body] = ['m', '1614265330', '{}'];
    const key = Buffer.from('short');
    const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
    const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
    const request = { headers, body: Buffer.from(body) };
    expect(standardWebhooks.check(request, [`whsec_${key.toString('base64')}`], Number(at) * 1000)).toBeNull();
  });
});

describe('the key of a delivery', () => {
  const request = (body: string, id?: string): WebhookRequest => ({ headers: { 'x-id': id }, body: Buffer.from(body) });
  const keyOf = (body: string, now: number, id?: string) =>
    verified(nothingAsked('x-id'), request(body, id), [], now)?.key;

  it('is the sender’s id, where it gives one', () => {
    expect(keyOf('a', 0, '7')).toBe(keyOf('b', 1e9, '7'));
    expect(keyOf('a', 0, '7')).not.toBe(keyOf('a', 0, '8'));
  });

  it('is else what was sent, for ten minutes', () => {
    expect(keyOf('a', 0)).toBe(keyOf('a', 599_999));
    expect(keyOf('a', 0)).not.toBe(keyOf('b', 0));
    expect(keyOf('a', 0)).not.toBe(keyOf('a', 600_000));
  });

  it('is not made for who is not known', () => {
    expect(verified(zendeskSigned, request('a'), ['secret'], 0)).toBeNull();
  });
});
