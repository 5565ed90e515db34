import type { Account } from '../account.ts';
import type { Entry } from '../feed.ts';
import { iso, ulid, zendeskIds } from '../ids.ts';
import { cursorLinks, paged, readCursor, writeCursor } from '../paging.ts';
import { invalid, notFound, Refusal } from '../refusal.ts';
import { type Asked, idOf, type Route, wholeNumber } from '../route.ts';
import { isArchived, type Rating, type Ticket } from '../ticket.ts';
import { legacyScore } from '../update.ts';

/** One of the two kinds is active: ratings, or the survey with the trap on. */
export const satisfactionRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v2/satisfaction_ratings', of: 'satisfaction_ratings', answer: ratings },
  { method: 'GET', path: '/api/v2/satisfaction_ratings/{id}', of: 'satisfaction_ratings', answer: rating },
  { method: 'GET', path: '/api/v2/guide/survey_responses', of: 'guide', answer: responses },
  { method: 'GET', path: '/api/v2/guide/survey_responses/{id}', of: 'guide', answer: response },
];

function ratingRecord(base: string, ticket: Ticket, rating: Rating): object {
  return {
    url: `${base}/api/v2/satisfaction_ratings/${rating.id}.json`,
    id: rating.id,
    assignee_id: rating.assigneeId,
    group_id: ticket.groupId,
    requester_id: ticket.requesterId,
    ticket_id: ticket.id,
    score: legacyScore(rating.stars),
    created_at: iso(rating.createdAt),
    updated_at: iso(rating.updatedAt),
    comment: null,
    reason: 'No reason provided',
    reason_code: 0,
    reason_id: null,
  };
}

/** By the time of the first rating, which is what `start_time` and `end_time` (seconds) go by. */
function ratings(asked: Asked): object {
  const { account, base, query } = asked;
  const [from, to] = [wholeNumber(query, 'start_time'), wholeNumber(query, 'end_time')];
  const score = query.get('score');
  const now = account.clock();
  const keep = ({ item: ticket, at }: Entry<Ticket>): boolean => {
    const vanished = account.traps.archivedTicketsVanish && isArchived(ticket, now);
    const word = ticket.rating === null ? '' : legacyScore(ticket.rating.stars);
    const isWanted = score === null || score === 'received' || score === word || score === `received_without_comment`;
    return !vanished && ticket.deletedAt === null && isWanted && (to === null || at <= to * 1000);
  };
  if (account.traps.surveyInsteadOfRating)
    return { satisfaction_ratings: [], ...cursorLinks(asked, false, null, null) };
  const { found, links } = ratedPage(asked, from === null ? null : from * 1000, keep);
  return { satisfaction_ratings: found.map(({ ticket, rating: of }) => ratingRecord(base, ticket, of)), ...links };
}

/** By cursor, or by page number where none is asked for. */
function ratedPage(asked: Asked, from: number | null, keep: (entry: Entry<Ticket>) => boolean) {
  const { account, base, path, query } = asked;
  const first = from === null ? 0 : account.rated.from(from);
  const ofEntries = (entries: readonly Entry<Ticket>[]) =>
    entries.flatMap(({ item: ticket }) => (ticket.rating === null ? [] : [{ ticket, rating: ticket.rating }]));
  const isCursor = query.has('page[size]') || query.has('page[after]');
  const size = Math.max(1, Math.min(wholeNumber(query, isCursor ? 'page[size]' : 'per_page') ?? 100, 100));
  if (isCursor) {
    const after = query.get('page[after]');
    const start = after === null ? first : readCursor(after, 'rated');
    const taken = account.rated.take(start, size, keep);
    const links = cursorLinks(asked, taken.more, writeCursor('rated', taken.next), null);
    return { found: ofEntries(taken.entries), links };
  }
  const number = Math.max(1, wholeNumber(query, 'page') ?? 1);
  const all = account.rated.take(first, Infinity, keep).entries;
  const params = new URLSearchParams(query);
  params.set('page', String(number + 1));
  const next = number * size < all.length ? `${base}${path}.json?${params}` : null;
  const links = { next_page: next, previous_page: null, count: all.length };
  return { found: ofEntries(all.slice((number - 1) * size, number * size)), links };
}

function rating(asked: Asked): object {
  const { account, base } = asked;
  const ticket = account.byId.get(zendeskIds.ticket(idOf(asked) - zendeskIds.rating(0)));
  if (ticket?.rating == null || ticket.deletedAt !== null || account.traps.surveyInsteadOfRating) throw notFound();
  return { satisfaction_rating: ratingRecord(base, ticket, ticket.rating) };
}

const CATEGORIES = { 1: 'bad', 3: 'neutral', 5: 'good' } as const;
const responseId = (ticket: Ticket, { createdAt }: Rating): string => ulid(createdAt, ticket.story.n);

function responseRecord(ticket: Ticket, rating: Rating): object {
  const { assigneeId: holder } = rating;
  const subject = (type: string, id: number) => ({ type, id: String(id), zrn: `zen:${type}:${id}` });
  return {
    id: responseId(ticket, rating),
    responder_id: ticket.requesterId,
    expires_at: iso(rating.createdAt + 28 * 86_400_000),
    subjects: [subject('ticket', ticket.id), ...(holder === null ? [] : [subject('user', holder)])],
    survey: { id: '01KJZ0000000000000000000ZZ', version: 1, state: 'enabled' },
    answers: [
      {
        type: 'rating_scale',
        rating: rating.stars,
        rating_category: CATEGORIES[rating.stars],
        created_at: iso(rating.createdAt),
        updated_at: iso(rating.updatedAt),
        question: { id: 'q1', type: 'rating_scale', sub_type: 'customer_satisfaction' },
      },
    ],
  };
}

function assertSurvey({ traps }: Account): void {
  if (!traps.surveyInsteadOfRating) throw new Refusal(403, 'Forbidden', 'The survey is not active in this account');
}

/** Of some tickets, or by the time of the first answer, in milliseconds. */
function responses(asked: Asked): object {
  const { account, query } = asked;
  assertSurvey(account);
  const people = query.get('filter[responder_ids]')?.split(',') ?? null;
  const [from, to] = [wholeNumber(query, 'filter[created_at_start]'), wholeNumber(query, 'filter[created_at_end]')];
  const isAsked = (ticket: Ticket, at: number): boolean =>
    ticket.deletedAt === null &&
    (people === null || people.includes(String(ticket.requesterId))) &&
    (to === null || at <= to);
  const zrns = query.get('filter[subject_zrns]');
  if (zrns !== null) return responsesOf(asked, zrns.split(','), (one) => isAsked(one, one.rating?.createdAt ?? 0));
  const { found, links } = ratedPage(asked, from, ({ item, at }) => isAsked(item, at));
  return { survey_responses: found.map(({ ticket, rating: of }) => responseRecord(ticket, of)), ...links };
}

function responsesOf(asked: Asked, zrns: readonly string[], isAsked: (ticket: Ticket) => boolean): object {
  const tickets = zrns.flatMap((zrn) => {
    const id = /^zen:ticket:(\d{1,15})$/.exec(zrn)?.[1];
    if (id === undefined) throw invalid('filter[subject_zrns]: only zen:ticket:ID is known here');
    return asked.account.byId.get(Number(id)) ?? [];
  });
  const items = tickets.filter((ticket) => ticket.rating !== null && isAsked(ticket)).sort((a, b) => a.id - b.id);
  const page = paged(asked, { items, keyOf: ({ id }) => id });
  const records = page.items.flatMap((one) => (one.rating === null ? [] : [responseRecord(one, one.rating)]));
  return { survey_responses: records, ...page.links };
}

function response(asked: Asked): object {
  const { account, ids } = asked;
  assertSurvey(account);
  const all = account.rated.take(0, Infinity, ({ item }) => item.deletedAt === null).entries;
  const found = all.find(({ item }) => item.rating !== null && responseId(item, item.rating) === ids[0])?.item;
  if (found?.rating == null) throw notFound();
  return { survey_response: responseRecord(found, found.rating) };
}
