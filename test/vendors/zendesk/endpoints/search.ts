import { paged } from '../paging.ts';
import { invalid, Refusal } from '../refusal.ts';
import { type Asked, included, type Route, wholeNumber } from '../route.ts';
import type { Ticket } from '../ticket.ts';
import { ticketRecord } from '../ticket-record.ts';

/** Tickets only, by status and by the times of creation and last update. */
export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v2/search', of: 'search', answer: search },
  { method: 'GET', path: '/api/v2/search/count', of: 'search', answer: (asked) => ({ count: found(asked).length }) },
  { method: 'GET', path: '/api/v2/search/export', of: 'search', answer: exportAll },
];

const CAP = 1000;
const TERM = /^(created|updated|status|type)(:|>=|<=|>|<)(.+)$/;

type Test = (ticket: Ticket) => boolean;

function found({ account, query }: Asked): Ticket[] {
  const tests = (query.get('query') ?? '')
    .split(/\s+/)
    .filter((term) => term !== '')
    .map(testOf);
  return account.tickets.filter((ticket) => ticket.deletedAt === null && tests.every((test) => test(ticket)));
}

function testOf(term: string): Test {
  const [, field = '', sign = '', value = ''] = TERM.exec(term) ?? [];
  if (field === 'type') return () => value === 'ticket';
  if (field === 'status') return ({ status }) => status === value;
  const asked = Date.parse(value);
  if (field === '' || Number.isNaN(asked)) throw new Refusal(422, 'invalid', `Invalid search: ${term}`);
  const at: (ticket: Ticket) => number = field === 'created' ? (one) => one.createdAt : (one) => one.updatedAt;
  if (sign === '>') return (one) => at(one) > asked;
  if (sign === '>=') return (one) => at(one) >= asked;
  if (sign === '<') return (one) => at(one) < asked;
  return sign === '<=' ? (one) => at(one) <= asked : (one) => at(one) === asked;
}

const result = (asked: Asked) => (ticket: Ticket) => ({
  ...ticketRecord(asked.account, asked.base, ticket, included(asked)),
  result_type: 'ticket',
});

/** By page number, and not a row past the thousandth. */
function search(asked: Asked): object {
  const size = Math.min(wholeNumber(asked.query, 'per_page') ?? 100, 100);
  if (Math.max(1, wholeNumber(asked.query, 'page') ?? 1) * size > CAP) {
    throw new Refusal(422, 'invalid', 'Search gives 1000 results at most');
  }
  const query = new URLSearchParams(asked.query);
  query.delete('page[size]');
  const page = paged({ ...asked, query }, { items: found(asked), keyOf: ({ id }) => id });
  return { results: page.items.map(result(asked)), facets: null, ...page.links };
}

function exportAll(asked: Asked): object {
  const query = new URLSearchParams(asked.query);
  if (query.get('filter[type]') !== 'ticket') throw invalid('filter[type] is missing, or none that is known');
  if (!query.has('page[size]')) query.set('page[size]', '100');
  const page = paged({ ...asked, query }, { items: found(asked), keyOf: ({ id }) => id });
  return { results: page.items.map(result(asked)), facets: null, ...page.links };
}
