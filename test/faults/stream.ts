import { seededRandom } from '../../src/simulator/random.ts';
import { simulateTickets } from '../../src/simulator/simulate-desk.ts';
import type { NewDelivery } from '../../src/store/delivery.ts';

export const SOURCE = 'helpdesk';

/** A webhook as its sender has it: the id stays the same on every retry. */
export interface Webhook {
  readonly id: string;
  readonly body: string;
}

export interface Stream {
  readonly webhooks: readonly Webhook[];
  /** Different ones in it. */
  readonly events: number;
}

/**
 * One week of a simulated desk, in no order at all, one to three rows a webhook, every tenth sent again under another id.
 * Each row says since when it is known, so that nothing depends on when it is received.
 */
export function recordedStream(seed: number, agents: number): Stream {
  const random = seededRandom(seed, 1);
  const plan = { seed, agents, weeks: 1, start: Date.UTC(2026, 0, 5) };
  const rows = random.shuffled([...simulateTickets(plan)].map((row) => ({ ...row, known_at: row.at })));
  const webhooks: Webhook[] = [];
  for (let at = 0; at < rows.length; ) {
    const size = random.pick([1, 1, 1, 2, 3]);
    const body = JSON.stringify({ rows: rows.slice(at, at + size) });
    webhooks.push({ id: `w${at}`, body });
    if (random.chance(0.1)) webhooks.push({ id: `w${at}-again`, body });
    at += size;
  }
  return { webhooks: random.shuffled(webhooks), events: rows.length };
}

/** As the way in keeps it. */
export const deliveryOf = ({ id, body }: Webhook): NewDelivery => ({
  source: SOURCE,
  key: `id:${id}`,
  about: 'ticket',
  receivedAt: 0,
  origin: 'webhook',
  position: 0,
  columns: null,
  body,
});
