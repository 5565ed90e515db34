import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import { credentialLasts } from '../../../src/connector/credential-end.ts';
import type { Check, CheckOutcome, ReadingFrom } from '../../../src/connector/remote.ts';
import { SourceTrouble } from '../../../src/connector/source-trouble.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { auditSchema, idOrNull, sideloads } from '../schema.ts';
import { asked, NOT_HERE, told } from './paging.ts';

const DAY_MS = 86_400_000;
const API_TOKENS_END = Date.UTC(2027, 3, 30);

const ok = (said: string): CheckOutcome => ({ result: 'ok', said });
const warning = (said: string, remedy: string): CheckOutcome => ({ result: 'warning', said, remedy });
const failed = (said: string, remedy: string): CheckOutcome => ({ result: 'failed', said, remedy });
const day = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

const ADMIN = 'Let the OAuth client act for an administrator: exports are given to nobody else.';
const OAUTH =
  'Make an OAuth client in the Admin Centre, and write sign-in client-credentials: no API token can be made any more.';
const SCOPE = 'Give the OAuth client the scope `read`, and name it in the source.';

/** Each credential and right by itself, in the order in which they are needed. None throws. */
export function checksOf(from: ReadingFrom, client: Client, now: () => Instant): Check[] {
  const check = (title: string, run: () => Promise<CheckOutcome>, remedy: string): Check => ({
    title,
    run: () => run().catch((error: unknown) => failed(saidBy(error), remedy)),
  });
  const isToken = from.signIn.kind === 'api-token';
  const usesTokens = from.signIn.kind === 'client-credentials' || from.signIn.kind === 'bearer';
  const since = () => Math.floor((now() - DAY_MS) / 1000);
  return [
    check('Signs in', () => signsIn(client), 'Check the address, the identifier and the secret.'),
    ...(isToken ? [check('Signs in by a way that lasts', async () => lasts(from, now()), OAUTH)] : []),
    ...(isToken ? [] : [credentialLasts(from, now)]),
    ...(usesTokens ? [check('May read what is needed', () => scopes(client), SCOPE)] : []),
    check('Lists tickets that changed', () => exportsTickets(client, since()), ADMIN),
    check('Reads the history of tickets', () => readsHistory(client), SCOPE),
    check('Reads service level results', () => readsPromises(client, since()), ADMIN),
    check('Reads satisfaction ratings', () => readsRatings(client, now()), ADMIN),
    check('Reads agents and groups', () => readsPeople(client), SCOPE),
    check('Reads schedules', () => readsSchedules(client), SCOPE),
    check('Sets up webhooks', () => readsWebhooks(client), SCOPE),
  ];
}

function saidBy(error: unknown): string {
  if (error instanceof SourceTrouble) return error.message;
  return `It broke off: ${error instanceof Error ? error.message : String(error)}`;
}

const whoAmI = z.object({ user: z.object({ id: idOrNull, role: z.string() }) });

/** Whoever is not known is answered all the same: as nobody, with status 200. */
async function signsIn(client: Client): Promise<CheckOutcome> {
  const { user } = await told(client, { path: '/api/v2/users/me', lane: 'live' }, whoAmI);
  if (user.id === null) return failed('Zendesk does not know who asks.', 'Check the identifier and the secret.');
  if (user.role === 'admin') return ok('As an administrator.');
  return warning(`Signed in, but as "${user.role}".`, ADMIN);
}

/** When a credential of the other kinds ends, nobody but the desk knows. */
function lasts({ credentialEnds }: ReadingFrom, now: Instant): CheckOutcome {
  const end = Math.min(credentialEnds ?? API_TOKENS_END, API_TOKENS_END);
  if (end <= now) return failed(`The API token ended on ${day(end)}.`, OAUTH);
  return warning(`It is an API token: it ends on ${day(end)}, as all of them do by 30 April 2027.`, OAUTH);
}

const tokenAnswer = z.object({ token: z.object({ scopes: z.array(z.string()) }) });

/** A scope that Zendesk does not know is given, and opens nothing. */
async function scopes(client: Client): Promise<CheckOutcome> {
  const ask = { path: '/api/v2/oauth/tokens/current', also: NOT_HERE, lane: 'live' } as const;
  const answer = await asked(client, ask, tokenAnswer);
  if (answer === null) return warning('Zendesk does not tell what the token may do.', 'The checks below tell.');
  const given = answer.token.scopes;
  const has = (scope: string) => given.includes(scope);
  const said = `Scopes: ${given.join(', ')}.`;
  const missing = ['tickets:read', 'users:read'].filter((scope) => !has(scope));
  if (!has('read') && missing.length > 0) return failed(`${said} Missing: ${missing.join(', ')}.`, SCOPE);
  if (has('write'))
    return warning(`${said} It could change tickets.`, 'The scopes read and webhooks:write are enough.');
  return ok(said);
}

const exported = z.object({ tickets: z.array(z.unknown()) });

async function exportsTickets(client: Client, since: number): Promise<CheckOutcome> {
  const query = { start_time: since, per_page: 1, support_type_scope: 'all' };
  const ask = { path: '/api/v2/incremental/tickets/cursor', query, bucket: 'exports', lane: 'live' } as const;
  const { tickets } = await told(client, ask, exported);
  return ok(tickets.length === 0 ? 'None changed within the last day.' : 'Some changed within the last day.');
}

const newest = z.object({ tickets: z.array(z.object({ id: idOrNull })) });
const history = z.object({ audits: z.array(auditSchema), users: sideloads.shape.users });

async function readsHistory(client: Client): Promise<CheckOutcome> {
  const query = { 'page[size]': 1, sort: '-updated_at' };
  const list = { path: '/api/v2/tickets', query, bucket: 'lists', lane: 'live' } as const;
  const { tickets } = await told(client, list, newest);
  const id = tickets[0]?.id ?? null;
  if (id === null) return warning('There is no ticket to try it with.', 'Check again when there is one.');
  const ask = {
    path: `/api/v2/tickets/${id}/audits`,
    query: { include: 'users', 'page[size]': 100 },
    lane: 'live',
  } as const;
  const { audits, users } = await told(client, ask, history);
  const remedy = 'Let the account see all tickets: agents with a restricted view see only theirs.';
  if (audits.length === 0) return failed(`Ticket ${id} has no history that can be read.`, remedy);
  if (users.length === 0)
    return warning(`Ticket ${id} has a history, but not by whom.`, 'Give it the scope users:read.');
  return ok(`${audits.length} entries of ticket ${id}.`);
}

async function readsPromises(client: Client, since: number): Promise<CheckOutcome> {
  const query = { start_time: since };
  const path = '/api/v2/incremental/ticket_metric_events';
  const rows = await asked(
    client,
    { path, query, bucket: 'timed-exports', also: NOT_HERE, lane: 'live' },
    z.object({}),
  );
  if (rows === null) return warning('Zendesk gives none.', ADMIN);
  const policies = await asked(client, { path: '/api/v2/slas/policies', also: NOT_HERE, lane: 'live' }, z.object({}));
  if (policies !== null) return ok('Results and policies.');
  return warning('There are no SLA policies on this plan.', 'Promises are counted by the policies in rules/sla alone.');
}

async function readsRatings(client: Client, now: Instant): Promise<CheckOutcome> {
  const query = { score: 'received', 'page[size]': 1 };
  const responses = { 'filter[created_at_start]': now - DAY_MS, 'page[size]': 1 };
  const is = async (path: string, by: Readonly<Record<string, string | number>>) =>
    (await asked(client, { path, query: by, also: NOT_HERE, lane: 'live' }, z.object({}))) !== null;
  const isSurvey = await is('/api/v2/guide/survey_responses', responses);
  const isRating = await is('/api/v2/satisfaction_ratings', query);
  if (isSurvey) return ok('By the survey of 2025.');
  if (isRating) return ok('Good or bad.');
  return warning('Neither kind of rating can be read.', `${ADMIN} Or is satisfaction not asked for on this plan?`);
}

async function readsPeople(client: Client): Promise<CheckOutcome> {
  const query = { role: 'agent', 'page[size]': 1 };
  await told(client, { path: '/api/v2/users', query, lane: 'live' }, z.object({ users: z.array(z.unknown()) }));
  await told(
    client,
    { path: '/api/v2/groups', query: { 'page[size]': 1 }, lane: 'live' },
    z.object({ groups: z.array(z.unknown()) }),
  );
  return ok('Both.');
}

async function readsSchedules(client: Client): Promise<CheckOutcome> {
  const ask = { path: '/api/v2/business_hours/schedules', also: NOT_HERE, lane: 'live' } as const;
  const answer = await asked(client, ask, z.object({ schedules: z.array(z.unknown()) }));
  if (answer === null) return warning('There are none on this plan.', 'Write the hours in rules/calendars by hand.');
  return ok(`${answer.schedules.length} of them.`);
}

async function readsWebhooks(client: Client): Promise<CheckOutcome> {
  const ask = { path: '/api/v2/webhooks', query: { 'page[size]': 1 }, also: NOT_HERE, lane: 'live' } as const;
  const answer = await asked(client, ask, z.object({ webhooks: z.array(z.unknown()) }));
  if (answer !== null) return ok('They can be listed; making one needs the scope webhooks:write.');
  return warning(
    'They cannot be listed.',
    'For `stepladder connect`, add the scope webhooks:write; or make the webhook by hand.',
  );
}
