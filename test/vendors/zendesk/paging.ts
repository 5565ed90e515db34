import { invalid, Refusal } from './refusal.ts';
import { type Asked, wholeNumber } from './route.ts';

/** A list that grows at its end only, its keys ascending; `isSeen` leaves out what a list does not show. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => number;
  readonly isSeen?: (item: T) => boolean;
  readonly isDescending?: boolean;
}

const LARGEST_PAGE = 100;
const DEEPEST_ROW = 10_000;

export interface Page<T> {
  readonly items: readonly T[];
  /** What says where the page is and where the next one: to be spread into the answer. */
  readonly links: object;
}

/** By cursor when `page[size]` or `page[after]` asks so, otherwise by page number, which ends at 10,000 rows. */
export function paged<T>(asked: Asked, listing: Listing<T>): Page<T> {
  const { query } = asked;
  return query.has('page[size]') || query.has('page[after]') ? byCursor(asked, listing) : byNumber(asked, listing);
}

const sizeOf = (query: URLSearchParams, name: string): number =>
  Math.max(1, Math.min(wholeNumber(query, name) ?? LARGEST_PAGE, LARGEST_PAGE));

export const writeCursor = (...parts: (string | number)[]): string =>
  Buffer.from(parts.join('|')).toString('base64url');

export function readCursor(text: string, kind: string): number {
  const [sort, key = ''] = Buffer.from(text, 'base64url').toString().split('|');
  if (sort !== kind || !/^-?\d+$/.test(key)) throw invalid('page[after] is not a valid cursor');
  return Number(key);
}

function byCursor<T>(asked: Asked, listing: Listing<T>): Page<T> {
  const { items, keyOf, isSeen = () => true, isDescending = false } = listing;
  const kind = isDescending ? 'desc' : 'asc';
  const size = sizeOf(asked.query, 'page[size]');
  const after = asked.query.get('page[after]');
  const step = isDescending ? -1 : 1;
  const found: T[] = [];
  let index = after === null ? (isDescending ? items.length - 1 : 0) : startAfter(listing, readCursor(after, kind));
  for (let item = items[index]; item !== undefined && found.length <= size; index += step, item = items[index]) {
    if (isSeen(item)) found.push(item);
  }
  const hasMore = found.length > size;
  const page = found.slice(0, size);
  const [first, last] = [page[0], page.at(-1)];
  const cursor = last === undefined ? null : writeCursor(kind, keyOf(last));
  return {
    items: page,
    links: cursorLinks(asked, hasMore, cursor, first === undefined ? null : writeCursor(kind, keyOf(first))),
  };
}

function startAfter<T>({ items, keyOf, isDescending = false }: Listing<T>, key: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && (isDescending ? keyOf(item) < key : keyOf(item) <= key)) low = middle + 1;
    else high = middle;
  }
  return isDescending ? low - 1 : low;
}

export function cursorLinks(asked: Asked, hasMore: boolean, after: string | null, before: string | null): object {
  const next = new URLSearchParams(asked.query);
  if (after !== null) next.set('page[after]', after);
  return {
    meta: { has_more: hasMore, after_cursor: after, before_cursor: before },
    links: { prev: null, next: hasMore ? `${asked.base}${asked.path}.json?${next}` : null },
  };
}

function byNumber<T>(asked: Asked, { items, isSeen = () => true, isDescending = false }: Listing<T>): Page<T> {
  const { query } = asked;
  const size = sizeOf(query, 'per_page');
  const number = Math.max(1, wholeNumber(query, 'page') ?? 1);
  if (number * size > DEEPEST_ROW) {
    throw new Refusal(
      400,
      'InvalidPaginationDepth',
      'Rows past the 10000th are not given by page number: use page[size]',
    );
  }
  const seen = items.filter(isSeen);
  if (isDescending) seen.reverse();
  const at = (to: number) => {
    const other = new URLSearchParams(query);
    other.set('page', String(to));
    return `${asked.base}${asked.path}.json?${other}`;
  };
  const links = {
    next_page: number * size < seen.length ? at(number + 1) : null,
    previous_page: number > 1 ? at(number - 1) : null,
    count: seen.length,
  };
  return { items: seen.slice((number - 1) * size, number * size), links };
}

/** A short list that is given as a whole, page by page. */
export function listOf<T extends { readonly id: number }>(asked: Asked, name: string, items: readonly T[]): object {
  const sorted = [...items].sort((a, b) => a.id - b.id);
  const page = paged(asked, { items: sorted, keyOf: ({ id }) => id });
  return { [name]: page.items, ...page.links };
}
