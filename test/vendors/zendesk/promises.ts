import { type Promised, promisesOf } from '../desk/promises.ts';
import { DueQueue } from './due-queue.ts';
import { Feed } from './feed.ts';
import { iso } from './ids.ts';
import { isWritten, type MetricRow, metricRowsOf } from './metric-rows.ts';
import type { Ticket } from './ticket.ts';

/** `foreseen`: a breach before its time. `came`: that time has come. `again`: written before, changed now. */
export interface RowWritten {
  readonly row: MetricRow;
  readonly how: 'first' | 'foreseen' | 'came' | 'again';
}

/** The account's promises: rows of metric events as happenings write them, and as time passes. */
export class Promises {
  readonly feed = new Feed<RowWritten>();
  readonly #due = new DueQueue<{ readonly row: MetricRow; readonly ticket: Ticket }>();

  /** Breaches that came before an instant are written; `tell` hears of each. */
  advance(now: number, tell: (ticket: Ticket, at: number) => void): void {
    for (let next = this.#due.takeBefore(now); next !== undefined; next = this.#due.takeBefore(now)) {
      if (next.item.row.deleted) continue;
      this.feed.add(next.due, { row: next.item.row, how: 'came' });
      tell(next.item.ticket, next.due);
    }
  }

  /** After a happening. */
  refresh(ticket: Ticket, at: number): void {
    const promises = promisesSoFar(ticket, at);
    const before = ticket.metricRows;
    const after = new Map<number, MetricRow>();
    for (const row of metricRowsOf(ticket.story.n, promises, ticket.deletedAt)) {
      const known = before.get(row.id);
      after.set(row.id, known ?? row);
      if (known === undefined) this.#writeFirst(ticket, row, at);
      else if (known.deleted !== row.deleted) {
        known.deleted = row.deleted;
        this.feed.add(at, { row: known, how: 'again' });
      }
    }
    ticket.metricRows = after;
    const dues = promises.flatMap(({ stoppedAt, dueAt, breached }) =>
      stoppedAt === null && dueAt !== null && !breached && ticket.deletedAt === null ? [dueAt] : [],
    );
    ticket.nextBreach = dues.length === 0 ? null : Math.min(...dues);
  }

  #writeFirst(ticket: Ticket, row: MetricRow, at: number): void {
    this.feed.add(at, { row, how: row.type === 'breach' ? 'foreseen' : 'first' });
    if (row.type === 'breach' && !row.deleted) this.#due.add(row.time, { row, ticket });
  }
}

const promisesSoFar = ({ story, happened }: Ticket, now: number): Promised[] =>
  promisesOf({ ...story, happenings: happened }, now);

/** The rows of a ticket that can be read now, in the order of their ids. */
export function rowsNow(ticket: Ticket, now: number, areRewritten: boolean): MetricRow[] {
  return [...ticket.metricRows.values()]
    .filter((row) => areRewritten || isWritten(row, now))
    .sort((a, b) => a.id - b.id);
}

/** The promises as a ticket's `slas` has them: the newest of each kind. */
export function slasOf(ticket: Ticket, now: number): object {
  const newest = new Map(promisesSoFar(ticket, now).map((promise) => [promise.target, promise]));
  const metrics = [...newest.values()].map((promise) => ({
    metric: promise.target === 'resolution' ? 'total_resolution_time' : 'first_reply_time',
    stage: promise.stoppedAt !== null ? 'achieved' : promise.dueAt === null ? 'paused' : 'active',
    breach_at: promise.stoppedAt !== null || promise.dueAt === null ? null : iso(promise.dueAt),
    ...(promise.stoppedAt === null ? { minutes: Math.trunc((promise.targetMs - promise.elapsedMs) / 60_000) } : {}),
  }));
  return { policy_metrics: metrics };
}
