import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Page, Stream } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { instantOf } from '../reading.ts';
import { own, slaSchema } from '../schema.ts';
import type { ListedIssue } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { cursorAs } from './cursor.ts';
import { toRead } from './listing.ts';
import { mustGoOn } from './paging.ts';
import { queryOf, searchPage } from './search.ts';
import type { Site } from './site.ts';

const HOUR = 3_600_000;
/** Without SLA fields each of the tickets costs a request, so seldom. */
const EVERY_MS = { withFields: HOUR, without: 24 * HOUR };

/** `since`: breaches before were listed; `began`: of this round; `notBefore`: the next round. */
const cursor = z.object({
  since: z.number(),
  began: z.number(),
  token: z.string().nullable(),
  pages: z.number(),
  notBefore: z.number(),
});
type Cursor = z.output<typeof cursor>;

/** Open requests whose clock has run out: time alone breaches an SLA, and changes nothing else. */
export function breachedTickets(site: Site, catalogue: (lane: Lane) => Promise<Catalogue>): Stream {
  return {
    name: 'breaches',
    start: () => JSON.stringify({ since: 0, began: 0, token: null, pages: 0, notBefore: 0 }),
    page: async (written, lane): Promise<Page> => {
      const at = cursorAs(cursor, written);
      const nothing = { listed: [], found: [], next: written, end: true, reached: null };
      if (at.token === null && site.now() < at.notBefore) return nothing;
      const { slas } = await catalogue(lane);
      const query = { jql: queryOf(site, 'statusCategory != Done', 'key ASC'), fields: ['updated', ...slas] };
      const { values, next } = await searchPage(site, query, at.token, lane);
      const breached = slas.length === 0 ? values : values.filter((issue) => isBreached(issue, slas, at.since));
      const began = at.token === null ? site.now() : at.began;
      if (next !== null) mustGoOn('open issues', at.token, next, at.pages + 1);
      const to: Cursor =
        next === null
          ? { since: began - HOUR, began: 0, token: null, pages: 0, notBefore: began + everyMs(slas) }
          : { ...at, began, token: next, pages: at.pages + 1 };
      return { listed: breached.map(toRead), found: [], next: JSON.stringify(to), end: next === null, reached: null };
    },
  };
}

const everyMs = (slas: readonly string[]): number => (slas.length === 0 ? EVERY_MS.without : EVERY_MS.withFields);

/** An ongoing clock that has run out since then, or at a time that is not said. */
function isBreached({ fields }: ListedIssue, slas: readonly string[], since: Instant): boolean {
  return slas.some((field) => {
    const { data } = slaSchema.safeParse(own(fields, field));
    if (data?.ongoingCycle?.breached !== true) return false;
    return (instantOf(data.ongoingCycle.breachTime) ?? since) >= since;
  });
}
