import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Found, TicketRead } from '../../../src/connector/remote.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { plainText } from '../reading.ts';
import { idOrNull, sideloads } from '../schema.ts';
import type { Deletions } from './deletions.ts';
import * as kept from './kept.ts';
import { asked, NOT_HERE, pages, told } from './paging.ts';
import { recordsOf, type TicketRecord } from './ticket-records.ts';

/** `updated_at` is in whole seconds: another change may come within the same one. Clocks may differ a little. */
const SETTLED_AFTER_MS = 3_000;
const SURVEYS_TRIED_AGAIN_MS = 3_600_000;

/** What reading an account needs besides the tickets asked for. */
export interface Reading {
  readonly client: Client;
  readonly now: () => Instant;
  readonly fields: ReadonlySet<string>;
  readonly deletions: Deletions;
}

/** Tickets whole: the record first, so that what came after it is never taken for known. */
export class TicketReader {
  readonly #reading: Reading;
  /** Survey responses were refused: the account has the other kind of rating, or none. */
  #surveysRestUntil: Instant | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  async read(tickets: readonly string[], lane: Lane): Promise<TicketRead[]> {
    const { client, deletions, now } = this.#reading;
    const begunAt = now();
    const records = await recordsOf(client, tickets, lane);
    const missing = tickets.filter((id) => !records.has(id));
    const deleted = missing.length === 0 ? new Map() : await deletions.of(missing, lane);
    const histories = await this.#histories([...records.values()], lane);
    const surveys = await this.#surveys([...records.keys()], lane);
    return Promise.all(
      tickets.map(async (id) => {
        const record = records.get(id);
        if (record === undefined) return goneRead(id, deleted.get(id) ?? null, begunAt);
        deletions.isThere(id);
        const ratings = [...(await rating(client, record, lane)), ...(surveys.get(id) ?? [])];
        return this.#whole(record, begunAt, [...(histories.get(id) ?? []), ...ratings]);
      }),
    );
  }

  /** A record that may still change within its second is not told: whoever reads it again would be told the same time. */
  #whole(record: TicketRecord, begunAt: Instant, history: readonly Found[]): TicketRead {
    const { fields } = this.#reading;
    const { id, raw, updatedAt, metrics } = record;
    const unsettled = begunAt - updatedAt < SETTLED_AFTER_MS;
    const state = unsettled ? [] : [kept.keptTicket(raw, fields)];
    const found = [...state, ...kept.keptMetrics(metrics ?? [], begunAt), ...history];
    return { ticket: id, found, version: updatedAt, updatedAt, ...(unsettled && { unsettled }) };
  }

  async #histories(records: readonly TicketRecord[], lane: Lane): Promise<Map<string, Found[]>> {
    const { client, fields } = this.#reading;
    const read = await Promise.all(records.map((record) => history(client, record.id, lane)));
    const roles = new Map(read.flatMap((one) => [...one.roles]));
    const authors = read.flatMap(({ audits }) => kept.commentAuthors(audits.filter((one) => 'events' in one)));
    const unknown = [...new Set(authors.filter((id) => !roles.has(id)))];
    for (const [id, role] of await rolesOf(client, unknown, lane)) roles.set(id, role);
    return new Map(
      records.map(({ id, requester }, i) => {
        const audits = read[i]?.audits ?? [];
        return [id, kept.keptAudits(audits, { ticket: id, requester, roles, fields })];
      }),
    );
  }

  async #surveys(tickets: readonly string[], lane: Lane): Promise<Map<string, Found[]>> {
    const { client, now } = this.#reading;
    const byTicket = new Map<string, Found[]>();
    if (tickets.length === 0 || (this.#surveysRestUntil ?? now()) > now()) return byTicket;
    const query = { 'filter[subject_zrns]': tickets.map((id) => `zen:ticket:${id}`).join(',') };
    const ask = { path: '/api/v2/guide/survey_responses', query, also: NOT_HERE, lane };
    let isHere = false;
    for await (const { survey_responses: responses } of pages(client, ask, surveyPage)) {
      isHere = true;
      for (const { ticket, found } of responses.flatMap((one) => kept.keptSurvey(one) ?? [])) {
        byTicket.set(ticket, [...(byTicket.get(ticket) ?? []), found]);
      }
    }
    this.#surveysRestUntil = isHere ? null : now() + SURVEYS_TRIED_AGAIN_MS;
    return byTicket;
  }
}

const surveyPage = z.object({ survey_responses: z.array(z.unknown()) });
const users = z.object({ users: sideloads.shape.users });
const auditPage = users.extend({ audits: z.array(z.unknown()) });
const ratingAnswer = z.object({ satisfaction_rating: z.unknown() });
const ratingIn = z.object({ satisfaction_rating: z.object({ id: idOrNull, score: z.string() }).nullish().catch(null) });

async function history(client: Client, ticket: string, lane: Lane) {
  const raw: unknown[] = [];
  const roles = new Map<string, string | null>();
  const ask = { path: `/api/v2/tickets/${ticket}/audits`, query: { include: 'users' }, lane };
  for await (const page of pages(client, ask, auditPage)) {
    raw.push(...page.audits);
    for (const [id, role] of rolesIn(page)) roles.set(id, role);
  }
  return { audits: kept.understoodAudits(ticket, raw), roles };
}

/** Where audits came without their users. Those who were deleted are not told. */
async function rolesOf(client: Client, ids: readonly string[], lane: Lane): Promise<[string, string | null][]> {
  const found: [string, string | null][] = [];
  for (let i = 0; i < ids.length; i += 100) {
    const query = { ids: ids.slice(i, i + 100).join(',') };
    found.push(...rolesIn(await told(client, { path: '/api/v2/users/show_many', query, lane }, users)));
  }
  return found;
}

const rolesIn = ({ users: all }: z.output<typeof users>) =>
  all.flatMap(({ id, role }): [string, string | null][] => (id === null ? [] : [[id, role]]));

/** The rating of a ticket that has one: the ticket itself does not say about whom, or when. */
async function rating(client: Client, { raw }: TicketRecord, lane: Lane): Promise<Found[]> {
  const told = ratingIn.safeParse(raw).data?.satisfaction_rating ?? null;
  const score = plainText(told?.score) ?? 'unoffered';
  if (told?.id == null || score === 'offered' || score === 'unoffered') return [];
  const ask = { path: `/api/v2/satisfaction_ratings/${told.id}`, also: NOT_HERE, lane };
  const answer = await asked(client, ask, ratingAnswer);
  const found = answer === null ? null : kept.keptRating(answer.satisfaction_rating);
  return found === null ? [] : [found];
}

function goneRead(id: string, deletion: { at: Instant; by: string | null } | null, now: Instant): TicketRead {
  const found = [kept.goneTicket(id, deletion?.at ?? now, deletion?.by ?? null, deletion !== null)];
  return { ticket: id, found, version: null, updatedAt: null };
}
