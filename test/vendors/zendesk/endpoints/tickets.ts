import { auditRecord, commentRecord } from '../audit.ts';
import { iso } from '../ids.ts';
import { cursorLinks, paged, readCursor, writeCursor } from '../paging.ts';
import { invalid, notFound } from '../refusal.ts';
import { type Asked, idOf, included, type Route, wholeNumber } from '../route.ts';
import { isArchived, type Ticket } from '../ticket.ts';
import { metricSet, ticketRecord } from '../ticket-record.ts';
import { besideTickets, distinct } from './beside.ts';

export const ticketRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v2/tickets', of: 'tickets', bucket: 'tickets-index', answer: list },
  { method: 'GET', path: '/api/v2/tickets/count', of: 'tickets', answer: count },
  { method: 'GET', path: '/api/v2/tickets/show_many', of: 'tickets', answer: showMany },
  { method: 'GET', path: '/api/v2/tickets/{id}', of: 'tickets', answer: show },
  { method: 'GET', path: '/api/v2/tickets/{id}/audits', of: 'tickets', answer: audits },
  { method: 'GET', path: '/api/v2/tickets/{id}/comments', of: 'tickets', answer: comments },
  { method: 'GET', path: '/api/v2/tickets/{id}/metrics', of: 'tickets', answer: metrics },
  { method: 'GET', path: '/api/v2/ticket_metrics', of: 'tickets', answer: allMetrics },
  { method: 'GET', path: '/api/v2/ticket_audits', of: 'tickets', answer: allAudits },
  { method: 'GET', path: '/api/v2/deleted_tickets', of: 'tickets', answer: deleted },
];

/** One that is deleted is not found any more. */
function alive(asked: Asked): Ticket {
  const ticket = asked.account.byId.get(idOf(asked));
  if (ticket === undefined || ticket.deletedAt !== null) throw notFound();
  return ticket;
}

const isListed = ({ account }: Asked) => {
  const now = account.clock();
  const vanish = account.traps.archivedTicketsVanish;
  return (ticket: Ticket) => ticket.deletedAt === null && !(vanish && isArchived(ticket, now));
};

/** By id, or with a cursor and `sort` by the last update. A cursor with `sort_by` loses the sort and says nothing. */
function list(asked: Asked): object {
  const { account, base, query } = asked;
  const include = included(asked);
  const isCursor = query.has('page[size]') || query.has('page[after]');
  const sort = isCursor ? (query.get('sort') ?? 'id') : (query.get('sort_by') ?? 'id');
  const isDescending = isCursor ? sort.startsWith('-') : query.get('sort_order') === 'desc';
  const by = sort.replace(/^-/, '');
  if (isCursor && by === 'updated_at') return byUpdate(asked, isDescending);
  if (isCursor && by !== 'id') throw invalid('sort is one of id, updated_at');
  const isSeen = isListed(asked);
  const items = by === 'updated_at' ? updatedOrder(asked) : account.tickets;
  const page = paged(asked, { items, keyOf: ({ id }) => id, isSeen, isDescending });
  const tickets = page.items.map((ticket) => ticketRecord(account, base, ticket, include));
  return { tickets, ...besideTickets(account, page.items, include), ...page.links };
}

function updatedOrder({ account }: Asked): Ticket[] {
  return account.updated.take(0, Infinity, account.updated.isLatest).entries.map(({ item }) => item);
}

function byUpdate(asked: Asked, isDescending: boolean): object {
  const { account, base, query } = asked;
  const include = included(asked);
  const kind = isDescending ? 'updated-desc' : 'updated';
  const after = query.get('page[after]');
  const size = Math.max(1, Math.min(wholeNumber(query, 'page[size]') ?? 100, 100));
  const start = after === null ? (isDescending ? account.updated.size - 1 : 0) : readCursor(after, kind);
  const isSeen = isListed(asked);
  const { entries, next, more } = account.updated.take(
    start,
    size,
    (entry) => account.updated.isLatest(entry) && isSeen(entry.item),
    Infinity,
    isDescending ? -1 : 1,
  );
  const found = entries.map(({ item }) => item);
  const tickets = found.map((ticket) => ticketRecord(account, base, ticket, include));
  return {
    tickets,
    ...besideTickets(account, found, include),
    ...cursorLinks(asked, more, writeCursor(kind, next), null),
  };
}

function count(asked: Asked): object {
  const value = asked.account.tickets.filter(isListed(asked)).length;
  return { count: { value, refreshed_at: iso(asked.account.clock()) } };
}

function showMany(asked: Asked): object {
  const { account, base, query } = asked;
  const ids = (query.get('ids') ?? '').split(',').map(Number);
  if (ids.length > 100) throw invalid('ids: 100 at most');
  const include = included(asked);
  const found = ids.flatMap((id) => account.byId.get(id) ?? []).filter(({ deletedAt }) => deletedAt === null);
  const tickets = found.map((ticket) => ticketRecord(account, base, ticket, include));
  const beside = besideTickets(account, found, include);
  return { tickets, ...beside, next_page: null, previous_page: null, count: tickets.length };
}

function show(asked: Asked): object {
  const ticket = alive(asked);
  const include = included(asked);
  const record = ticketRecord(asked.account, asked.base, ticket, include);
  return { ticket: record, ...besideTickets(asked.account, [ticket], include) };
}

function audits(asked: Asked): object {
  const ticket = alive(asked);
  const include = included(asked);
  const page = paged(asked, { items: ticket.audits, keyOf: ({ id }) => id });
  const authors = page.items.flatMap(({ authorId, events }) => [
    authorId,
    ...events.flatMap(({ author_id: id }) => (typeof id === 'number' ? [id] : [])),
  ]);
  const users = include.has('users') ? { users: distinct(authors, asked.account.people.userById) } : {};
  const tickets = include.has('tickets')
    ? { tickets: [ticketRecord(asked.account, asked.base, ticket, new Set())] }
    : {};
  return { audits: page.items.map(auditRecord), ...users, ...tickets, ...page.links };
}

function comments(asked: Asked): object {
  const said = alive(asked).audits.flatMap((audit) =>
    audit.events.filter(({ type }) => type === 'Comment').map((event) => commentRecord(audit, event)),
  );
  const page = paged(asked, { items: said, keyOf: ({ id }) => id });
  return { comments: page.items, ...page.links };
}

function metrics(asked: Asked): object {
  return { ticket_metric: metricSet(alive(asked), asked.base) };
}

function allMetrics(asked: Asked): object {
  const { tickets: items } = asked.account;
  const page = paged(asked, { items, keyOf: ({ id }) => id, isSeen: isListed(asked), isDescending: true });
  return { ticket_metrics: page.items.map((ticket) => metricSet(ticket, asked.base)), ...page.links };
}

/** Of the whole account, newest first, from whichever end one likes but not from a date. */
function allAudits(asked: Asked): object {
  const { account, base, path, query } = asked;
  const before = query.get('cursor');
  const start = before === null ? account.audits.size - 1 : readCursor(before, 'audits');
  const limit = Math.max(1, Math.min(wholeNumber(query, 'limit') ?? 100, 1000));
  const isSeen = (id: number) => account.byId.get(id)?.deletedAt === null;
  const { entries, next, more } = account.audits.take(start, limit, ({ item }) => isSeen(item.ticketId), Infinity, -1);
  const cursor = more ? writeCursor('audits', next) : null;
  return {
    audits: entries.map(({ item }) => auditRecord(item)),
    before_cursor: cursor,
    before_url: cursor === null ? null : `${base}${path}.json?cursor=${cursor}&limit=${limit}`,
    after_cursor: null,
    after_url: null,
  };
}

function deleted(asked: Asked): object {
  const { account } = asked;
  const items = [...account.deleted].sort((a, b) => a.id - b.id);
  const page = paged(asked, { items, keyOf: ({ id }) => id });
  const records = page.items.map((ticket) => ({
    id: ticket.id,
    subject: `Something about ${ticket.story.workType}`,
    description: `Something about ${ticket.story.workType}`,
    actor: { id: ticket.deletedBy, name: account.people.userById.get(ticket.deletedBy)?.['name'] ?? null },
    deleted_at: iso(ticket.deletedAt ?? 0),
    previous_state: ticket.statusBeforeDeletion,
  }));
  return { deleted_tickets: records, ...page.links };
}
