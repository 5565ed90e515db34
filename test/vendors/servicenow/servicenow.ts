import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StandIn, StandInOptions } from '../desk/stand-in.ts';
import type { Happening, TicketStory } from '../desk/story.ts';
import { Access } from './access.ts';
import { batch } from './batch.ts';
import { addCatalogue } from './catalogue.ts';
import { DueQueue } from './due-queue.ts';
import { keep } from './incident.ts';
import { Instance } from './instance.ts';
import { incidentId } from './names.ts';
import { addOthers } from './others.ts';
import { API_USER, addPeople } from './people.ts';
import { list, record, stats, tableOf } from './read-endpoints.ts';
import { type Ask, failure, LOGIN_PAGE, NO_RESOURCE, type Reply, result } from './reply.ts';
import { Table } from './table.ts';
import type { ServiceNowTrap } from './traps.ts';
import { Webhooks } from './webhooks.ts';
import { change, create, remove } from './write-endpoints.ts';

/**
 * A ServiceNow instance that keeps the desk's tickets as incidents.
 *
 * Endpoints (access.ts: OAuth, Basic, API key; `CREDENTIALS`):
 * - `POST /oauth_token.do`: client_credentials, password
 * - `GET /api/now[/v1|/v2]/table/{table}` and `/{id}`: tables of columns.ts; sysparm_query, fields, limit, offset,
 *   display_value, exclude_reference_link, no_count, suppress_pagination_header. Query parts not understood are dropped.
 * - `POST`, `PATCH`, `PUT`, `DELETE` of the same: sys_script and sys_properties, which is how a webhook is registered
 * - `GET /api/now[/v1]/stats/{table}`: sysparm_count, query, group_by, min_fields, max_fields
 * - `POST /api/now/v1/batch`
 * - `POST /api/x_stpl_sig/v1/ping`: our app sends a test signal
 *
 * Traps: traps.ts. Always: ties within a second, dropped query parts, resolved_at kept after a reopening, no audit of what
 * a record was inserted with, task_sla counters of their last update, another's webhook, the platform no user.
 */
export async function startServiceNow(options: StandInOptions): Promise<StandIn<ServiceNowTrap>> {
  const { desk, clock, webhookSecret } = options;
  const instance = new Instance();
  const webhooks = new Webhooks(instance, clock, webhookSecret);
  const access = new Access(instance.traps, clock);
  const begin = desk.tickets[0]?.happenings[0]?.at ?? clock();
  const setUp = { login: 'admin', at: begin - YEAR };
  addPeople(instance, desk, setUp);
  addCatalogue(instance, setUp);
  instance.rules = (table, row, operation) => webhooks.onWrite(table, row, operation);

  const late = new LateCommits(instance);
  const asked = new Map<string, number>();
  const standIn: StandIn<ServiceNowTrap> = {
    url: '',
    traps: instance.traps,
    asked,
    up: true,
    idOf: (story) => incidentId(story.n),
    happen: (story, happening) => late.happen(story, happening),
    takeWebhooks() {
      late.advance(clock());
      return webhooks.take();
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
  const answer = (ask: Ask): Reply => {
    if (!standIn.up) return { status: 503, body: '<html><body>Service Unavailable</body></html>' };
    late.advance(clock());
    if (instance.traps.htmlLoginPageWith200) return LOGIN_PAGE;
    if (ask.path === '/oauth_token.do' && ask.method === 'POST') return access.token(ask);
    if (!ask.path.startsWith('/api/')) return { status: 404, body: '<html><body>Page not found</body></html>' };
    return access.refusal(ask) ?? route(instance, webhooks, ask, { url: standIn.url, at: clock() });
  };
  const server = createServer((request, response) => {
    serve(request, response, (ask) => {
      const reply = answer(ask);
      count(asked, ask, reply.status);
      return reply;
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(standIn, { url });
}

const YEAR = 365 * 86_400_000;

/** Tells the instance what happens, at once or, with the trap, when its transaction has ended. */
class LateCommits {
  readonly #instance: Instance;
  readonly #waiting = new DueQueue();
  /** When a ticket's last happening is seen: none overtakes another of the same ticket. */
  readonly #seenAt = new Map<number, number>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  happen(story: TicketStory, happening: Happening): void {
    const { at } = happening;
    this.advance(at);
    const delay = this.#instance.traps.lateCommits ? ((story.n * 7919 + at / 1000) % 91) * 1000 : 0;
    const seen = Math.max(at + delay, this.#seenAt.get(story.n) ?? 0);
    this.#seenAt.set(story.n, seen);
    this.#waiting.add(seen, () => {
      if (happening.kind === 'opened') addOthers(this.#instance, story.n, at);
      keep(this.#instance, story, happening);
    });
    this.advance(at);
  }

  advance(now: number): void {
    this.#waiting.runUntil(now);
    this.#instance.jobs.runUntil(now);
  }
}

/** Ids replaced, and what was not answered well once more by its status. */
function count(asked: Map<string, number>, { method, path }: Ask, status: number): void {
  const name = `${method} ${path.replace(/\/[0-9a-f]{32}(?=\/|$)/g, '/{id}')}`;
  for (const key of status < 300 ? [name] : [name, `${name} ${status}`]) asked.set(key, (asked.get(key) ?? 0) + 1);
}

function route(instance: Instance, webhooks: Webhooks, ask: Ask, here: { url: string; at: number }): Reply {
  const { method, path } = ask;
  if (method === 'POST' && /^\/api\/now(\/v1)?\/batch$/.test(path)) {
    return batch(ask, (part) => route(instance, webhooks, part, here));
  }
  if (method === 'POST' && path === '/api/x_stpl_sig/v1/ping') {
    return webhooks.ping() ? result({ sent: true }) : NO_RESOURCE;
  }
  const [, kind, name = '', id] = /^\/api\/now(?:\/v[12])?\/(table|stats)\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (kind === undefined) return NO_RESOURCE;
  const table = tableOf(instance, name);
  if (!(table instanceof Table)) return table;
  const by = { login: API_USER.login, at: here.at };
  if (kind === 'stats') return method === 'GET' && id === undefined ? stats(instance, table, ask) : NO_RESOURCE;
  if (id === undefined) {
    if (method === 'GET') return list(instance, table, ask, here.url);
    return method === 'POST' ? create(instance, table, ask, here.url, by) : NO_METHOD;
  }
  if (method === 'GET') return record(instance, table, id, ask, here.url);
  if (method === 'DELETE') return remove(instance, table, id);
  const isChange = method === 'PATCH' || method === 'PUT';
  return isChange ? change(instance, table, id, ask, here.url, by) : NO_METHOD;
}

const NO_METHOD = failure(405, 'Method not supported');

function serve(request: IncomingMessage, response: ServerResponse, answer: (ask: Ask) => Reply): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    const headers = request.headers as Record<string, string | undefined>;
    const body = Buffer.concat(chunks).toString();
    const reply = answer({ method: request.method ?? 'GET', path: pathname, params: searchParams, headers, body });
    const isPage = typeof reply.body === 'string';
    const type = isPage ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8';
    response.writeHead(reply.status, { 'content-type': type, ...reply.headers });
    response.end(isPage ? reply.body : reply.body === undefined ? '' : JSON.stringify(reply.body));
  });
}
