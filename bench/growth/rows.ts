import { rowDelivery } from '../../src/inbox/deliver-rows.ts';
import type { Store } from '../../src/store/store.ts';

export const SOURCE = 'bench';
/** Tickets that come by rows; all others are copies of them under the next numbers. */
export const STORIES = 10;
/** Rows of each. */
export const ROWS = 5;
/** What the first ticket is called: one number of digits for all. */
export const FIRST = 1_000_000;

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2, 9);
const AGENTS = ['ann', 'bob', 'cy', 'dan', 'eve'] as const;

type TicketLogRow = Readonly<Record<string, string>>;

const at = (minutes: number): string => new Date(START + minutes * MINUTE).toISOString();

/** Five rows a ticket: opened, taken, answered, handed over, answered again. */
export const TEMPLATES: readonly TicketLogRow[] = Array.from({ length: STORIES }, (_, i) => {
  const ticket = `T${FIRST + i}`;
  const [first = '', second = ''] = [AGENTS[i % AGENTS.length], AGENTS[(i + 1) % AGENTS.length]];
  const kind = { team: i % 2 === 0 ? 'first' : 'second', priority: i % 3 === 0 ? 'P1' : 'P2', kind: 'incident' };
  return [
    { ticket, at: at(i), event: 'created', requester: `customer-${i}`, channel: 'mail', ...kind },
    { ticket, at: at(i + 7), event: 'assigned', agent: first },
    { ticket, at: at(i + 11), event: 'reply', actor: first },
    { ticket, at: at(i + 31), event: 'assigned', agent: second, actor: first },
    { ticket, at: at(i + 44), event: 'reply', actor: second },
  ];
}).flat();

/** The resolution of a ticket somewhere among so many, for each n another. */
export function nextRow(tickets: number, n: number): TicketLogRow {
  // A prime number of steps, so that they lie far apart and none comes twice.
  const ticket = `T${FIRST + ((n * 7_919) % tickets)}`;
  return { ticket, at: at(90 + n), event: 'status', value: 'resolved', actor: 'ann', agent: 'ann' };
}

export async function deliver(store: Store, rows: readonly TicketLogRow[]): Promise<void> {
  if (rows.length > 1) await store.configureSource({ source: SOURCE, connector: 'ticket-log', settings: null });
  const from = { source: SOURCE, about: 'ticket', origin: 'bench', receivedAt: START } as const;
  await store.addDeliveries(rows.map((row, i) => rowDelivery(from, i, null, row)));
}
