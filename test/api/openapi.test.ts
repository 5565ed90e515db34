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
    const described = Object.entries(document.paths).map(([path, { get, ...others }]) => ({
      path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      parameters: get?.parameters?.map((one) => `${one.in} ${one.name}`) ?? [],
      others: Object.keys(others),
    }));
    const served = ROUTES.map(({ path, params, query }) => ({
      path,
      parameters: [
        ...Object.keys(params.shape).map((name) => `path ${name}`),
        ...Object.keys(query.shape).map((name) => `query ${name}`),
      ],
      others: [],
    }));
    expect(described).toEqual(served);
    expect(new Set(Object.values(document.paths).map(({ get }) => get?.operationId)).size).toBe(ROUTES.length);
  });

  it('is true: each path it holds is answered below its server', async () => {
    for (const path of Object.keys(document.paths)) {
      const address = document.servers[0]?.url + path.replace('{id}', 'none');
      const response = await request(appOf(line)).get(address).query({ made_up: '1' });
      expect([path, response.status]).toEqual([path, 400]);
    }
  });

  it('names what is shared, and says of each error that it is problem+json', () => {
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(['Flag', 'FlagDetail', 'Problem']));
    for (const { get } of Object.values(document.paths)) {
      const { 200: found, ...errors } = get?.responses ?? {};
      expect(Object.keys(found?.content ?? {})).toEqual(['application/json']);
      expect(Object.keys(errors)).toEqual(expect.arrayContaining(['400', '401', '500']));
      for (const error of Object.values(errors)) {
        expect(error.content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
      }
    }
  });
});
