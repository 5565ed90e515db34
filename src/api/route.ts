import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Desk } from './desk.ts';
import { HttpProblem, MOST_BODY } from './problem.ts';

interface Asked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** One address of the API and a way to ask there: what it takes, what it says, and who answers. */
export interface Route {
  readonly method: 'get' | 'post';
  /** Parameters as Express writes them: `/flags/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Of what is posted; null: nothing is. */
  readonly body: z.ZodType | null;
  readonly response: z.ZodType;
  /** Throws HttpProblem 400 for what does not fit, NotFound for what is not there, Refused for what may not be done. */
  answer(desk: Desk, raw: Asked<unknown, unknown, unknown>): Promise<unknown>;
}

interface Get<P extends z.ZodRawShape, Q extends z.ZodRawShape, R extends z.ZodType> {
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly response: R;
  readonly handle: (
    desk: Desk,
    asked: Omit<Asked<z.output<z.ZodObject<P>>, z.output<z.ZodObject<Q>>, never>, 'body'>,
  ) => z.input<R> | Promise<z.input<R>>;
}

interface Post<P extends z.ZodRawShape, B extends z.ZodType, R extends z.ZodType> {
  readonly summary: string;
  readonly params: P;
  readonly body: B;
  readonly response: R;
  readonly handle: (
    desk: Desk,
    asked: Omit<Asked<z.output<z.ZodObject<P>>, never, z.output<B>>, 'query'>,
  ) => z.input<R> | Promise<z.input<R>>;
}

type NoShape = Record<never, never>;

/** Holds a handler to its schemas: what it is given and what it returns. */
export function get<R extends z.ZodType, P extends z.ZodRawShape = NoShape, Q extends z.ZodRawShape = NoShape>(
  path: string,
  { summary, params: inPath, query: inQuery, response, handle }: Get<P, Q, R>,
): Route {
  const params = z.strictObject((inPath ?? {}) as P);
  const query = z.strictObject((inQuery ?? {}) as Q);
  return {
    method: 'get',
    path,
    summary,
    params,
    query,
    body: null,
    response,
    answer: async (desk, raw) => handle(desk, { params: read(params, raw.params), query: read(query, raw.query) }),
  };
}

/** The same of an address that adds something. */
export function post<R extends z.ZodType, P extends z.ZodRawShape, B extends z.ZodType>(
  path: string,
  { summary, params: inPath, body, response, handle }: Post<P, B, R>,
): Route {
  const params = z.strictObject(inPath);
  const query = z.strictObject({});
  return {
    method: 'post',
    path,
    summary,
    params,
    query,
    body,
    response,
    answer: async (desk, raw) => {
      read(query, raw.query);
      return handle(desk, { params: read(params, raw.params), body: read(body, raw.body) });
    },
  };
}

function read<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : null;
  const errors = parsed.error.issues.flatMap((issue) => complaints(issue, known));
  throw new HttpProblem(400, errors.map(({ field, message }) => `${field} ${message}`).join(' '), errors);
}

/** `known`: null: what may be there depends on what else is. */
function complaints(issue: z.core.$ZodIssue, known: readonly string[] | null): { field: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const remedy = known === null || known.length === 0 ? 'there are none here' : `there are ${known.join(', ')}`;
    const message =
      known === null
        ? 'does not belong here; /api/docs says what does.'
        : `is no parameter of this address; ${remedy}.`;
    return issue.keys.map((field) => ({ field, message }));
  }
  return [{ field: issue.path.join('.') || 'the body', message: issue.message }];
}

export function routerOf(routes: readonly Route[], desk: () => Desk): Router {
  const router = Router({ caseSensitive: true });
  for (const [path, ways] of Map.groupBy(routes, (route) => route.path)) {
    const address = router.route(path);
    for (const route of ways) {
      const answer: RequestHandler = async ({ params, query, body }, response) => {
        if (route.method === 'post') response.status(201);
        response.json(await route.answer(desk(), { params, query, body }));
      };
      if (route.method === 'get') address.get(answer);
      else address.post(onlyJson, express.json({ limit: MOST_BODY }), answer);
    }
    address.all(onlyThese(ways.map(({ method }) => method)));
  }
  return router;
}

/** A form on a page of another site can post, but not this type: browsers ask us first, and we do not answer. */
const onlyJson: RequestHandler = (request, _response, next) => {
  const given = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(given))
    throw new HttpProblem(415, 'Send what is decided as JSON, with "Content-Type: application/json".');
  next();
};

function onlyThese(methods: readonly Route['method'][]): RequestHandler {
  const allowed = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']));
  return (request, response) => {
    response.set('Allow', allowed.join(', '));
    const remedy = methods.includes('post')
      ? `${request.path} is asked with ${methods.map((method) => method.toUpperCase()).join(' or ')}`
      : `${request.path} can only be read. Ask for it with GET`;
    throw new HttpProblem(405, `${remedy}.`);
  };
}
