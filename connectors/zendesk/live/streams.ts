import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Listed, Page, Stream } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { metricEvent, ticketSchema } from '../schema.ts';
import { keptMetrics, keptTicket } from './kept.ts';
import { endless, shaped, timeTold, told } from './paging.ts';
import type { Reading } from './read-tickets.ts';
import { recordsTogether, TICKETS } from './ticket-records.ts';

/** Exports refuse a start within the last minute; our clock may be ahead. */
const LEAST_AGE_S = 120;
/** The beginning of all accounts. */
const BEGINNING_S = 1;

const raw = z.record(z.string(), z.unknown());
const ticketPage = z.object({
  tickets: z.array(raw),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean(),
});
const metricPage = z.object({
  ticket_metric_events: z.array(metricEvent.nullable().catch(null)),
  end_time: z.number().nullish(),
  end_of_stream: z.boolean(),
});

/** `from SECONDS` until the account has given a cursor of its own, then `after CURSOR`, which is good for ever. */
const CURSOR = /^(?:from (?<start>\d+)|after (?<cursor>.+))$/s;

/**
 * All tickets by their last change, archived ones too. What the last minute withholds comes after the cursor, so
 * nothing overlaps. Tickets come again unchanged: their version tells.
 */
export function ticketStream(reading: Reading): Stream {
  return {
    name: 'tickets',
    start: (since) => `from ${since === null ? BEGINNING_S : seconds(since)}`,
    page: (cursor, lane) => ticketsAt(reading, cursor, lane),
  };
}

async function ticketsAt({ client, now, fields, deletions }: Reading, cursor: string, lane: Lane): Promise<Page> {
  const path = '/api/v2/incremental/tickets/cursor';
  const { start, cursor: after } = CURSOR.exec(cursor)?.groups ?? {};
  const place =
    after === undefined ? { start_time: oldEnough(Number(start ?? BEGINNING_S), now()) } : { cursor: after };
  const query = { ...place, per_page: 1000, support_type_scope: 'all' };
  const page = await told(client, { path, query, bucket: 'exports', lane }, ticketPage);
  const { after_cursor: next, end_of_stream: end } = page;
  if (!end && (next == null || next === after)) throw endless(path);
  const rows = page.tickets.map((ticket) => ({ ticket, listed: listedOf(ticket) }));
  // They are not found any more: this is all that will ever be told of them.
  const deleted = rows.filter(({ ticket }) => ticket['status'] === 'deleted');
  for (const { listed } of deleted) deletions.saw(listed.ticket, listed.updatedAt);
  return {
    listed: rows.map(({ listed }) => listed),
    found: deleted.map(({ ticket }) => keptTicket(ticket, fields)),
    next: next == null ? cursor : `after ${next}`,
    end,
    reached: latest(rows.map(({ listed }) => listed.updatedAt)),
  };
}

/** Throws SourceTrouble. */
export function listedOf(ticket: Readonly<Record<string, unknown>>): Listed & { readonly updatedAt: Instant } {
  const shape = ticketSchema.pick({ id: true, updated_at: true });
  const { id, updated_at: updated } = shaped(TICKETS, shape, ticket);
  const updatedAt = timeTold(TICKETS, updated);
  return { ticket: id, version: updatedAt, updatedAt };
}

/** Rows that a result may hang on; the others come with an update of the ticket. */
const TELLING: ReadonlySet<string> = new Set(['fulfill', 'breach', 'apply_sla', 'apply_group_sla']);

/**
 * Clocks run, break and are corrected without any update of their ticket. Which did so is listed here; their rows are
 * read whole then. From the very beginning means from now on: each ticket comes with its rows.
 */
export function promiseStream(reading: Reading): Stream {
  return {
    name: 'promises',
    start: (since) => String(seconds(since ?? reading.now())),
    page: (cursor, lane) => promisesAt(reading, cursor, lane),
  };
}

async function promisesAt({ client, now }: Reading, cursor: string, lane: Lane): Promise<Page> {
  const path = '/api/v2/incremental/ticket_metric_events';
  const begunAt = now();
  const start = oldEnough(Number(cursor), begunAt);
  const query = { start_time: start, include_changes: true };
  const page = await told(client, { path, query, bucket: 'timed-exports', lane }, metricPage);
  const { end_of_stream: end, end_time: reachedS } = page;
  if (!end && (reachedS ?? 0) <= start) throw endless(path);
  const rows = page.ticket_metric_events.filter((row) => row !== null);
  const happened = rows.filter(({ time }) => Date.parse(time) <= begunAt);
  const telling = happened.filter(({ type, deleted, instance_id: n }) => n > 0 && (deleted || TELLING.has(type)));
  const tickets = [...new Set(telling.map(({ ticket_id: ticket }) => ticket))];
  const records = await recordsTogether(client, tickets, lane);
  const isAlone = (id: string) => records.has(id) && records.get(id)?.metrics === null;
  return {
    listed: tickets.filter(isAlone).map((ticket) => ({ ticket, version: null, updatedAt: null })),
    found: [...records.values()].flatMap(({ metrics }) => keptMetrics(metrics ?? [], begunAt)),
    // Rows may be written a little late, and such that are foreseen come again when their time has come.
    next: String(end ? Math.max(start, oldEnough((reachedS ?? start) - 60, begunAt)) : reachedS),
    end,
    reached: latest(happened.map(({ time }) => Date.parse(time))),
  };
}

const seconds = (at: Instant): number => Math.floor(at / 1000);
const oldEnough = (second: number, now: Instant): number => Math.min(second, seconds(now) - LEAST_AGE_S);
export const latest = (times: readonly Instant[]): Instant | null =>
  times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b));
