import { createHash } from 'node:crypto';
import type { Found } from '../connector/remote.ts';
import type { Instant } from '../domain/interval.ts';
import type { NewDelivery } from '../store/delivery.ts';

/** What was read, as a delivery. Read again and the same, it is the same delivery. */
export function foundDelivery(source: string, { about, envelope }: Found, receivedAt: Instant): NewDelivery {
  const body = JSON.stringify(envelope);
  const key = `read:${createHash('sha256').update(body).digest('base64url').slice(0, 22)}`;
  return { source, key, about, receivedAt, origin: 'read', position: 0, columns: null, body };
}
