import { z } from 'zod';
import type { Answer, Client } from '../../../src/connector/client.ts';
import type { Lane } from '../../../src/connector/lane.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Row } from '../schema.ts';
import { assertAsked, cellOf, isAfter } from './rows.ts';

export interface PageWanted {
  readonly table: string;
  /** With its order: without one that is unique an instance may begin anywhere. */
  readonly query: string;
  readonly fields: readonly string[];
  readonly lane: Lane;
  /** Rows to be passed by. */
  readonly offset: number;
  /** Whether it says how many there are, those that may not be seen included. Counting a large table takes it long. */
  readonly counted: boolean;
}

/** The limit of a page counts rows before rights are looked at: one that is short, or empty, need not be the last. */
export interface TablePage {
  readonly rows: readonly Row[];
  /** Whether there are rows after it, seen or not; unsaid: it has to be asked with counting. */
  readonly more: 'yes' | 'no' | 'unsaid';
  readonly isShort: boolean;
  /** How many there are, seen or not; null: not said. */
  readonly total: number | null;
  /** The offset to go on at where no row of it could be seen; half a page over what was asked, as rows move meanwhile. */
  readonly nextOffset: number;
}

export interface RowsWanted {
  readonly table: string;
  /** Encoded, without an order. */
  readonly filter: string;
  /** The same, to be asked of each row that comes. */
  readonly isAskedFor: (row: Row) => boolean;
  /** `sys_id` is always among them. */
  readonly fields: readonly string[];
  readonly lane: Lane;
}

const MOST_ROWS = 1000;
/** A request for more may be cancelled for taking too long; for fewer it is not tried. */
const LEAST_ROWS = 50;
const MOST_PAGES = 100_000;

const body = z.object({ result: z.array(z.record(z.string(), z.unknown())), error: z.unknown().optional() });

/** The Table API, read by keys and never by offsets, as rows are changed meanwhile. */
export class Tables {
  readonly #client: Client;
  readonly #mostRows: number;
  /** Rows a page, by table, once it was too many. */
  readonly #limits = new Map<string, number>();

  constructor(client: Client, mostRows = MOST_ROWS) {
    this.#client = client;
    this.#mostRows = mostRows;
  }

  async page(wanted: PageWanted): Promise<TablePage> {
    for (;;) {
      const limit = this.#limits.get(wanted.table) ?? this.#mostRows;
      const answer = await this.#ask(wanted, limit);
      const rows = rowsIn(answer);
      if (rows !== null) return pageOf(answer, rows, { ...wanted, limit });
      if (limit <= LEAST_ROWS) {
        throw new SourceTrouble('again', `${wanted.table} takes too long to read. Is the instance busy?`, 500);
      }
      this.#limits.set(wanted.table, Math.max(LEAST_ROWS, Math.floor(limit / 4)));
    }
  }

  /** All rows, in the order of their sys_ids, which no update moves; page by page. */
  async *pages({ table, filter, isAskedFor, fields, lane }: RowsWanted, isFew = false): AsyncGenerator<readonly Row[]> {
    let [after, offset, counted] = ['', 0, isFew];
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const query = [filter, after && `sys_id>${after}`, 'ORDERBYsys_id'].filter(Boolean).join('^');
      const page = await this.page({ table, query, fields: ['sys_id', ...fields], lane, offset, counted });
      assertAsked(table, page.rows, isAskedFor);
      after = lastOf(table, page.rows, after);
      if (page.rows.length > 0) yield page.rows;
      if (page.more === 'no') return;
      offset = page.rows.length > 0 ? 0 : page.more === 'yes' ? page.nextOffset : offset;
      counted = isFew || page.isShort;
    }
    throw new SourceTrouble('again', `${table} comes to no end: ${MOST_PAGES} pages. It is tried again.`);
  }

  /** All rows of few. */
  async all(wanted: RowsWanted): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const page of this.pages(wanted, true)) rows.push(...page);
    return rows;
  }

  #ask({ table, query, fields, lane, offset, counted }: PageWanted, limit: number): Promise<Answer> {
    return this.#client.ask({
      path: `/api/now/table/${table}`,
      query: {
        sysparm_query: query,
        sysparm_fields: fields.join(','),
        sysparm_limit: limit,
        sysparm_display_value: 'false',
        sysparm_exclude_reference_link: 'true',
        ...(offset > 0 && { sysparm_offset: offset }),
        ...(!counted && { sysparm_no_count: 'true' }),
      },
      lane,
      also: limit <= LEAST_ROWS ? [] : [500],
    });
  }
}

/** Null: it was cut off, which may have status 200 and some of the rows. */
function rowsIn({ status, data }: Answer): readonly Row[] | null {
  if (status === 500) return null;
  const read = body.safeParse(data);
  if (!read.success) {
    throw new SourceTrouble(
      'refused',
      'That is no answer of the Table API. Check the address of the instance.',
      status,
    );
  }
  return read.data.error === undefined ? read.data.result : null;
}

/** Each sys_id after the one before: else the order was not kept, and rows would be passed by. */
function lastOf(table: string, rows: readonly Row[], before: string): string {
  let last = before;
  for (const row of rows) {
    const id = cellOf(row, 'sys_id');
    if (!isAfter(id, last)) throw outOfOrder(table);
    last = id;
  }
  return last;
}

export const outOfOrder = (table: string): SourceTrouble =>
  new SourceTrouble('refused', `${table} does not keep the order it is asked for. Let the account see its sys_ids.`);

interface Asked {
  readonly offset: number;
  readonly counted: boolean;
  readonly limit: number;
}

function pageOf({ headers }: Answer, rows: readonly Row[], asked: Asked): TablePage {
  const { offset, limit } = asked;
  const half = offset + Math.max(1, Math.floor(limit / 2));
  const count = headers['x-total-count'];
  const links = (headers['link'] ?? '').split(/,\s*(?=<)/);
  const next = links.find((one) => /rel="next"/.test(one));
  const page = { rows, isShort: rows.length < limit, total: count === undefined ? null : Number(count) };
  if (next === undefined) return { ...page, more: moreBy(headers, page, asked), nextOffset: half };
  const at = Number(/sysparm_offset=(\d+)/.exec(next)?.[1] ?? half);
  return { ...page, more: 'yes', nextOffset: at > offset ? Math.min(at, half) : half };
}

function moreBy(
  headers: Answer['headers'],
  { rows, total }: Pick<TablePage, 'rows' | 'total'>,
  { offset, counted, limit }: Asked,
): TablePage['more'] {
  if (!counted) return 'unsaid';
  if (total !== null) return total > offset + limit ? 'yes' : 'no';
  return headers['link'] !== undefined || rows.length === 0 ? 'no' : 'unsaid';
}
