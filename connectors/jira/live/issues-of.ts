import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import { text } from '../schema.ts';
import { readAs, type WholeIssue, wholeIssue } from './answers.ts';
import { allOf, byToken } from './paging.ts';
import type { Site } from './site.ts';

export interface IssueAndHistory {
  readonly issue: WholeIssue;
  readonly histories: readonly unknown[];
  /** How many there are of them. */
  readonly total: number;
}

/** `properties=`: how a request came in. */
const CHANNEL = 'request.channel.type';
const HISTORIES_A_PAGE = 1_000;

const issueList = z.object({ issues: z.array(wholeIssue) });
const logPage = z.object({
  issueChangeLogs: z.array(z.object({ issueId: text, changeHistories: z.array(z.unknown()) })),
  nextPageToken: z.string().nullish(),
});

/**
 * Issues first, histories then: what changes in between is told by the history, later. What `expand=changelog` gives is
 * cut short, so histories are asked for by themselves, to the end.
 */
export async function cloudIssues(site: Site, ids: readonly string[], fields: readonly string[], lane: Lane) {
  const json = { issueIdsOrKeys: ids, fields, properties: [CHANNEL] };
  const { data } = await site.ask({ method: 'POST', path: site.api('/issue/bulkfetch'), json, lane, bucket: 'issues' });
  const { issues } = readAs('issues', issueList, data);
  const there = issues.map(({ id }) => id);
  const histories = there.length === 0 ? new Map<string, unknown[]>() : await historiesOf(site, there, lane);
  return issues.map((issue): IssueAndHistory => {
    const all = histories.get(issue.id) ?? [];
    return { issue, histories: all, total: all.length };
  });
}

/** By issue; one issue's may be spread over several pages. */
export async function historiesOf(site: Site, ids: readonly string[], lane: Lane): Promise<Map<string, unknown[]>> {
  const path = site.api('/changelog/bulkfetch');
  const pages = byToken('histories', async (token) => {
    const json = { issueIdsOrKeys: ids, maxResults: HISTORIES_A_PAGE, ...(token !== null && { nextPageToken: token }) };
    const { data } = await site.ask({ method: 'POST', path, json, lane, bucket: 'histories' });
    const { issueChangeLogs, nextPageToken } = readAs('list of histories', logPage, data);
    return { values: issueChangeLogs, next: nextPageToken ?? null };
  });
  const byIssue = new Map<string, unknown[]>();
  for (const { issueId, changeHistories } of await allOf(pages)) {
    byIssue.set(issueId ?? '', [...(byIssue.get(issueId ?? '') ?? []), ...changeHistories]);
  }
  return byIssue;
}

const ownIssue = wholeIssue.extend({
  changelog: z.object({ histories: z.array(z.unknown()), total: z.number().nullish() }),
});

/** Data Center has nothing for many issues at once, and cuts nothing short. */
export async function dataCenterIssues(site: Site, ids: readonly string[], fields: readonly string[], lane: Lane) {
  const query = { fields: fields.join(','), expand: 'changelog', properties: CHANNEL };
  const read = await Promise.all(
    ids.map(async (id): Promise<IssueAndHistory[]> => {
      const path = site.api(`/issue/${id}`);
      const { status, data } = await site.ask({ path, query, lane, bucket: 'issues', also: [404] });
      if (status === 404) return [];
      const { changelog, ...issue } = readAs('issue', ownIssue, data);
      const { histories, total } = changelog;
      return [{ issue, histories, total: Math.max(total ?? 0, histories.length) }];
    }),
  );
  return read.flat();
}

/** Webhooks of rules may name an issue by its key. Null: there is none. */
export async function idOfKey(site: Site, key: string, lane: Lane): Promise<string | null> {
  const path = site.api(`/issue/${encodeURIComponent(key)}`);
  const { status, data } = await site.ask({ path, query: { fields: 'updated' }, lane, bucket: 'issues', also: [404] });
  return status === 404 ? null : readAs('issue', wholeIssue, data).id;
}
