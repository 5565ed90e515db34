import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/api/routes.ts';
import type { Line } from '../../src/pipeline.ts';
import { type App, appOf, ask, deskOf, emptyLine, keptLog, problem } from './desk.ts';

let line: Line;
let app: App;
beforeAll(async () => {
  line = await emptyLine();
  app = appOf(line);
});
afterAll(() => line.store.close());

describe('what cannot be answered', () => {
  it.each([
    ['a word that is none of those there are', '/flags?kind=good', 400, ['kind'], 'readiness, risk'],
    ['a date that is none', '/flags?asOf=2026-02-30', 400, ['asOf'], '2026-05-04'],
    ['a time without its zone', '/flags?asOf=2026-02-03T10:00', 400, ['asOf'], '2026-05-04T08:00:00Z'],
    ['an offset whose + became a space', '/flags?asOf=2026-02-03T10:00:00+02:00', 400, ['asOf'], '%2B'],
    ['a parameter nobody knows', '/flags?sort=value', 400, ['sort'], 'kind, rule, team, state, stands, asOf'],
    ['a parameter where there are none', '/rules?a=1', 400, ['a'], 'none here'],
    ['a parameter given twice', '/flags?team=a&team=b', 400, ['team'], 'team'],
    ['several at once', '/tickets?limit=0&page=2', 400, ['limit', 'page'], '1 to 1000'],
    ['half a limit', '/tickets?limit=1.5', 400, ['limit'], 'whole number'],
    ['figures of nobody in particular', '/figures', 400, ['subject'], 'team, work-type, region or shift'],
    ['figures of all people', '/figures?subject=agent', 400, ['subject'], '/agents/ID/figures'],
    ['a flag that is not there', '/flags/none', 404, undefined, 'stepladder flags'],
    ['a ticket that is not there', '/tickets/none', 404, undefined, 'stepladder tickets'],
    ['a person who is not there', '/agents/none', 404, undefined, 'stepladder agents'],
    ['an address that is not there', '/ranking', 404, undefined, '/api/docs'],
    ['an address in other letters', '/Flags', 404, undefined, '/api/docs'],
    ['an address that cannot be decoded', '/flags/%zz', 400, undefined, 'Percent-encode'],
  ])('%s', async (_, path, status, fields, words) => {
    const { body, ...response } = await ask(app, path);
    expect(response.status).toBe(status);
    expect(body.detail).toContain(words);
    expect(body.errors?.map(({ field }: { field: string }) => field)).toEqual(fields);
  });

  it.each(['get', 'post', 'put', 'delete', 'patch'] as const)('%s where an address has no such way', async (method) => {
    for (const [path, ways] of Map.groupBy(ROUTES, (route) => route.path)) {
      const methods = ways.map((way) => way.method as string);
      if (methods.includes(method)) continue;
      const response = problem(await request(app)[method](`/api/v1${path}`));
      const allowed = methods.map((way) => (way === 'get' ? 'GET, HEAD' : 'POST')).join(', ');
      expect([path, response.status, response.headers['allow']]).toEqual([path, 405, allowed]);
    }
  });

  it('fails without telling why to the caller, but to the log, at a mark that the answer names', async () => {
    const { lines, log } = keptLog();
    const store = { ...line.store, counts: () => Promise.reject(new Error('disk /secret is full')) };
    const response = await ask(appOf(line, { log, desk: () => ({ ...deskOf(line), store }) }), '/status');
    expect(response.status).toBe(500);
    expect(response.text).not.toMatch(/secret|disk|\.ts/);
    const mark = /mark ([0-9a-f-]{36})/.exec(response.body.detail)?.[1] ?? 'none';
    expect(lines.filter((entry) => entry.includes(mark) && entry.includes('disk /secret is full'))).toHaveLength(1);
  });
});
