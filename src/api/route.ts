import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { Desk } from './desk.ts';
import { HttpProblem } from './problem.ts';

interface Asked<P, Q> {
  readonly params: P;
  readonly query: Q;
}

/** One address of the API: what it takes, what it says, and who answers. All are GET. */
export interface Route {
  /** Parameters as Express writes them: `/flags/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly response: z.ZodType;
  /** Throws HttpProblem 400 for parameters that do not fit, NotFound for what is not there. */
  answer(desk: Desk, raw: Asked<unknown, unknown>): Promise<unknown>;
}

interface Get<P extends z.ZodRawShape, Q extends z.ZodRawShape, R extends z.ZodType> {
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly response: R;
  readonly handle: (
    desk: Desk,
    asked: Asked<z.output<z.ZodObject<P>>, z.output<z.ZodObject<Q>>>,
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
    path,
    summary,
    params,
    query,
    response,
    answer: async (desk, raw) => handle(desk, { params: read(params, raw.params), query: read(query, raw.query) }),
  };
}

function read<S extends z.ZodObject>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => complaints(issue, Object.keys(schema.shape)));
  throw new HttpProblem(400, errors.map(({ field, message }) => `${field} ${message}`).join(' '), errors);
}

function complaints(issue: z.core.$ZodIssue, known: readonly string[]): { field: string; message: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.'), message: issue.message }];
  const remedy = known.length === 0 ? 'there are none here' : `there are ${known.join(', ')}`;
  return issue.keys.map((field) => ({ field, message: `is no parameter of this address; ${remedy}.` }));
}

export function routerOf(routes: readonly Route[], desk: () => Desk): Router {
  const router = Router({ caseSensitive: true });
  for (const route of routes) {
    router
      .route(route.path)
      .get(async ({ params, query }, response) => {
        response.json(await route.answer(desk(), { params, query }));
      })
      .all(onlyReads);
  }
  return router;
}

const onlyReads: RequestHandler = (request, response) => {
  response.set('Allow', 'GET, HEAD');
  throw new HttpProblem(405, `${request.path} can only be read. Ask for it with GET.`);
};
