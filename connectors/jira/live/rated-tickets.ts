import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Page, Stream } from '../../../src/connector/remote.ts';
import type { Catalogue } from './catalogue.ts';
import { cursorAs } from './cursor.ts';
import { toRead } from './listing.ts';
import { mustGoOn } from './paging.ts';
import { queryOf, searchPage, since, timeIn } from './search.ts';
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

/** Requests by when they were rated: a rating need not touch `updated`. */
export function ratedTickets(site: Site, catalogue: (lane: Lane) => Promise<Catalogue>): Stream {
  const round = (from: number, known: Cursor['known'], notBefore: number): Cursor => ({
    ...{ from, known, notBefore },
    ...{ token: null, pages: 0, recent: [] },
  });
  return {
    name: 'ratings',
    start: (at) => JSON.stringify(round(at ?? site.now() - FIRST_MS, [], 0)),
    page: async (written, lane): Promise<Page> => {
      const at = cursorAs(cursor, written);
      const { ratingDate } = await catalogue(lane);
      const tooEarly = at.token === null && site.now() < at.notBefore;
      if (ratingDate === undefined || tooEarly) {
        return { listed: [], found: [], next: written, end: true, reached: null };
      }
      const { values, next } = await searchPage(site, ratingsSince(site, ratingDate, at.from), at.token, lane);
      const rated = values.map((issue) => ({ issue, at: timeIn(issue, ratingDate) ?? at.from }));
      const seen = [...at.recent, ...rated.map((one) => ({ issue: one.issue.id, at: one.at }))];
      const latest = Math.max(at.from, ...seen.map((one) => one.at));
      const recent = seen.filter((one) => one.at >= latest - OVERLAP_MS);
      const isKnown = (id: string, when: number) => at.known.some((one) => one.issue === id && one.at === when);
      if (next !== null) mustGoOn('ratings', at.token, next, at.pages + 1);
      const to =
        next === null
          ? round(Math.max(at.from, latest - OVERLAP_MS), recent, site.now() + EVERY_MS)
          : { ...at, token: next, pages: at.pages + 1, recent };
      return {
        listed: rated.filter(({ issue, at: when }) => !isKnown(issue.id, when)).map(({ issue }) => toRead(issue)),
        found: [],
        next: JSON.stringify(to),
        end: next === null,
        reached: rated.length === 0 ? null : latest,
      };
    },
  };
}

function ratingsSince(site: Site, field: string, from: number) {
  const name = `cf[${field.replace('customfield_', '')}]`;
  return { jql: queryOf(site, since(name, from), 'key ASC'), fields: ['updated', field] };
}
