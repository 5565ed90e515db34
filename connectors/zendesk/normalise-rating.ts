import type { Normalised } from '../../src/connector/connector.ts';
import { Rejected } from '../../src/connector/rejected.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { instant, shortened, understood } from './reading.ts';
import { ratingSchema, surveySchema } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { account } from './ticket-change.ts';

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
  readonly key: string;
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
  const key = `rating-${rating.id}.${score === 1 ? 'good' : 'bad'}`;
  return rated(zendesk, { key, ticket, about, score, at, knownAt: Math.max(at, changedAt) });
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
  const key = `survey-${survey.id}.${word}`;
  const about = subjectIn(survey.subjects, 'user');
  return rated(zendesk, { key, ticket, about, score, at, knownAt: Math.max(at, changedAt) });
}

const REMEDY = 'Only surveys about tickets are read: ask for those with filter[subject_zrns].';

function rated(zendesk: ZendeskSource, { key, ticket, about, score, at, knownAt }: Rating): Normalised {
  const id = ticketId(zendesk.source, ticket);
  const fact = { type: 'rated', score, about: account(zendesk, about) } as const;
  return {
    ...NOTHING,
    events: [{ id: eventId(id, key), ticketId: id, occurredAt: at, knownAt, seq: 0, actor: null, fact }],
  };
}

/** Subjects are named twice, by type and id and as `zen:ticket:123`. */
function subjectIn(subjects: readonly { type: string | null; id: string | null; zrn: string | null }[], kind: string) {
  const ids = subjects.map(({ type, id, zrn }) => {
    const named = new RegExp(`^zen:${kind}:([1-9]\\d{0,18})$`).exec(zrn ?? '')?.[1];
    return named ?? (type === kind && /^[1-9]\d{0,18}$/.test(id ?? '') ? id : null);
  });
  return ids.find((id) => id !== null) ?? null;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first ten characters of a ULID are the milliseconds at which it was made. */
function ulidTime(id: string): Instant {
  const digits = [...id.toUpperCase().slice(0, 10)].map((character) => CROCKFORD.indexOf(character));
  const at = digits.reduce((sum, digit) => sum * 32 + digit, 0);
  if (id.length === 26 && !digits.includes(-1) && at < Date.UTC(2200, 0)) return at;
  throw new Rejected(
    'unreadable time',
    `survey response ${shortened(id)} does not say when it was answered`,
    "Send the object exactly as Zendesk's API returns it.",
  );
}
