import { Validator } from '@seriousme/openapi-schema-validator';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/api/routes.ts';
import type { Line } from '../../src/pipeline.ts';
import { appOf, emptyLine } from './desk.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, { readonly content: Record<string, { readonly schema: object }> }>>;
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let line: Line;
let document: Document;
beforeAll(async () => {
  line = await emptyLine();
  document = (await request(appOf(line)).get('/api/v1/openapi.json')).body;
});
afterAll(() => line.store.close());

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('holds every route and no other, with every parameter', () => {
    const described = Object.entries(document.paths).flatMap(([path, ways]) =>
      Object.entries(ways).map(([method, { parameters = [] }]) => ({
        method,
        path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
        parameters: parameters.map((one) => `${one.in} ${one.name}`),
      })),
    );
    const served = ROUTES.map(({ method, path, params, query }) => ({
      method,
      path,
      parameters: [
        ...Object.keys(params.shape).map((name) => `path ${name}`),
        ...Object.keys(query.shape).map((name) => `query ${name}`),
      ],
    }));
    const byName = (a: { method: string; path: string }, b: { method: string; path: string }) =>
      `${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1;
    expect(described.sort(byName)).toEqual(served.sort(byName));
    const operations = Object.values(document.paths).flatMap((ways) => Object.values(ways));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
  });

  it('is true: each path it holds is answered below its server', async () => {
    for (const [path, ways] of Object.entries(document.paths)) {
      const address = document.servers[0]?.url + path.replace('{id}', 'none');
      for (const method of Object.keys(ways) as ('get' | 'post')[]) {
        const asked = request(appOf(line))[method](address).query({ made_up: '1' });
        const response = await (method === 'get' ? asked : asked.send({}));
        expect([path, method, response.status]).toEqual([path, method, 400]);
      }
    }
  });

  it('names what is shared, and says of each error that it is problem+json', () => {
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Flag', 'FlagDetail', 'Problem']));
    const ways = Object.values(document.paths).flatMap((all) => Object.entries(all));
    for (const [method, { responses }] of ways) {
      const { [method === 'get' ? '200' : '201']: found, ...errors } = responses;
      expect(Object.keys(found?.content ?? {})).toEqual(['application/json']);
      if (method === 'post') expect(Object.keys(errors)).toEqual(expect.arrayContaining(['409', '413', '415']));
      expect(Object.keys(errors)).toEqual(expect.arrayContaining(['400', '401', '500']));
      for (const error of Object.values(errors)) {
        expect(error.content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  });
});
