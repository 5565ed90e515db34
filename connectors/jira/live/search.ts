import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { instantOf } from '../reading.ts';
import { moment, own } from '../schema.ts';
import { type ListedIssue, listedIssue, readAs } from './answers.ts';
import { byToken, type TokenPage } from './paging.ts';
import type { Site } from './site.ts';

export interface Query {
  readonly jql: string;
  readonly fields: readonly string[];
}

const PAGE = 100;
/** No issue is older than Jira. A query without any bound is refused. */
export const DAWN: Instant = Date.UTC(2000, 0, 1);

const cloudPage = z.object({
  issues: z.array(listedIssue),
  isLast: z.boolean().nullish(),
  nextPageToken: z.string().nullish(),
});
const offsetPage = z.object({ issues: z.array(listedIssue), startAt: z.number(), total: z.number() });

/** One page of what a query finds. Cloud goes on by a token; Data Center by an offset, which is then the token. */
export async function searchPage(site: Site, { jql, fields }: Query, token: string | null, lane: Lane) {
  const asked = { jql, fields, maxResults: PAGE };
  return site.isCloud
    ? cloudSearch(site, { ...asked, ...(token !== null && { nextPageToken: token }) }, lane)
    : offsetSearch(site, { ...asked, startAt: Number(token ?? 0) }, lane);
}

/** The end is said by `isLast`, or by no token. */
async function cloudSearch(site: Site, json: object, lane: Lane): Promise<TokenPage<ListedIssue>> {
  const path = site.api('/search/jql');
  const { data } = await site.ask({ method: 'POST', path, json, lane, bucket: 'search' });
  const { issues, isLast, nextPageToken } = readAs('list of issues', cloudPage, data);
  return { values: issues, next: isLast === true ? null : (nextPageToken ?? null) };
}

/** The page size is lowered without a word: the end is said by the total alone. */
async function offsetSearch(site: Site, json: object, lane: Lane): Promise<TokenPage<ListedIssue>> {
  const path = site.api('/search');
  const { data } = await site.ask({ method: 'POST', path, json, lane, bucket: 'search' });
  const { issues, startAt, total } = readAs('list of issues', offsetPage, data);
  const reached = startAt + issues.length;
  return { values: issues, next: reached >= total ? null : String(reached) };
}

/** Its query cannot be run: a field that is not to be searched, a token that has ended. */
export const isBadQuery = (error: unknown): boolean => error instanceof SourceTrouble && error.status === 400;

export const searchAll = (site: Site, query: Query, lane: Lane): AsyncGenerator<readonly ListedIssue[]> =>
  byToken('issues', (token) => searchPage(site, query, token, lane));

/**
 * Times in a query are milliseconds since the epoch: written as dates they would be minutes of the account's own time
 * zone. There is no upper bound: an issue that is changed all the time would stay beyond it for ever.
 */
export const since = (field: string, at: Instant): string => `${field} >= ${Math.max(at, DAWN)}`;

export function queryOf({ from }: Site, condition: string, order: string): string {
  const projects = from.only.map((key) => `"${key}"`).join(', ');
  return `${projects === '' ? '' : `project in (${projects}) AND `}${condition} ORDER BY ${order}`;
}

/** Null: there is none that can be read. */
export const timeIn = ({ fields }: Pick<ListedIssue, 'fields'>, field: string): Instant | null =>
  instantOf(moment.catch(null).parse(own(fields, field) ?? null));
