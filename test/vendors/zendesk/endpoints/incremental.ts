import { exportedAudit } from '../audit.ts';
import type { Entry, Feed } from '../feed.ts';
import { isWritten, metricRowRecord } from '../metric-rows.ts';
import { cursorLinks, readCursor, writeCursor } from '../paging.ts';
import type { RowWritten } from '../promises.ts';
import { invalid, Refusal } from '../refusal.ts';
import { type Asked, included, type Route, wholeNumber } from '../route.ts';
import type { Ticket } from '../ticket.ts';
import { ticketRecord } from '../ticket-record.ts';
import { besideTickets } from './beside.ts';

const EXPORTS = { method: 'GET', of: 'tickets', bucket: 'incremental-exports' } as const;

export const incrementalRoutes: readonly Route[] = [
  {
    ...EXPORTS,
    path: '/api/v2/incremental/tickets/cursor',
    bucket: 'incremental-exports-cursor',
    answer: ticketsByCursor,
  },
  { ...EXPORTS, path: '/api/v2/incremental/tickets', answer: tickets },
  { ...EXPORTS, path: '/api/v2/incremental/ticket_events', answer: ticketEvents },
  { ...EXPORTS, path: '/api/v2/incremental/ticket_metric_events', answer: metricEvents },
  { ...EXPORTS, path: '/api/v2/incremental/users/cursor', of: 'users', bucket: 'users-cursor', answer: usersByCursor },
  { ...EXPORTS, path: '/api/v2/incremental/users', of: 'users', answer: (asked) => atOnce(asked, 'users') },
  {
    ...EXPORTS,
    path: '/api/v2/incremental/organizations',
    of: 'organizations',
    answer: (asked) => atOnce(asked, 'organizations'),
  },
];

const MINUTE = 60_000;
const LARGEST_PAGE = 1000;
/** How many rows of the page before come again, with the trap on. */
const REPEATED = 3;

function startOf({ query, account }: Asked): number {
  const seconds = wholeNumber(query, 'start_time');
  if (seconds === null) throw invalid('start_time is missing, or no number of seconds');
  if (seconds * 1000 > account.clock() - MINUTE) {
    throw new Refusal(400, 'StartTimeTooRecent', 'Too recent start_time. Use a start_time older than 60 seconds');
  }
  return seconds * 1000;
}

const sizeOf = (query: URLSearchParams): number =>
  Math.max(1, Math.min(wholeNumber(query, 'per_page') ?? LARGEST_PAGE, LARGEST_PAGE));

/** With the trap on, what changed in the last minute is not there yet. */
const lastTold = ({ account }: Asked): number =>
  account.traps.lastMinuteWithheld ? account.clock() - MINUTE - 1 : account.clock();

const exported = (asked: Asked, { item, at }: Entry<Ticket>, include: ReadonlySet<string>): object => ({
  ...ticketRecord(asked.account, asked.base, item, include),
  generated_timestamp: Math.floor(at / 1000),
});

function ticketsByCursor(asked: Asked): object {
  const { account, base, path, query } = asked;
  const include = included(asked);
  const cursor = query.get('cursor');
  const start = cursor === null ? account.exported.from(startOf(asked)) : readCursor(cursor, 'export');
  const size = sizeOf(query);
  const keep = keepTickets(asked);
  const taken = account.exported.take(start, size, keep, lastTold(asked));
  const isRepeating = account.traps.duplicateRowsOverPages && cursor !== null;
  const again = isRepeating ? account.exported.take(start - 1, REPEATED, keep, Infinity, -1).entries.toReversed() : [];
  const rows = [...again, ...taken.entries];
  const after = writeCursor('export', taken.next);
  const next = new URLSearchParams(query);
  next.delete('start_time');
  next.set('cursor', after);
  return {
    tickets: rows.map((entry) => exported(asked, entry, include)),
    ...besideTickets(
      account,
      rows.map(({ item }) => item),
      include,
    ),
    after_cursor: after,
    after_url: `${base}${path}.json?${next}`,
    before_cursor: null,
    before_url: null,
    end_of_stream: !taken.more,
  };
}

function keepTickets({ account, query }: Asked): (entry: Entry<Ticket>) => boolean {
  const withDeleted = query.get('exclude_deleted') !== 'true';
  return (entry) => account.exported.isLatest(entry) && (withDeleted || entry.item.deletedAt === null);
}

interface TimePage<T> {
  readonly entries: readonly Entry<T>[];
  readonly links: object;
}

/**
 * By time: a page ends with a whole second, so it may be longer than asked. The next one starts after that second, or
 * with it when this was the last page, or when the trap is on: then rows come twice.
 */
function byTime<T>(asked: Asked, feed: Feed<T>, keep: (entry: Entry<T>) => boolean): TimePage<T> {
  const { account, base, path, query } = asked;
  const from = startOf(asked);
  const until = lastTold(asked);
  const first = feed.take(feed.from(from), sizeOf(query), keep, until);
  const entries = [...first.entries];
  let [next, more] = [first.next, first.more];
  while (more) {
    const {
      entries: [one],
      ...rest
    } = feed.take(next, 1, keep, until);
    const last = entries.at(-1)?.at ?? from;
    if (one === undefined || (one.at !== last && last !== from)) break;
    entries.push(one);
    ({ next, more } = rest);
  }
  const last = entries.at(-1)?.at ?? from;
  const isAfter = more && !account.traps.duplicateRowsOverPages;
  const endTime = Math.floor(last / 1000) + (isAfter ? 1 : 0);
  const params = new URLSearchParams(query);
  params.set('start_time', String(endTime));
  const links = {
    next_page: `${base}${path}.json?${params}`,
    count: entries.length,
    end_time: endTime,
    end_of_stream: !more,
  };
  return { entries, links };
}

function tickets(asked: Asked): object {
  const include = included(asked);
  const { entries, links } = byTime(asked, asked.account.exported, keepTickets(asked));
  const beside = besideTickets(
    asked.account,
    entries.map(({ item }) => item),
    include,
  );
  return { tickets: entries.map((entry) => exported(asked, entry, include)), ...beside, ...links };
}

function ticketEvents(asked: Asked): object {
  const withComments = included(asked).has('comment_events');
  const { entries, links } = byTime(asked, asked.account.audits, () => true);
  return { ticket_events: entries.map(({ item }) => exportedAudit(item, withComments)), ...links };
}

/** Rows changed after they were written come again only with `include_changes`. */
function metricEvents(asked: Asked): object {
  const { account, query } = asked;
  const { feed } = account.promises;
  const now = account.clock();
  const areRewritten = account.traps.metricRowsRewritten;
  const withChanges = query.get('include_changes') === 'true';
  const withDeleted = query.get('exclude_deleted') !== 'true';
  const keep = ({ item: { row, how } }: Entry<RowWritten>): boolean => {
    if (row.deleted && !withDeleted) return false;
    if (how === 'again') return areRewritten && withChanges;
    return areRewritten || (how !== 'foreseen' && isWritten(row, now));
  };
  if (query.has('page[size]') || query.has('page[after]')) {
    const after = query.get('page[after]');
    const size = Math.max(1, Math.min(wholeNumber(query, 'page[size]') ?? 100, 100));
    const start = after === null ? feed.from(startOf(asked)) : readCursor(after, 'rows');
    const taken = feed.take(start, size, keep, lastTold(asked));
    const rows = taken.entries.map(({ item }) => metricRowRecord(item.row));
    return { ticket_metric_events: rows, ...cursorLinks(asked, taken.more, writeCursor('rows', taken.next), null) };
  }
  const { entries, links } = byTime(asked, feed, keep);
  return { ticket_metric_events: entries.map(({ item }) => metricRowRecord(item.row)), ...links };
}

/** Nobody comes, goes or is renamed at this desk: all of them changed when the account was set up. */
function usersByCursor(asked: Asked): object {
  const { account, base, path, query } = asked;
  const cursor = query.get('cursor');
  const { users, since } = account.people;
  const start = cursor === null ? (startOf(asked) <= since ? 0 : users.length) : readCursor(cursor, 'users');
  const next = Math.min(users.length, start + sizeOf(query));
  const after = writeCursor('users', next);
  return {
    users: users.slice(start, next),
    after_cursor: after,
    after_url: `${base}${path}.json?cursor=${after}`,
    before_cursor: null,
    end_of_stream: next >= users.length,
  };
}

/** All share one second, so they come in one page, however long. */
function atOnce(asked: Asked, name: 'users' | 'organizations'): object {
  const { since, [name]: all } = asked.account.people;
  const rows = startOf(asked) <= since ? all : [];
  const endTime = Math.max(startOf(asked), since) / 1000;
  const next = `${asked.base}${asked.path}.json?start_time=${endTime}`;
  return { [name]: rows, next_page: next, count: rows.length, end_time: endTime, end_of_stream: true };
}
