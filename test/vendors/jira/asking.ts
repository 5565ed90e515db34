import { makeDesk } from '../desk/make-desk.ts';
import { CREDENTIALS } from './auth.ts';
import { type JiraOptions, type JiraStandIn, startJira } from './stand-in.ts';

const START = Date.UTC(2026, 2, 2);
const END = START + 12 * 86_400_000;
export const SECRET = 'shared-with-jira';

/** biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came. */
export type Said = any;

export interface Reply {
  readonly status: number;
  readonly body: Said;
  readonly headers: Headers;
}

const basic = (name: string, word: string) => `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}`;
export const CLASSIC = basic(CREDENTIALS.email, CREDENTIALS.apiToken);
export const SCOPED = basic(CREDENTIALS.email, CREDENTIALS.scopedToken);

/** A small desk all of which has happened, in order of time. */
export async function livedDesk(options: Partial<JiraOptions> = {}, traps: Partial<JiraStandIn['traps']> = {}) {
  const desk = makeDesk({ seed: 7, agents: 9, tickets: 60, start: START, end: END });
  const time = { now: START };
  const jira = await startJira({ desk, clock: () => time.now, webhookSecret: SECRET, ...options });
  Object.assign(jira.traps, traps);
  const life = desk.tickets.flatMap((story) => story.happenings.map((happening) => ({ story, happening })));
  for (const { story, happening } of life.sort((a, b) => a.happening.at - b.happening.at)) {
    time.now = happening.at;
    jira.happen(story, happening);
  }
  time.now = END;
  return { desk, jira, time, ...asking(jira) };
}

export function asking(jira: JiraStandIn, authorization = CLASSIC, base = jira.url) {
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Reply> => {
    const headers = { authorization, 'content-type': 'application/json', ...more };
    const request = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(base + path, request);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  const get = (path: string, more?: Record<string, string>) => ask('GET', path, undefined, more);
  const post = (path: string, body: unknown) => ask('POST', path, body);
  return { ask, get, post };
}

type Post = (path: string, body: unknown) => Promise<Reply>;

/** Pages as the vendor says: until `isLast`, never the same token twice. */
export async function searchAll(post: Post, jql: string, more: Record<string, unknown> = {}): Promise<Said[]> {
  const issues: Said[] = [];
  const seen = new Set<string>();
  for (let nextPageToken: string | undefined; ; ) {
    const { status, body } = await post('/rest/api/3/search/jql', { jql, nextPageToken, ...more });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    issues.push(...body.issues);
    if (body.isLast || body.nextPageToken === undefined) return issues;
    if (seen.has(body.nextPageToken)) throw new Error('the same token twice');
    seen.add(body.nextPageToken);
    nextPageToken = body.nextPageToken;
  }
}

export const ALL = 'project in (ITSM, NET) AND updated >= 1000000000000 ORDER BY updated ASC, key ASC';
