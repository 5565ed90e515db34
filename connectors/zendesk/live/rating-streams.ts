import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Found, Page, Stream } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { timeOfUlid } from '../ulid.ts';
import { keptRating, keptSurvey } from './kept.ts';
import { asked, endless, NOT_HERE } from './paging.ts';
import type { Reading } from './read-tickets.ts';
import { latest } from './streams.ts';

const DAY_MS = 86_400_000;
/** Answers can be changed for so long, and are listed by the time of the first. */
const CHANGEABLE_MS = 28 * DAY_MS;
const OVERLAP_MS = 300_000;

/** Where a pass through the list stands: it begins at `from`; `top` is the latest time seen, and before a pass the latest ever. */
const cursorSchema = z.object({
  from: z.number(),
  top: z.number(),
  after: z.string().nullable(),
  /** When all that may still be changed was last looked through. */
  deepAt: z.number(),
});
type Cursor = z.output<typeof cursorSchema>;

interface Kind {
  readonly name: string;
  readonly path: string;
  readonly list: string;
  readonly query: (from: Instant) => Readonly<Record<string, string | number>>;
  readonly read: (row: unknown) => { readonly found: Found; readonly at: Instant } | null;
}

const timed = z.object({ created_at: z.iso.datetime({ offset: true }) });

/** Good or bad; the only kind there was until 2025. */
const ratings: Kind = {
  name: 'ratings',
  path: '/api/v2/satisfaction_ratings',
  list: 'satisfaction_ratings',
  query: (from) => ({ score: 'received', start_time: Math.floor(from / 1000) }),
  read: (row) => {
    const [found, time] = [keptRating(row), timed.safeParse(row)];
    return found === null || !time.success ? null : { found, at: Date.parse(time.data.created_at) };
  },
};

const surveys: Kind = {
  name: 'surveys',
  path: '/api/v2/guide/survey_responses',
  list: 'survey_responses',
  query: (from) => ({ 'filter[created_at_start]': from }),
  read: (row) => {
    const survey = keptSurvey(row);
    const at = timeOfUlid(z.object({ id: z.string() }).safeParse(row).data?.id ?? '');
    return survey === null || at === null ? null : { found: survey.found, at };
  },
};

/**
 * What customers said, whichever kind of rating the account has: of the other one nothing is listed. From the very
 * beginning means from now on: each ticket comes with its ratings.
 */
export const ratingStreams = (reading: Reading): Stream[] => [ratings, surveys].map((kind) => streamOf(kind, reading));

function streamOf(kind: Kind, reading: Reading): Stream {
  return {
    name: kind.name,
    start: (since) => {
      const from = since ?? reading.now();
      return written({ from, top: from, after: null, deepAt: reading.now() });
    },
    page: (cursor, lane) => pageOf(kind, reading, cursorSchema.parse(JSON.parse(cursor)), lane),
  };
}

const written = (cursor: Cursor): string => JSON.stringify(cursor);

async function pageOf(
  { path, list, query, read }: Kind,
  { client, now }: Reading,
  cursor: Cursor,
  lane: Lane,
): Promise<Page> {
  const after = cursor.after === null ? {} : { 'page[after]': cursor.after };
  const ask = { path, query: { ...query(cursor.from), 'page[size]': 100, ...after }, also: NOT_HERE, lane };
  const schema = z.object({ [list]: z.array(z.unknown()), meta });
  const page = await asked(client, ask, schema);
  if (page === null) return { listed: [], found: [], next: written(nextPass(cursor, now())), end: true, reached: null };
  const rows = (page[list] as unknown[]).flatMap((row) => read(row) ?? []);
  const reached = latest(rows.map(({ at }) => at));
  const { has_more: more, after_cursor: next = null } = page['meta'] as z.output<typeof meta>;
  if (more && (next === null || next === cursor.after)) throw endless(path);
  const stand = { ...cursor, top: Math.max(cursor.top, reached ?? 0), after: next };
  const nextAt = more ? stand : nextPass(stand, now());
  return { listed: [], found: rows.map(({ found }) => found), next: written(nextAt), end: !more, reached };
}

const meta = z.object({
  has_more: z.boolean(),
  after_cursor: z
    .string()
    .nullish()
    .transform((one) => one ?? null),
});

/** Once a day it goes back as far as answers can be changed. */
function nextPass({ top, deepAt }: Cursor, now: Instant): Cursor {
  const isDeep = now - deepAt >= DAY_MS;
  return { from: top - (isDeep ? CHANGEABLE_MS : OVERLAP_MS), top, after: null, deepAt: isDeep ? now : deepAt };
}
