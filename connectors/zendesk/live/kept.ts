import type { Found } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import {
  type Audit,
  type AuditEvent,
  auditSchema,
  idOrNull,
  type MetricEvent,
  ratingSchema,
  surveySchema,
  ticketSchema,
} from '../schema.ts';
import type { ZendeskSource } from '../settings.ts';
import { subjectIn } from '../subjects.ts';
import { shaped } from './paging.ts';

/**
 * What is kept of the API's objects: what the schemas name, what fields hold that the settings name, and of the others
 * what was chosen, not written: ids, numbers, words of lists. So a field may be named in the settings later on, and
 * what was read before is understood anew.
 */

const OF_TICKETS = ['priority', 'type', 'organization_id', 'brand_id', 'ticket_form_id', 'tags', 'problem_id'];
/** One word of these is text too. */
const WRITTEN: ReadonlySet<string> = new Set(['subject', 'description', 'satisfaction_comment', 'recipient']);
const CHOSEN = /^[\p{L}\p{N}_.:+-]{0,80}$/u;

/** Fields that are read whatever they hold, by the names audits use. */
export const fieldsRead = ({ fields }: ZendeskSource): ReadonlySet<string> =>
  new Set(fields.map(([, { field }]) => field));

function isChosen(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isChosen);
  return typeof value === 'string' ? CHOSEN.test(value) : typeof value !== 'object' || value === null;
}

const found = (resource: string, data: unknown, beside: object = {}): Found => ({
  about: 'ticket',
  envelope: { resource, data, ...beside },
});

type Raw = Readonly<Record<string, unknown>>;

/** Throws SourceTrouble. */
export function keptTicket(raw: Raw, fields: ReadonlySet<string>): Found {
  const shape = ticketSchema.omit({ metric_events: true });
  const { custom_fields: custom, ...ticket } = shaped({ path: 'Asking for tickets' }, shape, raw);
  const named = [...OF_TICKETS, ...fields].filter((name) => Object.hasOwn(raw, name)).map((name) => [name, raw[name]]);
  const own = custom.filter(({ id, value }) => id !== null && (fields.has(id) || isChosen(value)));
  return found('ticket', { ...ticket, ...Object.fromEntries(named), custom_fields: own });
}

/** A row of the last second may be later than what is read is said to be of. */
const MARGIN_MS = 1_000;

/**
 * All at once, since a result is told by several rows. What is only foreseen when the reading began is left out: with
 * it, nothing would be new when it happens. Empty: no promise.
 */
export function keptMetrics(rows: readonly MetricEvent[], begunAt: Instant): Found[] {
  const until = begunAt - MARGIN_MS;
  const happened = rows.filter(({ instance_id: instance, time }) => instance > 0 && Date.parse(time) <= until);
  const sorted = happened.sort((a, b) => Number(a.id) - Number(b.id));
  return sorted.length === 0 ? [] : [found('metric-events', sorted)];
}

/** Null where it is not as the API gives it. */
export function keptRating(data: unknown): Found | null {
  const rating = ratingSchema.safeParse(data);
  return rating.success ? found('satisfaction-rating', rating.data) : null;
}

/** Null for a survey about something else than a ticket. */
export function keptSurvey(data: unknown): { readonly ticket: string; readonly found: Found } | null {
  const survey = surveySchema.safeParse(data);
  if (!survey.success) return null;
  const ticket = subjectIn(survey.data.subjects, 'ticket');
  return ticket === null ? null : { ticket, found: found('survey-response', survey.data) };
}

export const goneTicket = (id: string, at: Instant, by: string | null, isDeleted: boolean): Found =>
  found('gone', { id, at: new Date(at).toISOString(), by, deleted: isDeleted });

const isComment = ({ public: isPublic }: AuditEvent): boolean => isPublic !== null;

/** Who wrote comments, by id. */
export const commentAuthors = (audits: readonly Audit[]): string[] =>
  audits.flatMap(({ author_id: author, events }) =>
    events.filter(isComment).flatMap((event) => event.author_id ?? author ?? []),
  );

/** One that is not as the API gives it stays without what it says, and is set aside by name. */
export const understoodAudits = (ticket: string, raw: readonly unknown[]): (Audit | { readonly ticket_id: string })[] =>
  raw.map((one) => auditSchema.safeParse(one).data ?? { ticket_id: ticket });

interface Around {
  readonly ticket: string;
  readonly requester: string | null;
  /** By user. */
  readonly roles: ReadonlyMap<string, string | null>;
  readonly fields: ReadonlySet<string>;
}

/**
 * The history of one ticket, oldest first. Beside each audit is only what tells whose side its comments are on, as of
 * then: so it reads the same whenever it is read again, whoever the requester became.
 */
export function keptAudits(audits: ReturnType<typeof understoodAudits>, around: Around): Found[] {
  const { ticket, roles, fields } = around;
  let requester = firstRequester(audits.flatMap((one) => ('events' in one ? one.events : []))) ?? around.requester;
  return audits.map((audit) => {
    if (!('events' in audit)) return found('audit', audit);
    requester = requestersIn(audit.events).at(-1)?.value ?? requester;
    const authors = [...new Set(commentAuthors([audit]))];
    const users = authors.filter((id) => roles.has(id)).map((id) => ({ id, role: roles.get(id) }));
    const isAsking = requester !== null && authors.includes(requester);
    const tickets = isAsking ? [{ id: ticket, requester_id: requester }] : [];
    const events = audit.events.map((event) => keptEvent(event, fields));
    return found('audit', { ...audit, events }, { users, tickets });
  });
}

const requestersIn = (events: readonly AuditEvent[]) =>
  events
    .filter(({ field_name: field }) => field === 'requester_id')
    .map((event) => ({
      value: idOrNull.safeParse(event.value).data ?? null,
      before: idOrNull.safeParse(event.previous_value).data ?? null,
    }));

/** Null: it never changed. */
function firstRequester(events: readonly AuditEvent[]): string | null {
  const first = requestersIn(events)[0];
  return first === undefined ? null : (first.before ?? first.value);
}

/** What somebody wrote is left out; that it was there stays, since ids count the events of an audit. */
function keptEvent(event: AuditEvent, fields: ReadonlySet<string>): object {
  const { type, field_name: field, via } = event;
  if (isComment(event)) return { type, public: event.public, author_id: event.author_id, via };
  if (field === null) return { type };
  const { value, previous_value: before } = event;
  const isKept = fields.has(field) || (!WRITTEN.has(field) && isChosen(value) && isChosen(before));
  return isKept
    ? { type, field_name: field, value, previous_value: before, via }
    : { type, field_name: `left out: ${field}`, via };
}
