import { type Answer, type Ask, noIssue, ok, type Route, wrong } from './http.ts';
import { changelogJson, commentJson, fieldsAsked, historyJson, issueJson, propertiesJson } from './issue-json.ts';
import { personJson } from './people.ts';
import type { History, Issue } from './records.ts';
import { HISTORIES_CUT, schemaOf } from './search.ts';
import { lookOf, numberOf, platformPage, type Site, sealed, unsealed, wordsOf } from './site.ts';

const HISTORIES_OF_ISSUE = 100;

/** One issue, many by id, their histories and comments. */
export function issueRoutes(site: Site): Route[] {
  const of = (ask: Ask): Issue => issueOf(site, ask.params['id'] ?? '');
  const get = (pattern: string, answer: (ask: Ask) => Answer): Route => ({ method: 'GET', pattern, answer });
  const cloud: Route[] = [
    get('/rest/api/3/issue/{id}/changelog', (ask) => {
      const look = lookOf(site, ask);
      const page = platformPage(ask, of(ask).histories, 100, 100);
      return ok({ ...page, values: page.values.map((one) => historyJson(one, look)) }, page.values.length);
    }),
    { method: 'POST', pattern: '/rest/api/3/issue/bulkfetch', answer: (ask) => bulkIssues(site, ask) },
    { method: 'POST', pattern: '/rest/api/3/changelog/bulkfetch', answer: (ask) => bulkHistories(site, ask) },
  ];
  return [
    get('/rest/api/3/issue/{id}', (ask) => ok(whole(site, ask, of(ask), wordsOf(ask, 'fields') ?? ['*all']), 1)),
    get('/rest/api/3/issue/{id}/comment', (ask) => comments(site, ask, of(ask))),
    get('/rest/api/3/issue/{id}/worklog', (ask) => {
      of(ask);
      return ok({ startAt: 0, maxResults: 5000, total: 0, worklogs: [] });
    }),
    get('/rest/api/3/issue/{id}/properties/{key}', (ask) => {
      const { key = '' } = ask.params;
      const value = Object.entries(propertiesJson(of(ask), [key]))[0]?.[1];
      if (value === undefined) throw wrong(404, `The property with key ${key} was not found`);
      return ok({ key, value });
    }),
    ...(site.dataCenter ? [] : cloud),
  ];
}

function issueOf({ shelf }: Site, idOrKey: string): Issue {
  const issue = shelf.find(idOrKey);
  if (issue === undefined) throw noIssue();
  return issue;
}

function whole(site: Site, ask: Ask, issue: Issue, fields: readonly string[]) {
  const look = lookOf(site, ask);
  const expands = wordsOf(ask, 'expand') ?? [];
  const properties = wordsOf(ask, 'properties') ?? [];
  // Data Center keeps nothing back.
  const cut = site.traps.changelogTruncated ? HISTORIES_CUT : HISTORIES_OF_ISSUE;
  const most = site.dataCenter ? Number.POSITIVE_INFINITY : cut;
  return {
    ...issueJson(issue, fieldsAsked(fields, look), look),
    ...(expands.includes('changelog') && { changelog: changelogJson(issue, most, look) }),
    ...(expands.includes('schema') && { schema: schemaOf(site) }),
    ...(properties.length > 0 && { properties: propertiesJson(issue, properties) }),
  };
}

function comments(site: Site, ask: Ask, issue: Issue): Answer {
  const look = lookOf(site, ask);
  const isDown = /^-/.test(ask.query.get('orderBy') ?? '');
  const page = platformPage(ask, isDown ? issue.comments.toReversed() : issue.comments, 100, 5000);
  const isWide = wordsOf(ask, 'expand')?.includes('properties') ?? false;
  const told = page.values.map((one) => commentJson(issue, one, look, isWide));
  const { startAt, maxResults, total } = page;
  return ok({ startAt, maxResults, total, comments: told }, told.length);
}

function namedIn(ask: Ask, most: number): string[] {
  const named = wordsOf(ask, 'issueIdsOrKeys');
  if (named === null || named.length === 0) throw wrong(400, 'issueIdsOrKeys has to name at least one issue.');
  if (named.length > most) throw wrong(400, `issueIdsOrKeys may name at most ${most} issues.`);
  return named;
}

function bulkIssues(site: Site, ask: Ask): Answer {
  const named = namedIn(ask, 100);
  const found = [...new Set(named.flatMap((one) => site.shelf.find(one) ?? []))];
  const missing = named.filter((one) => site.shelf.find(one) === undefined);
  const fields = wordsOf(ask, 'fields') ?? ['*navigable'];
  const issues = found.map((issue) => whole(site, ask, issue, fields));
  const issueErrors = missing.map((id) => ({
    id,
    errorMessage: 'Issue does not exist or you do not have permission to see it.',
  }));
  return ok({ expand: 'schema,names', issues, issueErrors }, issues.length);
}

/** All issues' histories in one list, cut into pages wherever a page is full; dates are numbers here. */
function bulkHistories(site: Site, ask: Ask): Answer {
  const named = namedIn(ask, 1000);
  const fieldIds = wordsOf(ask, 'fieldIds') ?? [];
  if (fieldIds.length > 10) throw wrong(400, 'fieldIds may name at most 10 fields.');
  const isAsked = ({ items }: History) =>
    fieldIds.length === 0 || items.some((item) => fieldIds.includes(item['fieldId'] ?? ''));
  const asked = Math.max(1, numberOf(ask, 'maxResults', 1000, 10_000));
  const size = site.traps.pagesCutShort ? Math.ceil(asked * 0.4) : asked;
  const token = ask.body['nextPageToken'];
  const skip = token === undefined ? 0 : Number(unsealed(String(token))['skip']);
  const issues = [...new Set(named.flatMap((one) => site.shelf.find(one) ?? []))];
  const all = issues.flatMap((issue) => issue.histories.filter(isAsked).map((history) => ({ issue, history })));
  const page = Map.groupBy(all.slice(skip, skip + size), ({ issue }) => issue.id);
  const look = lookOf(site, ask);
  const issueChangeLogs = [...page].map(([issueId, entries]) => ({
    issueId,
    changeHistories: entries.map(({ history: { id, author, created, items } }) => ({
      id,
      author: personJson(author, look),
      created,
      items,
    })),
  }));
  const next = skip + size < all.length;
  const isStuck = site.traps.tokenTwice && token !== undefined;
  const nextPageToken = isStuck ? token : sealed({ skip: skip + size });
  return ok({ issueChangeLogs, ...((next || isStuck) && { nextPageToken }) }, page.size);
}
