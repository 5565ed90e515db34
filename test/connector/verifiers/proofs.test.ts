import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import nock from 'nock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anyOf, bearerJwt, clientCertificate, headerSecret } from '../../../src/connector/verifiers/index.ts';
import type { WebhookRequest } from '../../../src/connector/webhook.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const body = Buffer.from('{}');

describe('a signed token', () => {
  const spec = {
    jwks: 'https://login.example/keys',
    issuer: 'https://login.example',
    audience: 'stepladder',
    algorithms: ['RS256'],
    idHeader: null,
  } as const;
  type Key = Awaited<ReturnType<typeof generateKeyPair>>;
  let key: Key;
  let strange: Key;
  beforeAll(async () => {
    key = await generateKeyPair('RS256');
    strange = await generateKeyPair('RS256');
  });
  beforeEach(async () => {
    nock.cleanAll();
    const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'RS256' };
    nock('https://login.example')
      .get('/keys')
      .reply(200, { keys: [jwk] });
  });
  afterAll(() => nock.cleanAll());

  const token = (more: Record<string, unknown> = {}, by = key.privateKey, endsAt = NOW + 60_000) =>
    new SignJWT({ iss: spec.issuer, aud: spec.audience, jti: 'd1', exp: endsAt / 1000, ...more })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(by);
  const shown = (authorization: string): WebhookRequest => ({ headers: { authorization }, body });
  async function known(authorization: string, verifier = bearerJwt(spec)) {
    const request = shown(authorization);
    await verifier.prepare?.(request, NOW);
    return verifier.check(request, [], NOW);
  }

  it('is known by the keys its sender publishes, and names the delivery', async () => {
    expect(await known(`Bearer ${await token()}`)).toEqual({ id: 'd1' });
  });

  it.each([
    ['by another key', async () => token({}, strange.privateKey)],
    ['that has ended', async () => token({}, key.privateKey, NOW - 120_000)],
    ['of another issuer', async () => token({ iss: 'https://evil.example' })],
    ['for somebody else', async () => token({ aud: 'others' })],
    ['without an end', async () => token({ exp: undefined })],
    ['without a signature', async () => `${(await token()).split('.').slice(0, 2).join('.')}.`],
    ['that is none', async () => 'abc'],
  ])('%s is not known', async (_, make) => {
    expect(await known(`Bearer ${await make()}`)).toBeNull();
  });

  it('that was not shown is not known, nor one that nobody has looked at', async () => {
    expect(await known('Basic abc')).toBeNull();
    expect(bearerJwt(spec).check(shown(`Bearer ${await token()}`), [], NOW)).toBeNull();
  });

  it('whose keys cannot be fetched is not refused: whoever asks is to try again', async () => {
    nock.cleanAll();
    nock('https://login.example').get('/keys').replyWithError('down');
    await expect(known(`Bearer ${await token()}`)).rejects.toThrow('could not be fetched');
  });

  it('goes with another way to know the same source', async () => {
    const both = anyOf([headerSecret('X-Key', null), bearerJwt(spec)]);
    expect(both.asks).toBe('secret');
    expect(await known(`Bearer ${await token()}`, both)).toEqual({ id: 'd1' });
  });
});

describe('a certificate that a proxy has checked', () => {
  const verifier = clientCertificate({
    header: 'X-Subject',
    subjects: ['CN=plant'],
    proxies: ['10.0.0.5'],
    idHeader: 'X-Id',
  });
  const check = (subject: string | readonly string[], from: string | undefined) =>
    verifier.check({ headers: { 'x-subject': subject, 'x-id': 'd1' }, body, from }, [], NOW);

  it.each([
    ['by the proxy', 'CN=plant', '10.0.0.5', { id: 'd1' }],
    ['by the proxy, as IPv6 writes it', 'CN=plant', '::ffff:10.0.0.5', { id: 'd1' }],
    ['by somebody else', 'CN=plant', '10.0.0.6', null],
    ['by nobody knows whom', 'CN=plant', undefined, null],
    ['of another', 'CN=other', '10.0.0.5', null],
    ['twice', ['CN=plant', 'CN=plant'], '10.0.0.5', null],
  ] as const)('told %s', (_, subject, from, expected) => {
    expect(check(subject, from)).toEqual(expected);
  });
});
