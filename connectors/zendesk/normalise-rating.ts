import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { instant, shortened, understood } from './reading.ts';
import { ratingSchema, surveySchema } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { subjectIn } from './subjects.ts';
import { account } from './ticket-change.ts';
import { timeOfUlid } from './ulid.ts';

/** Good or bad, with or without a comment. */
const SCORES: ReadonlyMap<string, number> = new Map([
  ['good', 1],
  ['good_with_comment', 1],
  ['bad', 0],
  ['bad_with_comment', 0],
]);
const NOT_YET: ReadonlySet<string> = new Set(['offered', 'unoffered', 'received']);
/** The survey of 2025 has a middle. */
const CATEGORIES: ReadonlyMap<string, number> = new Map([
  ['good', 1],
  ['neutral', 0.5],
  ['bad', 0],
]);

const NOTHING: Normalised = { events: [], agents: [], unmapped: [] };

interface Rating {
  /** Whoever rates again changes the same one. */
  readonly of: string;
  readonly word: string;
  readonly ticket: string;
  readonly about: string | null;
  readonly score: number;
  readonly at: Instant;
  readonly knownAt: Instant;
}

export function normaliseRating(zendesk: ZendeskSource, data: unknown): Normalised {
  const rating = understood('satisfaction-rating', ratingSchema, data);
  const word = rating.score.toLowerCase();
  const score = SCORES.get(word);
  if (NOT_YET.has(word)) return NOTHING;
  if (score === undefined) return { ...NOTHING, unmapped: [{ what: 'satisfaction score', word: shortened(word) }] };
  const at = instant('created_at', rating.created_at);
  const changedAt = rating.updated_at === null ? at : instant('updated_at', rating.updated_at);
  const { ticket_id: ticket, assignee_id: about } = rating;
  const told = { of: `rating-${rating.id}`, word: score === 1 ? 'good' : 'bad' };
  return rated(zendesk, { ...told, ticket, about, score, at, knownAt: Math.max(at, changedAt) });
}

export function normaliseSurveyResponse(zendesk: ZendeskSource, data: unknown): Normalised {
  const survey = understood('survey-response', surveySchema, data);
  const scales = survey.answers.filter(({ type }) => type === 'rating_scale');
  const answer = scales.find(({ question }) => question?.sub_type?.startsWith('customer_satisfaction')) ?? scales[0];
  if (answer === undefined) return NOTHING;
  const word = answer.rating_category?.toLowerCase() ?? 'no category';
  const score = CATEGORIES.get(word);
  if (score === undefined) return { ...NOTHING, unmapped: [{ what: 'satisfaction score', word: shortened(word) }] };
  const at = answer.created_at === null ? ulidTime(survey.id) : instant('created_at', answer.created_at);
  const changedAt = answer.updated_at === null ? at : instant('updated_at', answer.updated_at);
  const ticket = subjectIn(survey.subjects, 'ticket');
  if (ticket === null) throw new Rejected('no ticket', `survey response ${shortened(survey.id)} names none`, REMEDY);
  const about = subjectIn(survey.subjects, 'user');
  return rated(zendesk, {
    of: `survey-${survey.id}`,
    word,
    ticket,
    about,
    score,
    at,
    knownAt: Math.max(at, changedAt),
  });
}

const REMEDY = 'Only surveys about tickets are read: ask for those with filter[subject_zrns].';

/** A mind that is changed, and changed back, is three wordings of one rating: each has an id, and the latest counts. */
function rated(zendesk: ZendeskSource, { of, word, ticket, about, score, at, knownAt }: Rating): Normalised {
  const id = ticketId(zendesk.source, ticket);
  const edition = { of, at: knownAt };
  const fact = { type: 'rated', score, about: account(zendesk, about), edition } as const;
  const key = `${of}.${word}.${knownAt}`;
  return {
    ...NOTHING,
    events: [{ id: eventId(id, key), ticketId: id, occurredAt: at, knownAt, seq: 0, actor: null, fact }],
  };
}

function ulidTime(id: string): Instant {
  const at = timeOfUlid(id);
  if (at !== null) return at;
  throw new Rejected(
    'unreadable time',
    `survey response ${shortened(id)} does not say when it was answered`,
    "Send the object exactly as Zendesk's API returns it.",
  );
}
