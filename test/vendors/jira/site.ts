import type { Desk } from '../desk/story.ts';
import type { Named } from './catalogue.ts';
import { type Ask, Refused } from './http.ts';
import type { IssueLook } from './issue-json.ts';
import type { People } from './people.ts';
import type { Issue } from './records.ts';
import type { Shelf } from './shelf.ts';
import type { Traps } from './traps.ts';

/** One Jira: what all endpoints look at. */
export interface Site {
  readonly desk: Desk;
  readonly clock: () => number;
  readonly traps: Traps;
  readonly people: People;
  readonly shelf: Shelf;
  readonly dataCenter: boolean;
  readonly requestTypes: readonly Named[];
  /** Id of a request type by the story's work type. */
  readonly requestTypeIds: ReadonlyMap<string, string>;
  readonly deleted: { readonly issue: Issue; readonly at: number; readonly by: string }[];
}

/** Jira tells no more comments than this in a search. */
export const COMMENTS_IN_SEARCH = 20;
/** Data Center shows times in the zone of its server. */
const SERVER_ZONE = 'Etc/UTC';

export const zoneOf = ({ caller }: Pick<Ask, 'caller'>): string => caller?.person.timeZone ?? SERVER_ZONE;

export function lookOf(site: Site, ask: Ask, comments = 5000): IssueLook {
  return {
    base: ask.base,
    version: ask.version,
    zone: site.dataCenter ? SERVER_ZONE : zoneOf(ask),
    dataCenter: site.dataCenter,
    traps: site.traps,
    asOf: site.clock(),
    requestTypes: site.requestTypeIds,
    comments,
  };
}

/** Words of a parameter: `a,b`, repeated, or a list in a body. */
export function wordsOf(ask: Ask, name: string): string[] | null {
  const said = ask.body[name];
  if (Array.isArray(said)) return said.map(String);
  const written = typeof said === 'string' ? [said] : ask.query.getAll(name);
  return written.length === 0 ? null : written.flatMap((one) => one.split(',')).map((word) => word.trim());
}

/** A number of at least 0 that body or query gives; a larger one than `most` is lowered without a word. */
export function numberOf(ask: Ask, name: string, unless: number, most = Number.POSITIVE_INFINITY): number {
  const said = ask.body[name] ?? ask.query.get(name) ?? unless;
  const number = Number(said);
  if (!Number.isInteger(number) || number < 0) {
    throw new Refused(400, { errorMessages: [`Invalid value for ${name}: ${String(said)}`], errors: {} });
  }
  return Math.min(number, most);
}

/** What a page token holds, in a form nobody should read. */
export const sealed = (holds: unknown): string => Buffer.from(JSON.stringify(holds)).toString('base64url');
export function unsealed(token: string): Record<string, unknown> {
  try {
    const holds: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof holds === 'object' && holds !== null) return holds as Record<string, unknown>;
  } catch {}
  throw new Refused(400, { errorMessages: ['The provided next page token is invalid.'], errors: {} });
}

/** `{startAt, maxResults, total, isLast, values}`, as Jira's platform pages most lists. */
export function platformPage<T>(ask: Ask, all: readonly T[], unless = 50, most = 100) {
  const startAt = numberOf(ask, 'startAt', 0);
  const maxResults = numberOf(ask, 'maxResults', unless, most);
  const values = all.slice(startAt, startAt + maxResults);
  const isLast = startAt + values.length >= all.length;
  return { self: `${ask.base}${ask.path}`, maxResults, startAt, total: all.length, isLast, values };
}

/** `{start, limit, size, isLastPage, values}`, as Jira Service Management pages all its lists; at most 50 at a time. */
export function deskPage<T>(ask: Ask, all: readonly T[]) {
  const start = numberOf(ask, 'start', 0);
  const limit = numberOf(ask, 'limit', 50, 50);
  const values = all.slice(start, start + limit);
  const isLastPage = start + values.length >= all.length;
  const self = `${ask.base}${ask.path}`;
  const next = { next: `${self}?start=${start + limit}&limit=${limit}` };
  const _links = { base: `${ask.base}/rest/servicedeskapi`, context: '', self, ...(!isLastPage && next) };
  return { _expands: [], size: values.length, start, limit, isLastPage, _links, values };
}
