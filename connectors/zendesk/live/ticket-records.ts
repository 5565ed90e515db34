import { z } from 'zod';
import type { Client } from '../../../src/connector/client.ts';
import type { Lane } from '../../../src/connector/lane.ts';
import type { Instant } from '../../../src/domain/interval.ts';
import { idOrNull, type MetricEvent, ticketSchema } from '../schema.ts';
import { asked, shaped, timeTold, told } from './paging.ts';

const MOST_AT_ONCE = 100;
/** As whose answer a ticket is spoken of. */
export const TICKETS = { path: 'Asking for tickets' };

/** A ticket as the API gives it, and its metric events. */
export interface TicketRecord {
  readonly id: string;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly updatedAt: Instant;
  readonly requester: string | null;
  /** Null: they did not come along. */
  readonly metrics: readonly MetricEvent[] | null;
}

const raw = z.record(z.string(), z.unknown());
const many = z.object({ tickets: z.array(raw) });
const one = z.object({ ticket: raw });

/** Those of the tickets that are found together; others may be there all the same. */
export async function recordsTogether(
  client: Client,
  tickets: readonly string[],
  lane: Lane,
): Promise<Map<string, TicketRecord>> {
  const records: TicketRecord[] = [];
  for (let i = 0; i < tickets.length; i += MOST_AT_ONCE) {
    const query = { ids: tickets.slice(i, i + MOST_AT_ONCE).join(','), include: 'metric_events' };
    const { tickets: found } = await told(client, { path: '/api/v2/tickets/show_many', query, lane }, many);
    records.push(...found.map(recordOf));
  }
  return new Map(records.map((record) => [record.id, record]));
}

/**
 * Each ticket that is there. Whichever did not come with the others, or without its metric events, is asked for by
 * itself: only that tells that a ticket is gone.
 */
export async function recordsOf(
  client: Client,
  tickets: readonly string[],
  lane: Lane,
): Promise<Map<string, TicketRecord>> {
  const records = await recordsTogether(client, tickets, lane);
  const rest = tickets.filter((id) => (records.get(id)?.metrics ?? null) === null);
  const alone = await Promise.all(rest.map((id) => recordAlone(client, id, lane)));
  for (const [i, id] of rest.entries()) {
    const record = alone[i] ?? null;
    if (record === null) records.delete(id);
    else records.set(id, record);
  }
  return records;
}

async function recordAlone(client: Client, id: string, lane: Lane): Promise<TicketRecord | null> {
  const path = `/api/v2/tickets/${encodeURIComponent(id)}`;
  const answer = await asked(client, { path, query: { include: 'metric_events' }, also: [404], lane }, one);
  return answer === null ? null : recordOf(answer.ticket);
}

/** Throws SourceTrouble. */
function recordOf(ticket: z.output<typeof raw>): TicketRecord {
  const read = shaped(TICKETS, ticketSchema, ticket);
  const { id, updated_at: updated, requester_id: requester, metric_events: events } = read;
  return {
    id,
    raw: ticket,
    updatedAt: timeTold(TICKETS, updated),
    requester: idOrNull.safeParse(requester).data ?? null,
    metrics: events == null ? null : Object.values(events).flat(),
  };
}
