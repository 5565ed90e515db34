import { z } from 'zod';
import type { Normalised, Unmapped } from '../../src/connector/connector.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { Instant } from '../../src/domain/interval.ts';
import { inOrder, type TicketEvent } from '../../src/domain/ticket-event.ts';
import { instant, orderOf, shortened, understood } from './reading.ts';
import { type MetricEvent, metricEvent } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { CLOCK_OF_METRIC } from './status-map.ts';

/** All metric events of a ticket. */
export function normaliseMetricEvents(zendesk: ZendeskSource, data: unknown, receivedAt: Instant): Normalised {
  const unmapped: Unmapped[] = [];
  const rows = understood('metric-events', z.array(metricEvent), data);
  return { events: slaResults(zendesk, rows, receivedAt, unmapped), agents: [], unmapped };
}

/** One of them does not tell a result: whether a clock that has stopped was met, the others know. */
export function normaliseMetricEvent(data: unknown): Normalised {
  const row = understood('metric-event', metricEvent, data);
  return { events: [], agents: [], unmapped: [], reread: [row.ticket_id] };
}

interface Timed extends MetricEvent {
  readonly at: Instant;
}

/** Results of every promised clock that has one by now: Zendesk's, not ours. */
export function slaResults(
  zendesk: ZendeskSource,
  rows: readonly MetricEvent[],
  receivedAt: Instant,
  unmapped: Unmapped[],
): TicketEvent[] {
  const timed = rows
    .map((row): Timed => ({ ...row, at: instant('time', row.time) }))
    // Measures of the ticket as a whole are instance 0; what was taken back is marked deleted.
    .filter(({ deleted, instance_id: instance }) => deleted !== true && instance > 0)
    .sort((a, b) => a.at - b.at || orderOf(a.id) - orderOf(b.id));
  const clocks = Map.groupBy(timed, (row) => `${row.ticket_id} ${row.metric} ${row.instance_id}`);
  const results = [...clocks.values()].flatMap((clock) => {
    const told = resultOf(clock, receivedAt);
    if (told === null) return [];
    const target = targetOf(told.row, unmapped);
    return target === null ? [] : [resultEvent(zendesk, told, target, receivedAt)];
  });
  return results.sort(inOrder);
}

function targetOf({ metric, instance_id: instance }: MetricEvent, unmapped: Unmapped[]): string | null {
  if (metric === 'reply_time') return instance === 1 ? 'first-response' : 'next-response';
  const target = CLOCK_OF_METRIC.get(metric) ?? null;
  if (target === null) unmapped.push({ what: 'metric', word: shortened(metric) });
  return target;
}

interface Result {
  readonly row: Timed;
  readonly met: boolean;
}

/** Null: not promised, or still running within its target. Rows of one clock, in order of time. */
function resultOf(rows: readonly Timed[], now: Instant): Result | null {
  const lastOf = (...types: string[]) => rows.findLastIndex(({ type, at }) => types.includes(type) && at <= now);
  const fulfilled = lastOf('fulfill');
  const stopped = fulfilled > lastOf('activate') ? rows[fulfilled] : undefined;
  // A breach is written down for when it would come; one after the end has not come.
  const breach = rows.find(({ type, at }) => type === 'breach' && at <= (stopped?.at ?? now));
  if (breach !== undefined) return { row: breach, met: false };
  const promise = rows[lastOf('apply_sla', 'apply_group_sla')];
  if (stopped === undefined || promise === undefined) return null;
  return { row: stopped, met: !isOverrun(promise, rows[lastOf('update_status')]) };
}

/** By Zendesk's own count of minutes, for targets set so late that no breach was written down. */
function isOverrun({ sla }: Timed, measured: Timed | undefined): boolean {
  const seconds = sla?.target_in_seconds ?? (sla?.target ?? Number.NaN) * 60;
  const minutes = sla?.business_hours === true ? measured?.status?.business : measured?.status?.calendar;
  return minutes != null && minutes >= seconds / 60 + 1;
}

/** Rows are taken back and added without saying when: of two results of a clock the one that was read later counts. */
function resultEvent({ source }: ZendeskSource, { row, met }: Result, target: string, readAt: Instant): TicketEvent {
  const id = ticketId(source, row.ticket_id);
  return {
    id: eventId(id, `metric-event-${row.id}.${met ? 'met' : 'breached'}`),
    ticketId: id,
    occurredAt: row.at,
    knownAt: row.at,
    seq: orderOf(row.id),
    actor: null,
    fact: { type: 'sla-reported', target, met, edition: { of: `${row.metric}-${row.instance_id}`, at: readAt } },
  };
}
