import { makeDesk } from '../desk/make-desk.ts';
import type { Desk, Happening, TicketStory } from '../desk/story.ts';
import { ZENDESK_LOGIN } from './auth.ts';
import { startZendesk, type ZendeskOptions, type ZendeskStandIn } from './zendesk.ts';

/** A small desk in a stand-in, its whole month told, and somebody who may read. */
export interface Asking {
  readonly zendesk: ZendeskStandIn;
  readonly desk: Desk;
  /** The clock, milliseconds UTC. */
  now: number;
  /** The body of an answer; a path or a whole address. */
  get(path: string): Promise<Body>;
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
}

/** JSON as it came, to be looked into. */
// biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at key by key.
export type Body = any;

export const START = Date.UTC(2026, 2, 2, 8);
export const END = START + 30 * 86_400_000;

const LEGACY_LOGIN = `Basic ${Buffer.from(`${ZENDESK_LOGIN.email}/token:${ZENDESK_LOGIN.apiToken}`).toString('base64')}`;

export function told(desk: Desk): { story: TicketStory; happening: Happening }[] {
  return desk.tickets
    .flatMap((story) => story.happenings.map((happening) => ({ story, happening })))
    .sort((a, b) => a.happening.at - b.happening.at);
}

export async function askingDesk(
  more: Partial<ZendeskOptions> & { readonly tickets?: number; readonly isTold?: boolean } = {},
): Promise<Asking> {
  const { tickets = 80, isTold = true, ...options } = more;
  const desk = makeDesk({ seed: 5, agents: 12, tickets, start: START, end: END });
  const state = { now: START };
  const zendesk = await startZendesk({ desk, clock: () => state.now, webhookSecret: 'secret', ...options });
  for (const { story, happening } of isTold ? told(desk) : []) {
    state.now = happening.at;
    zendesk.happen(story, happening);
  }
  if (isTold) state.now = END;
  const ask: Asking['ask'] = (method, path, body, headers = {}) =>
    fetch(path.startsWith('http') ? path : `${zendesk.url}${path}`, {
      method,
      headers: { authorization: LEGACY_LOGIN, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    zendesk,
    desk,
    get now() {
      return state.now;
    },
    set now(at) {
      state.now = at;
    },
    ask,
    get: async (path) => (await ask('GET', path)).json(),
  };
}

/** All rows of a list, by whichever of the two ways of paging it answers. */
export async function allRows({ get }: Asking, path: string, name: string): Promise<Body[]> {
  const rows: Body[] = [];
  for (let next: string | null = path; next !== null; ) {
    const page: Body = await get(next);
    rows.push(...page[name]);
    next = page.links === undefined ? page.next_page : page.links.next;
  }
  return rows;
}

/** All rows of an export by time, until it says that it is at its end. */
export async function exportByTime({ get }: Asking, path: string, name: string): Promise<Body[]> {
  const rows: Body[] = [];
  for (let next = path; ; ) {
    const page = await get(next);
    rows.push(...page[name]);
    if (page.end_of_stream) return rows;
    next = page.next_page;
  }
}

/** All pages of an export by cursor. */
export async function exportByCursor({ get }: Asking, path: string): Promise<Body[]> {
  const pages: Body[] = [];
  for (let next = path; ; ) {
    const page = await get(next);
    pages.push(page);
    if (page.end_of_stream) return pages;
    next = page.after_url;
  }
}
