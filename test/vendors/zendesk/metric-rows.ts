import type { Promised } from '../desk/promises.ts';
import { iso, zendeskIds } from './ids.ts';

/** A row of ticket_metric_events. A breach is written for the moment at which it would come, and may be taken back. */
export interface MetricRow {
  readonly id: number;
  readonly ticketId: number;
  readonly metric: 'reply_time' | 'resolution_time';
  readonly instance: number;
  readonly type: 'measure' | 'activate' | 'pause' | 'fulfill' | 'breach' | 'apply_sla' | 'update_status';
  readonly time: number;
  readonly more: object;
  deleted: boolean;
}

const METRICS = { 'first-response': 'reply_time', resolution: 'resolution_time' } as const;

type Write = (row: number, type: MetricRow['type'], time: number, more?: object, deleted?: boolean) => void;

/** All rows of a ticket, by what is promised so far; each keeps its id whenever this is asked. */
export function metricRowsOf(n: number, promises: readonly Promised[], deletedAt: number | null): MetricRow[] {
  const rows: MetricRow[] = [];
  for (const promise of promises) {
    const offset = (promise.target === 'resolution' ? 5000 : 0) + promise.cycle * 100;
    const head = { ticketId: zendeskIds.ticket(n), metric: METRICS[promise.target], instance: promise.cycle };
    const write: Write = (row, type, time, more = {}, deleted = false) => {
      rows.push({ ...head, id: zendeskIds.metricRow(n, offset + row), type, time, more, deleted });
    };
    if (promise.cycle === 1) {
      rows.push({
        ...head,
        id: zendeskIds.metricRow(n, offset),
        instance: 0,
        type: 'measure',
        ...AT(promise.startedAt),
      });
    }
    write(1, 'activate', promise.startedAt);
    write(2, 'apply_sla', promise.startedAt, { sla: slaOf(promise) });
    writeSpells(promise, write, deletedAt);
  }
  return rows;
}

const AT = (time: number) => ({ time, more: {}, deleted: false });

function slaOf({ targetMs }: Promised): object {
  const policy = { id: zendeskIds.policy, title: 'Desk promises', description: null };
  return { target: targetMs / 60_000, target_in_seconds: targetMs / 1000, business_hours: false, policy };
}

/** The spells in which the clock ran: each begins with a breach that is foreseen, and ends with a pause or for good. */
function writeSpells(promise: Promised, write: Write, deletedAt: number | null): void {
  let start = promise.startedAt;
  let ran = 0;
  for (const [i, end] of endsOf(promise).entries()) {
    const row = 3 + 4 * i;
    const due = start + promise.targetMs - ran;
    const isTakenBack = (end !== null && end.at <= due) || (deletedAt !== null && deletedAt <= due);
    if (ran <= promise.targetMs && (end === null || end.at > start)) write(row, 'breach', due, {}, isTakenBack);
    if (end === null) return;
    ran += end.at - start;
    const minutes = Math.floor(ran / 60_000);
    write(row + 1, end.isPause ? 'pause' : 'fulfill', end.at);
    write(row + 2, 'update_status', end.at, { status: { calendar: minutes, business: minutes } });
    if (!end.isPause || end.resumed === null) return;
    start = end.resumed;
    if (start !== promise.stoppedAt) write(row + 3, 'activate', start);
  }
}

type End = { readonly at: number; readonly isPause: boolean; readonly resumed: number | null } | null;

function endsOf({ pauses, stoppedAt }: Promised): End[] {
  const ends: End[] = pauses.map(({ start, end }) => ({ at: start, isPause: true, resumed: end }));
  return [...ends, stoppedAt === null ? null : { at: stoppedAt, isPause: false, resumed: null }];
}

/** A breach that is only foreseen, or was taken back: seen where rows are rewritten, otherwise not. */
export const isWritten = (row: MetricRow, now: number): boolean =>
  row.type !== 'breach' || (!row.deleted && row.time < now);

export const metricRowRecord = ({ id, ticketId, metric, instance, type, time, more, deleted }: MetricRow) => ({
  id,
  ticket_id: ticketId,
  metric,
  instance_id: instance,
  type,
  time: iso(time),
  ...more,
  ...(deleted ? { deleted: true } : {}),
});
