import { z } from 'zod';
import type { Listed } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { pages } from './paging.ts';
import type { Reading } from './read-tickets.ts';
import { listedOf, ticketStream } from './streams.ts';

/** What exports leave out as too new, and as much again. */
const NEWEST_MS = 300_000;

const listing = z.object({ tickets: z.array(z.record(z.string(), z.unknown())) });

/**
 * Every ticket there is that changed since, each version once: by the export, which knows archived tickets too, then
 * the newest by the list, since exports leave out the last minute.
 */
export async function* versionsSince(reading: Reading, since: Instant): AsyncGenerator<readonly Listed[]> {
  const told = new Set<string>();
  const fresh = (rows: readonly Listed[]) =>
    rows.filter(({ ticket, version, updatedAt }) => {
      const key = `${ticket} ${version}`;
      if ((updatedAt ?? since) < since || told.has(key)) return false;
      told.add(key);
      return true;
    });
  const begunAt = reading.now();
  const export_ = ticketStream(reading);
  let cursor = export_.start(since);
  for (let end = false; !end; ) {
    const page = await export_.page(cursor, 'backfill');
    ({ next: cursor, end } = page);
    const gone = new Set(page.found.map(({ envelope }) => (envelope.data as { readonly id: string }).id));
    yield fresh(page.listed.filter(({ ticket }) => !gone.has(ticket)));
  }
  const query = { sort: '-updated_at' };
  const ask = { path: '/api/v2/tickets', query, bucket: 'lists', lane: 'backfill' } as const;
  for await (const { tickets } of pages(reading.client, ask, listing)) {
    const rows = tickets.map(listedOf);
    yield fresh(rows);
    if (rows.some(({ updatedAt }) => updatedAt < begunAt - NEWEST_MS)) return;
  }
}
