import { z } from 'zod';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Listed, Page, Stream } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import type { Row } from '../schema.ts';
import { assertAsked, cellOf, isAfter, optional } from './rows.ts';
import { EARLIEST, instantAt, stampOf } from './stamps.ts';
import { outOfOrder, type TablePage, type Tables } from './tables.ts';

/** A table read in the order of its changes. */
export interface Changes {
  readonly name: string;
  readonly table: string;
  /** By which it is ordered. */
  readonly time: 'sys_updated_on' | 'sys_created_on';
  /** An encoded condition besides; `''`: none. */
  readonly filter: string;
  readonly isAskedFor: (row: Row) => boolean;
  readonly fields: readonly string[];
  /** Null: the row is no ticket of ours. */
  readonly listed: (row: Row, updatedAt: Instant) => Listed | null;
  /** Not every instance has it, or lets everybody read it: then it lists nothing. */
  readonly isOptional: boolean;
}

/** A row is seen when its transaction has ended, up to so long after the time it bears; and times are whole seconds. */
const OVERLAP_MS = 120_000;
/** Pages without one row to be seen, after which such a table counts as read: its rights may hide all of it. */
const MOST_BLIND_ROWS = 20_000;

const cursorSchema = z.object({
  table: z.string(),
  /** The row to go on after; id `''`: at this second, inclusive. */
  at: z.string(),
  id: z.string(),
  offset: z.number(),
  counted: z.boolean(),
  /** Where the next run begins at the latest, as rows of that time may still have come after they were passed. */
  again: z.string().nullable(),
});
type Cursor = z.output<typeof cursorSchema>;

export function changeStream(tables: Tables, changes: Changes, now: () => Instant): Stream {
  const begin = (at: string): Cursor => {
    return { table: changes.table, at, id: '', offset: 0, counted: true, again: null };
  };
  const startAt = (since: Instant | null) => begin(since === null ? EARLIEST : stampOf(since - OVERLAP_MS));
  return {
    name: changes.name,
    start: (since) => JSON.stringify(startAt(since)),
    async page(text, lane) {
      const read = cursorSchema.safeParse(parsed(text));
      // One of another table, from before a change of the settings: all of this one is to be listed.
      const cursor = read.success && read.data.table === changes.table ? read.data : startAt(null);
      const asked = now();
      const reading = askPage(tables, changes, cursor, lane);
      const page = await (changes.isOptional ? optional(reading) : reading);
      if (page === null) return { ...NOTHING, next: JSON.stringify(begin(cursor.again ?? cursor.at)) };
      const last = page.rows.at(-1);
      const isBlind = changes.isOptional && last === undefined && cursor.offset >= MOST_BLIND_ROWS;
      const end = page.more === 'no' || isBlind;
      const next = end ? begin(restart(changes, cursor, last)) : onwards(changes, cursor, page, asked);
      return {
        listed: listedOf(changes, page.rows),
        found: [],
        next: JSON.stringify(next),
        end,
        reached: last === undefined ? null : instantAt(cellOf(last, changes.time)),
      };
    },
  };
}

const NOTHING: Omit<Page, 'next'> = { listed: [], found: [], end: true, reached: null };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function askPage(
  tables: Tables,
  { table, time, filter, isAskedFor, fields }: Changes,
  { at, id, offset, counted }: Cursor,
  lane: Lane,
): Promise<TablePage> {
  const also = filter === '' ? '' : `^${filter}`;
  const from = id === '' ? `${time}>=${at}${also}` : `${time}>${at}${also}^NQ${time}=${at}^sys_id>${id}${also}`;
  const query = `${from}^ORDERBY${time}^ORDERBYsys_id`;
  const page = await tables.page({ table, query, fields: ['sys_id', time, ...fields], lane, offset, counted });
  // A filter that is not understood answers with the whole table, from its beginning.
  assertAsked(table, page.rows, (row) => isAskedFor(row) && cellOf(row, time) >= at);
  let before = { at, id };
  for (const row of page.rows) {
    const one = { at: cellOf(row, time), id: cellOf(row, 'sys_id') };
    if (one.at < before.at || (one.at === before.at && !isAfter(one.id, before.id))) throw outOfOrder(table);
    before = one;
  }
  return page;
}

function onwards(changes: Changes, cursor: Cursor, page: TablePage, asked: Instant): Cursor {
  const last = page.rows.at(-1);
  if (last === undefined) {
    const offset = page.more === 'yes' ? page.nextOffset : cursor.offset;
    return { ...cursor, offset, counted: true };
  }
  const at = cellOf(last, changes.time);
  const again = earlier(cursor.again, uncertain(at, asked));
  return { ...cursor, at, id: cellOf(last, 'sys_id'), offset: 0, counted: page.isShort, again };
}

/** Where the next run begins: before what was seen last, and before all that was read too early to be whole. */
function restart({ time }: Changes, { at, id, again }: Cursor, last: Row | undefined): string {
  // Nothing seen since the last run ended: it has the overlap already.
  const isRest = last === undefined && id === '';
  return earlier(again, isRest ? at : overlapBefore(last === undefined ? at : cellOf(last, time)));
}

/** Null: when it was asked, all of that time had been there for long. By our clock, so only ever besides the overlap. */
function uncertain(at: string, asked: Instant): string | null {
  const certain = stampOf(asked - OVERLAP_MS);
  return at > certain ? certain : null;
}

function overlapBefore(stamp: string): string {
  const at = instantAt(stamp);
  return at === null ? EARLIEST : stampOf(Math.max(0, at - OVERLAP_MS));
}

function earlier(a: string | null, b: string): string;
function earlier(a: string | null, b: string | null): string | null;
function earlier(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a;
}

function listedOf({ time, listed }: Changes, rows: readonly Row[]): readonly Listed[] {
  const all = rows.flatMap((row) => {
    const one = listed(row, instantAt(cellOf(row, time)) ?? 0);
    return one === null || one.ticket === '' ? [] : [one];
  });
  // Several rows of one ticket: it is read once.
  return [...new Map(all.map((one) => [one.ticket, one])).values()];
}
