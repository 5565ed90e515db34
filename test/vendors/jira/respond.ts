import type { IncomingMessage } from 'node:http';
import { CLOUD_ID, type Gate } from './auth.ts';
import { type Answer, type Ask, type Caller, type makeRouter, noPath, ok, Refused, readBody } from './http.ts';
import type { Limits } from './limits.ts';
import type { Site } from './site.ts';

export interface House {
  readonly site: Site;
  readonly gate: Gate;
  readonly limits: Limits;
  readonly find: ReturnType<typeof makeRouter>;
  readonly url: string;
}

const GATEWAY = /^\/ex\/jira\/([^/]+)(\/.*)$/;
const VERSIONED = /^\/rest\/api\/(2|3|latest)\//;

/** Finds out what is asked of whom by whom, and has it answered. `endpoint` is its name for the counts. */
export async function respond(request: IncomingMessage, house: House): Promise<{ endpoint: string; answer: Answer }> {
  const { method = 'GET', headers } = request;
  const { pathname, searchParams: query } = new URL(request.url ?? '/', house.url);
  const [, cloudId, behind] = house.site.dataCenter ? [] : (GATEWAY.exec(pathname) ?? []);
  const inner = behind ?? pathname;
  const isGateway = behind !== undefined;
  const word = VERSIONED.exec(inner)?.[1];
  const version = word === '3' ? '3' : '2';
  const path = inner.replace(VERSIONED, '/rest/api/3/');
  const hit = house.site.dataCenter && word === '3' ? null : house.find(method, path);
  const pattern = hit?.route.pattern.replace('/rest/api/3/', `/rest/api/${word}/`) ?? inner.replace(/\d+/g, '{id}');
  const endpoint = `${method} ${pattern}`;
  try {
    const body = await readBody(request);
    const plain = isGateway ? null : outside(method, inner, body, headers, house);
    if (plain !== null) return { endpoint, answer: plain };
    if (isGateway && cloudId !== CLOUD_ID) throw new Refused(404, { code: 404, message: 'Not Found' });
    const caller = hit?.route.open === true ? null : house.gate.callerOf(headers, isGateway);
    if (hit === null) throw noPath(`${house.url}${inner}`);
    const base = isGateway ? `${house.url}/ex/jira/${CLOUD_ID}` : house.url;
    const ask = { method, path, version, isGateway, base, params: hit.params, query, body, headers, caller } as const;
    return { endpoint, answer: guarded(house, endpoint, ask, hit.route.answer, hit.route.open ?? false) };
  } catch (error) {
    if (error instanceof Refused) return { endpoint, answer: error.answer };
    throw error;
  }
}

/** What is asked of no Jira in particular. */
function outside(
  method: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
  headers: IncomingMessage['headers'],
  { site, gate, url }: House,
): Answer | null {
  if (site.dataCenter) return null;
  if (method === 'GET' && path === '/_edge/tenant_info') return ok({ cloudId: CLOUD_ID });
  if (method === 'POST' && path === '/oauth/token') return gate.token(body);
  if (method === 'GET' && path === '/oauth/token/accessible-resources') return gate.resources(headers, url);
  return null;
}

function guarded(
  { site, limits }: House,
  endpoint: string,
  ask: Ask,
  answer: (ask: Ask) => Answer,
  isOpen: boolean,
): Answer {
  const { caller } = ask;
  const held = isOpen ? null : limits.before(endpoint, caller);
  if (held !== null) return held;
  if (caller === null && !isOpen && !ask.path.endsWith('/search')) {
    throw new Refused(401, { errorMessages: ['You do not have the permission to see this. Log in.'], errors: {} });
  }
  const said = answer(ask);
  return { ...said, headers: { ...said.headers, ...limits.after(said, caller), ...named(site, caller) } };
}

/** Only Data Center says whom it took the caller for. */
const named = ({ dataCenter }: Site, caller: Caller | null): Readonly<Record<string, string>> =>
  dataCenter ? { 'x-ausername': caller?.person.name ?? 'anonymous' } : {};
