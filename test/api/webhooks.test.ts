import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { webhooks } from '../../src/api/webhooks.ts';
import { headerSecret } from '../../src/connector/verifiers/index.ts';
import { Intake } from '../../src/inbox/intake.ts';
import type { Line } from '../../src/pipeline.ts';
import { type App, appOf, emptyLine, keptLog, problem } from './desk.ts';

const SENDER = { id: 'helpdesk', verifier: headerSecret('x-key', 'x-id'), secrets: ['open sesame'], limitBytes: 100 };

let line: Line;
let app: App;
let counted: string[];
beforeEach(async () => {
  line = await emptyLine();
  counted = [];
  app = over(line.store);
});

function over(store: Pick<Line['store'], 'addDeliveries'>, limits?: ConstructorParameters<typeof Intake>[2]['limits']) {
  const intake = new Intake([SENDER], store, { log: keptLog().log, onKept: () => {}, ...(limits && { limits }) });
  return appOf(line, {
    token: 'a token that webhooks need not show',
    webhooks: webhooks(intake, (source, answer) => void counted.push(`${source} ${answer}`)),
  });
}

const send = (body: string | Buffer, headers: Record<string, string> = {}, to = app) =>
  request(to)
    .post('/webhooks/helpdesk')
    .set({ 'content-type': 'application/json', 'x-key': 'open sesame', 'x-id': '1', ...headers })
    .send(body);
const bodies = async () => (await line.store.deliveriesAfter(0, 10)).map(({ body }) => body);

describe('POST /webhooks/SOURCE', () => {
  it('keeps the bytes as they came, then answers 202 without a token', async () => {
    const response = await send('{ "a":1 }');
    expect([response.status, response.text]).toEqual([202, '']);
    expect(await bodies()).toEqual(['{ "a":1 }']);
    expect(counted).toEqual(['helpdesk kept']);
  });

  it('answers 202 to what was delivered before, and keeps it once', async () => {
    expect([(await send('{}')).status, (await send('{}')).status]).toEqual([202, 202]);
    expect(await bodies()).toEqual(['{}']);
  });

  it('keeps what is no JSON too: what it says is read later', async () => {
    expect((await send('ticket=7', { 'content-type': 'text/plain' })).status).toBe(202);
    expect(await bodies()).toEqual(['ticket=7']);
  });

  it.each([
    ['a wrong secret', { 'x-key': 'guess' }],
    ['no secret', { 'x-key': '' }],
  ])('answers 401 without a word to %s', async (_, headers) => {
    const response = await send('{}', headers);
    expect([response.status, response.text]).toEqual([401, '']);
    expect(await bodies()).toEqual([]);
    expect(counted).toEqual(['helpdesk unknown']);
  });

  it('answers 413 to a body larger than the source may send, and says where to raise that', async () => {
    const response = problem(await send('x'.repeat(101)));
    expect([response.status, counted]).toEqual([413, ['helpdesk too-large']]);
    expect(response.body.detail).toContain('raise limit of helpdesk in sources.yaml');
  });

  it('answers 400 to what is no text', async () => {
    expect(problem(await send(Buffer.from([0x22, 0xff, 0x22]), { 'content-type': 'text/plain' })).status).toBe(400);
  });

  it('answers 415 to a compressed body, as nobody signed that', async () => {
    expect(problem(await send('{}', { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('answers 404 to a source that is not there, and 405 to another method', async () => {
    expect(problem(await request(app).post('/webhooks/other').send('{}')).status).toBe(404);
    const response = problem(await request(app).get('/webhooks/helpdesk'));
    expect([response.status, response.headers['allow']]).toEqual([405, 'POST']);
  });

  it('answers 503 and when to try again where the store fails, never 202', async () => {
    const failing = over({ addDeliveries: () => Promise.reject(new Error('full')) });
    const response = await send('{}', {}, failing);
    expect([response.status, response.headers['retry-after']]).toEqual([503, '30']);
    expect(counted).toEqual(['helpdesk failed']);
  });

  it('answers 429 and when to try again where too much waits', async () => {
    const full = over(line.store, { waitMs: 1, atOnce: 1, mostWaiting: 0, mostBytes: 100 });
    const response = await send('{}', {}, full);
    expect([response.status, response.headers['retry-after'], counted]).toEqual([429, '30', ['helpdesk full']]);
  });
});
