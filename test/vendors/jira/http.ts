import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person } from './people.ts';

type Json = Readonly<Record<string, unknown>>;

/** Who asks, and with what rights. */
export interface Caller {
  readonly person: Person;
  readonly kind: 'token' | 'scoped' | 'oauth' | 'personal';
}

export interface Ask {
  readonly method: string;
  /** Without the gateway's part, as version 3 where it has a version. */
  readonly path: string;
  readonly version: '2' | '3';
  /** Whether it came through `/ex/jira/{cloudId}`. */
  readonly isGateway: boolean;
  /** What addresses in the answer begin with. */
  readonly base: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly headers: IncomingMessage['headers'];
  /** Null: nobody in particular; what is open to all, and Data Center's anonymous. */
  readonly caller: Caller | null;
}

export interface Answer {
  readonly status: number;
  /** Text is sent as a page; undefined is nothing; else JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Points of the hourly quota, beside the one of each request. */
  readonly cost?: number;
}

export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly open?: boolean;
  readonly answer: (ask: Ask) => Answer;
}

export class Refused extends Error {
  readonly answer: Answer;
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`refused with ${status}`);
    this.answer = { status, body, headers };
  }
}

export const ok = (body: unknown, cost = 0): Answer => ({ status: 200, body, cost });
/** An error as Jira's platform words it. */
export const wrong = (status: number, words: string) => new Refused(status, { errorMessages: [words], errors: {} });
export const noIssue = () => wrong(404, 'Issue does not exist or you do not have permission to see it.');
/** As its web layer does, where nothing answers to a path. */
export const noPath = (path: string) => new Refused(404, { message: `null for uri: ${path}`, 'status-code': 404 });

/** Finds the route of a method and a path, and what stands in the path's `{…}`. */
export function makeRouter(routes: readonly Route[]) {
  const table = routes.map((route) => ({ route, parts: route.pattern.split('/') }));
  return (method: string, path: string) => {
    const parts = path.split('/');
    for (const { route, parts: wanted } of table) {
      if (route.method !== method || wanted.length !== parts.length) continue;
      const params: Record<string, string> = {};
      const fits = wanted.every((want, i) => {
        const part = parts[i] ?? '';
        if (!want.startsWith('{')) return want === part;
        params[want.slice(1, -1)] = decodeURIComponent(part);
        return part !== '';
      });
      if (fits) return { route, params };
    }
    return null;
  };
}

/** Reads a body that has to be an object of JSON or a form; nothing is an empty one. */
export async function readBody(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return {};
  if (request.headers['content-type']?.includes('form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json;
  } catch {}
  throw wrong(400, 'Invalid request payload. Refer to the REST API documentation and try again.');
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const isPage = typeof body === 'string';
  const content = body === undefined ? '' : isPage ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': isPage ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8',
    'content-length': String(Buffer.byteLength(content)),
    ...headers,
  });
  response.end(content);
}

export async function listen(
  answer: (request: IncomingMessage) => Promise<Answer>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    answer(request).then(
      (said) => send(response, said),
      (error: unknown) =>
        send(response, error instanceof Refused ? error.answer : { status: 500, body: { message: String(error) } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
