import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Page, Stream } from '../../../src/connector/remote.ts';
import type { ListedIssue } from './answers.ts';
import { cursorAs } from './cursor.ts';
import { listed } from './listing.ts';
import { mustGoOn, type TokenPage } from './paging.ts';
import { DAWN, isBadQuery, queryOf, searchPage, since } from './search.ts';
import type { Site } from './site.ts';

/**
 * An issue that has just been changed may be missing from the index for minutes: each run begins so long before the
 * latest change that was seen (connectors.md 2.2).
 */
const OVERLAP_MS = 10 * 60_000;

/** Where the run began, the latest change seen, and, within changes of one instant, the token and how many pages of it. */
const cursor = z.object({ start: z.number(), from: z.number(), token: z.string().nullable(), pages: z.number() });
type Cursor = z.output<typeof cursor>;

/**
 * Issues by their last change. Each page is a query of its own, from the latest change of the page before on: an issue
 * that is changed meanwhile moves to the end and pushes none over the edge of a page, and no token can end in between.
 */
export function changedTickets(site: Site): Stream {
  return {
    name: 'tickets',
    start: (at) => {
      const start = at === null ? DAWN : at - OVERLAP_MS;
      return JSON.stringify({ start, from: start, token: null, pages: 0 });
    },
    page: async (written, lane) => {
      const at = cursorAs(cursor, written);
      return pageOf(at, await fetched(site, at, lane));
    },
  };
}

async function fetched(site: Site, { from, token }: Cursor, lane: Lane): Promise<TokenPage<ListedIssue>> {
  const query = { jql: queryOf(site, since('updated', from), 'updated ASC, key ASC'), fields: ['updated'] };
  try {
    return await searchPage(site, query, token, lane);
  } catch (error) {
    // Tokens end after 7 days: then from the instant they were in.
    if (token !== null && isBadQuery(error)) return searchPage(site, query, null, lane);
    throw error;
  }
}

function pageOf({ start, from, token, pages }: Cursor, { values, next }: TokenPage<ListedIssue>): Page {
  const tickets = values.map(listed);
  const times = tickets.flatMap(({ updatedAt }) => updatedAt ?? []);
  const reached = times.length === 0 ? null : Math.max(...times);
  const latest = Math.max(from, reached ?? from);
  const go = (to: Cursor, end: boolean) => ({ listed: tickets, found: [], next: JSON.stringify(to), end, reached });
  if (next === null) {
    const again = Math.max(start, latest - OVERLAP_MS);
    return go({ start: again, from: again, token: null, pages: 0 }, true);
  }
  if (latest > from) return go({ start, from: latest, token: null, pages: 0 }, false);
  mustGoOn('issues', token, next, pages + 1);
  return go({ start, from, token: next, pages: pages + 1 }, false);
}
