import { createHash } from 'node:crypto';
import type { Instant } from '../domain/interval.ts';
import type { NewDelivery } from '../store/delivery.ts';
import type { Store } from '../store/store.ts';

/** Where rows come from, and what they are about. */
export interface RowsOrigin {
  readonly source: string;
  readonly about: 'ticket' | 'agent';
  readonly origin: string;
  readonly receivedAt: Instant;
}

const BATCH = 2_000;

/** One row as a delivery. The same row delivered twice is the same fact: 132 bits of SHA-256 over what it is about and its values. */
export function rowDelivery(
  from: RowsOrigin,
  position: number,
  columns: readonly string[] | null,
  values: unknown,
): NewDelivery {
  const body = JSON.stringify(values);
  const key = createHash('sha256').update(from.about).update(body).digest('base64url').slice(0, 22);
  const { source, about, origin, receivedAt } = from;
  return { source, about, origin, receivedAt, key, position, columns, body };
}

/** Puts rows made by this program into the inbox. */
export async function deliverRows(store: Store, from: RowsOrigin, rows: Iterable<object>): Promise<void> {
  let batch: NewDelivery[] = [];
  let position = 0;
  for (const row of rows) {
    position += 1;
    batch.push(rowDelivery(from, position, null, row));
    if (batch.length < BATCH) continue;
    await store.addDeliveries(batch);
    batch = [];
  }
  if (batch.length > 0) await store.addDeliveries(batch);
}
