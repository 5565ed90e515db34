import type { DeskPlan } from '../../src/simulator/desk-plan.ts';
import { simulateTickets, type TicketRow } from '../../src/simulator/simulate-desk.ts';

export const PLAN: DeskPlan = { seed: 7, agents: 30, weeks: 26, start: Date.UTC(2026, 0, 5) };

/** What a reader of the log sees of one ticket, without any truth. */
export interface SeenTicket {
  readonly rows: readonly TicketRow[];
  /** With the kind of work it is known to be in the end */
  readonly created: TicketRow;
  readonly createdAt: number;
  /** Account of the first resolver, or '' while open */
  readonly resolver: string;
  readonly isClosed: boolean;
  readonly isReopened: boolean;
  readonly isBreached: boolean;
  readonly isBounced: boolean;
  readonly isGood: boolean;
}

export function readTickets(plan: DeskPlan): readonly SeenTicket[] {
  return [...Map.groupBy(simulateTickets(plan), (row) => row.ticket).values()].map(readTicket);
}

export function goodRate(tickets: readonly SeenTicket[]): number {
  return tickets.filter((ticket) => ticket.isGood).length / tickets.length;
}

function readTicket(rows: readonly TicketRow[]): SeenTicket {
  const filed = rows[0] as TicketRow;
  const refiled = rows.find((row) => row.event === 'changed');
  const created = { ...filed, work_type: refiled?.work_type ?? filed.work_type };
  const resolvedIndex = rows.findIndex(isResolution);
  const holders = rows
    .slice(0, Math.max(0, resolvedIndex))
    .flatMap((row) => (row.event === 'assigned' ? [row.agent] : []));
  const isReopened = rows.some((row) => row.event === 'reopened');
  const isBreached = rows.some((row) => row.value === 'resolution:breached');
  const isBounced = holders.some((holder, index) => holder === holders[index + 2]);
  return {
    rows,
    created,
    createdAt: Date.parse(created.at),
    resolver: rows[resolvedIndex]?.actor ?? '',
    isClosed: rows.some((row) => row.value === 'closed'),
    isReopened,
    isBreached,
    isBounced,
    isGood: !isReopened && !isBreached && !isBounced,
  };
}

export function isResolution(row: TicketRow): boolean {
  return row.event === 'status' && row.value === 'resolved';
}
