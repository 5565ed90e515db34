import { type Answer, type Ask, ok, type Route, wrong } from './http.ts';
import { changelogJson, fieldsAsked, issueJson, issueRef, propertiesJson, visibleFields } from './issue-json.ts';
import { jqlError, parseJql, type Test } from './jql.ts';
import { type Asker, leastUpdated, matcherOf, namedIssues } from './jql-match.ts';
import type { Issue } from './records.ts';
import type { Place } from './shelf.ts';
import { COMMENTS_IN_SEARCH, lookOf, numberOf, type Site, sealed, unsealed, wordsOf, zoneOf } from './site.ts';

const TOKEN_LASTS = 7 * 86_400_000;
const HISTORIES_IN_SEARCH = 40;
/** With `changelogTruncated` on: desks have few changes an issue. */
export const HISTORIES_CUT = 3;
/** With `indexLag` on: every third issue is not found for so long after a change. */
const LAG = 4 * 60_000;

export function searchRoutes(site: Site): Route[] {
  if (site.dataCenter) {
    const search = (ask: Ask) => oldSearch(site, ask);
    return ['GET', 'POST'].map((method) => ({ method, pattern: '/rest/api/3/search', answer: search }));
  }
  const page = (ask: Ask) => searchPage(site, ask);
  return [
    { method: 'GET', pattern: '/rest/api/3/search/jql', answer: page },
    { method: 'POST', pattern: '/rest/api/3/search/jql', answer: page },
    {
      method: 'POST',
      pattern: '/rest/api/3/search/approximate-count',
      answer: (ask) => ok({ count: count(site, ask) }),
    },
    { method: 'GET', pattern: '/rest/api/3/search', answer: gone },
    { method: 'POST', pattern: '/rest/api/3/search', answer: gone },
  ];
}

function gone(): Answer {
  throw wrong(410, 'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.');
}

/** Every issue that matches, in the order asked for, behind a place. */
function* found(site: Site, ask: Ask, jql: string, after: Place | null): Generator<Issue> {
  const { test, order } = parseJql(jql);
  const asker: Asker = { now: site.clock(), zone: zoneOf(ask) };
  const matches = test === null ? () => true : matcherOf(test, asker);
  const isDown = order[0]?.isDown ?? false;
  const isIndexed = indexOf(site, ask);
  for (const issue of walk(site, test, asker, { field: order[0]?.field ?? 'id', isDown }, after)) {
    if (isIndexed(issue) && matches(issue)) yield issue;
  }
}

function walk(
  { shelf }: Site,
  test: Test | null,
  asker: Asker,
  { field, isDown }: { readonly field: string; readonly isDown: boolean },
  after: Place | null,
): Iterable<Issue> {
  const named = test && namedIssues(test);
  if (named === null && /^updated(date)?$/.test(field)) {
    if (isDown) return shelf.byUpdatedDown(after);
    return shelf.byUpdated(test === null ? Number.NEGATIVE_INFINITY : leastUpdated(test, asker), after);
  }
  const chosen = new Set(named?.flatMap((one) => shelf.find(one) ?? []));
  const byNumber = named === null ? shelf.byNumber : [...chosen].sort((a, b) => a.story.n - b.story.n);
  const isBehind = ({ story: { n } }: Issue) => after === null || (isDown ? n < after.n : n > after.n);
  const found = byNumber.filter(isBehind);
  return isDown ? found.reverse() : found;
}

/** The index learns of a change late; the issues a caller names to be reconciled are looked up afresh. */
function indexOf({ traps, clock, shelf }: Site, ask: Ask): (issue: Issue) => boolean {
  const named = ask.body['reconcileIssues'];
  const ids = Array.isArray(named) ? named.map(String) : [];
  if (ids.length > 50) throw wrong(400, 'No more than 50 issues can be reconciled at once.');
  const fresh = new Set(ids.flatMap((id) => shelf.find(id)?.id ?? []));
  return ({ id, story, updated }) => !traps.indexLag || story.n % 3 !== 0 || updated <= clock() - LAG || fresh.has(id);
}

function jqlOf(ask: Ask): string {
  const jql = ask.body['jql'] ?? ask.query.get('jql') ?? '';
  if (typeof jql !== 'string')
    throw wrong(400, 'Invalid request payload. Refer to the REST API documentation and try again.');
  return jql;
}

function boundedJql(ask: Ask): string {
  const jql = jqlOf(ask);
  if (parseJql(jql).test === null) {
    throw jqlError('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  }
  return jql;
}

function count(site: Site, ask: Ask): number {
  let sum = 0;
  for (const _ of found(site, ask, boundedJql(ask), null)) sum++;
  return sum;
}

function placeOf(site: Site, ask: Ask, jql: string): Place | null {
  const said = 'nextPageToken' in ask.body ? ask.body['nextPageToken'] : ask.query.get('nextPageToken');
  if (said === null || said === undefined) return null;
  const { of, at, updated, n } = unsealed(String(said));
  if (of !== jql || Number(at) + TOKEN_LASTS < site.clock()) {
    throw wrong(400, 'The provided next page token is invalid or expired.');
  }
  return { updated: Number(updated), n: Number(n) };
}

function searchPage(site: Site, ask: Ask): Answer {
  const jql = boundedJql(ask);
  const words = wordsOf(ask, 'fields') ?? ['id'];
  const isThin = words.every((word) => word === 'id' || word === 'key');
  const asked = numberOf(ask, 'maxResults', 50, isThin ? 5000 : 100);
  if (asked === 0) throw wrong(400, 'The maxResults parameter has to be at least 1.');
  const size = site.traps.pagesCutShort ? Math.ceil(asked * 0.4) : asked;
  const issues: Issue[] = [];
  let isLast = true;
  for (const issue of found(site, ask, jql, placeOf(site, ask, jql))) {
    isLast = issues.length < size;
    if (!isLast) break;
    issues.push(issue);
  }
  const last = issues.at(-1);
  const place = { of: jql, at: site.clock(), updated: last?.updated, n: last?.story.n };
  const sent = ask.body['nextPageToken'] ?? ask.query.get('nextPageToken');
  const isStuck = site.traps.tokenTwice && typeof sent === 'string';
  const nextPageToken = isStuck ? sent : sealed(place);
  const told = issues.map(teller(site, ask, isThin ? words : null, words));
  const schema = expandsOf(ask).includes('schema') && { schema: schemaOf(site) };
  return ok(
    { issues: told, ...schema, ...(isLast && !isStuck ? { isLast } : { nextPageToken, isLast: false }) },
    issues.length,
  );
}

/** A comma string; a list is refused. */
function expandsOf(ask: Ask): string[] {
  if (Array.isArray(ask.body['expand']) && ask.path.endsWith('/search/jql')) {
    throw wrong(400, 'Invalid request payload. Refer to the REST API documentation and try again.');
  }
  return wordsOf(ask, 'expand') ?? [];
}

export const schemaOf = (site: Site) => Object.fromEntries(visibleFields(site).map(({ id, schema }) => [id, schema]));

function teller(site: Site, ask: Ask, thin: readonly string[] | null, words: readonly string[]) {
  const look = lookOf(site, ask, COMMENTS_IN_SEARCH);
  const fields = fieldsAsked(words, look);
  const expands = expandsOf(ask);
  const properties = wordsOf(ask, 'properties') ?? [];
  if (properties.length > 5) throw wrong(400, 'No more than 5 properties can be requested.');
  const most = site.traps.changelogTruncated ? HISTORIES_CUT : HISTORIES_IN_SEARCH;
  return (issue: Issue) => {
    if (thin?.includes('key') === false) return { id: issue.id };
    if (thin !== null) return issueRef(issue, look);
    return {
      ...issueJson(issue, fields, look),
      ...(expands.includes('changelog') && { changelog: changelogJson(issue, most, look) }),
      ...(properties.length > 0 && { properties: propertiesJson(issue, properties) }),
    };
  };
}

/** Data Center's: offsets, a total, no bound, and more than 1000 at a time lowered without a word. */
function oldSearch(site: Site, ask: Ask): Answer {
  const startAt = numberOf(ask, 'startAt', 0);
  const asked = numberOf(ask, 'maxResults', 50, 1000);
  const size = site.traps.pagesCutShort ? Math.ceil(asked * 0.4) : asked;
  const all = ask.caller === null ? [] : [...found(site, ask, jqlOf(ask), null)];
  const issues = all
    .slice(startAt, startAt + size)
    .map(teller(site, ask, null, wordsOf(ask, 'fields') ?? ['*navigable']));
  return ok({ expand: 'schema,names', startAt, maxResults: size, total: all.length, issues });
}
