import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Account } from './account.ts';
import { type Auth, assertScope } from './auth.ts';
import type { Buckets } from './limits.ts';
import { notFound, Refusal, refusalBody } from './refusal.ts';
import { type Asked, type Caller, objectIn, type Route } from './route.ts';

export interface Site {
  readonly account: Account;
  readonly auth: Auth;
  readonly buckets: Buckets;
  readonly routes: readonly Route[];
  readonly asked: Map<string, number>;
  readonly isUp: () => boolean;
  readonly base: () => string;
}

const EVERY_FIFTH = 5;
const SLOW_MS = 250;
const HTML =
  '<!DOCTYPE html><html><head><title>Be right back</title></head><body>We are being looked after.</body></html>';
const LONGEST_BODY = 1_000_000;

/** Answers by the routes, through whatever traps are on. */
export function serverOf(site: Site): Server {
  const patterns = site.routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  const find = (method: string, path: string) => {
    const there = patterns.filter(({ pattern }) => pattern.test(path));
    const found = there.find(({ route }) => route.method === method);
    return found === undefined ? null : { route: found.route, ids: found.pattern.exec(path)?.slice(1) ?? [] };
  };
  const trips = { requests: 0, errors: 0 };
  return createServer((request, response) => {
    answer(site, find, trips, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
}

/** An id is digits, or a ULID or UUID, which have digits and hyphens too; a word of the path is neither. */
const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('{id}', '((?=[^/]*\\d)[A-Za-z0-9-]+)')}$`);

type Find = (method: string, path: string) => { readonly route: Route; readonly ids: readonly string[] } | null;

async function answer(
  site: Site,
  find: Find,
  trips: { requests: number; errors: number },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { account, asked: counts } = site;
  const { traps } = account;
  const url = new URL(request.url ?? '/', site.base());
  const path = url.pathname.replace(/\.json$/, '').replace(/(?<=.)\/$/, '');
  const method = request.method ?? 'GET';
  const found = find(method, path);
  const name = `${method} ${found?.route.path ?? path}`;
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  count(name);
  const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    count(`${name} ${status}`);
    write(response, status, body, headers, traps.numbersAsText);
  };
  const body = await bodyOf(request);
  if (!site.isUp()) return send(503, 'Service Unavailable');
  if (traps.slowAnswers) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  trips.requests++;
  if (traps.htmlErrorWith200 && trips.requests % EVERY_FIFTH === 0)
    return send(200, HTML, { 'Content-Type': 'text/html' });
  let headers: Record<string, string> = {};
  try {
    account.advance(account.clock());
    headers = site.buckets.count(account.clock(), found?.route.bucket, traps);
    if (found === null) throw notFound();
    const caller = callerOf(site, found.route, request.headers.authorization);
    const { route, ids } = found;
    const asked: Asked = { account, base: site.base(), path, ids, query: url.searchParams, body, caller };
    send(route.status ?? 200, route.answer(asked), headers);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const shape = traps.fourErrorShapes ? trips.errors++ % 4 : 0;
    send(error.status, refusalBody(error, shape), { ...headers, ...error.headers });
  }
}

/** Who asks. Whoever asks who they are is told nobody, with the trap on, rather than refused. */
function callerOf({ account, auth }: Site, route: Route, header: string | undefined): Caller | null {
  const { traps } = account;
  const isForgiving = route.path === '/oauth/tokens' || (route.path === '/api/v2/users/me' && traps.anonymousMe);
  try {
    const caller = auth.caller(header, account.clock(), traps.tokenExpires);
    if (caller === null && !isForgiving) throw new Refusal(401, "Couldn't authenticate you", 'Nobody is logged in');
    if (caller !== null && route.of !== 'free') assertScope(caller, route);
    return caller;
  } catch (error) {
    if (isForgiving) return null;
    throw error;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  if (request.method === 'GET' || request.method === 'HEAD') return {};
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > LONGEST_BODY) return {};
    chunks.push(chunk as Buffer);
  }
  try {
    return objectIn(JSON.parse(Buffer.concat(chunks).toString()));
  } catch {
    return {};
  }
}

function write(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
  areIdsText: boolean,
): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'Content-Type': type, ...headers });
  if (status === 204 || body === undefined) response.end();
  else response.end(isText ? body : JSON.stringify(body, areIdsText ? idsAsText : undefined));
}

/** With the trap on, every id is text, wherever it stands. */
function idsAsText(key: string, value: unknown): unknown {
  const isId = key === 'id' || key.endsWith('_id');
  return isId && typeof value === 'number' ? String(value) : value;
}
