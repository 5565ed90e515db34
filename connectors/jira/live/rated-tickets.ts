import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Page, Stream } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { ListedIssue } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { cursorAs } from './cursor.ts';
import { toRead } from './listing.ts';
import { mustGoOn, type TokenPage } from './paging.ts';
import { isBadQuery, type Query, queryOf, searchPage, since, timeIn } from './search.ts';
import type { Site } from './site.ts';

/** As with changes: the index learns of a rating late. */
const OVERLAP_MS = 10 * 60_000;
/** How often it is looked for ratings: no webhook tells of them, and nobody waits for one. */
const EVERY_MS = 5 * 60_000;
/** Who reads all tickets reads their ratings with them: only those given meanwhile are to be looked for. */
const FIRST_MS = 24 * 3_600_000;

const keys = z.array(z.object({ issue: z.string(), at: z.number() }));
/** `known`: listed by the last round, and within this one's reach. `recent`: this round's, for the next. */
const cursor = z.object({
  from: z.number(),
  known: keys,
  token: z.string().nullable(),
  pages: z.number(),
  recent: keys,
  notBefore: z.number(),
});
type Cursor = z.output<typeof cursor>;

const NOTHING = { listed: [], found: [], end: true, reached: null };

/**
 * Requests by when they were rated: a rating need not touch `updated`. Where that cannot be searched, ratings are noticed
 * when their ticket changes, and a check says so.
 */
export function ratedTickets(site: Site, catalogue: (lane: Lane) => Promise<Catalogue>): Stream {
  return {
    name: 'ratings',
    start: (at) => JSON.stringify(round(at ?? site.now() - FIRST_MS, [], 0)),
    page: async (written, lane): Promise<Page> => {
      const at = cursorAs(cursor, written);
      const { ratingDate } = await catalogue(lane);
      const isTooEarly = at.token === null && site.now() < at.notBefore;
      if (ratingDate === undefined || isTooEarly) return { ...NOTHING, next: written };
      try {
        const page = await searchPage(site, ratingsSince(site, ratingDate, at.from), at.token, lane);
        return pageOf(at, page, { ratingDate, now: site.now() });
      } catch (error) {
        if (!isBadQuery(error)) throw error;
        return { ...NOTHING, next: JSON.stringify(round(at.from, at.known, site.now() + EVERY_MS)) };
      }
    },
  };
}

const round = (from: number, known: Cursor['known'], notBefore: number): Cursor => ({
  ...{ from, known, notBefore },
  ...{ token: null, pages: 0, recent: [] },
});

function pageOf(
  cursorNow: Cursor,
  { values, next }: TokenPage<ListedIssue>,
  { ratingDate, now }: { readonly ratingDate: string; readonly now: Instant },
): Page {
  const { from, known, token, pages } = cursorNow;
  const rated = values.map((issue) => ({ issue, at: timeIn(issue, ratingDate) ?? from }));
  const seen = [...cursorNow.recent, ...rated.map(({ issue, at }) => ({ issue: issue.id, at }))];
  const latest = Math.max(from, ...rated.map(({ at }) => at), ...cursorNow.recent.map(({ at }) => at));
  const recent = seen.filter(({ at }) => at >= latest - OVERLAP_MS);
  const isNew = (id: string, at: Instant) => !known.some((one) => one.issue === id && one.at === at);
  if (next !== null) mustGoOn('ratings', token, next, pages + 1);
  const to =
    next === null
      ? round(Math.max(from, latest - OVERLAP_MS), recent, now + EVERY_MS)
      : { ...cursorNow, token: next, pages: pages + 1, recent };
  return {
    listed: rated.filter(({ issue, at }) => isNew(issue.id, at)).map(({ issue }) => toRead(issue)),
    found: [],
    next: JSON.stringify(to),
    end: next === null,
    reached: rated.length === 0 ? null : latest,
  };
}

/** By the field's number: its name comes in the language of the account. */
export function ratingsSince(site: Site, field: string, from: number): Query {
  const name = field.replace(/^customfield_(\d+)$/, 'cf[$1]');
  return { jql: queryOf(site, since(name, from), 'key ASC'), fields: ['updated', field] };
}
