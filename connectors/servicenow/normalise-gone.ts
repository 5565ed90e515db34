import type { Normalised } from '../../src/connector/connector.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import { type Envelope, neededInstantOf, sysIdOf } from './schema.ts';
import type { Desk } from './settings.ts';

/** After all updates of that second: they are counted from 0, and there are not so many. */
const LAST = 2_000_000_000;

/** A ticket that is not there any more: nobody works it, and nobody is credited with it. */
export function normaliseGone(desk: Desk, { data }: Envelope): Normalised {
  const id = ticketId(desk.source, sysIdOf(data, 'id'));
  const at = neededInstantOf(data, 'at');
  const fact = { type: 'changed', set: { status: 'cancelled', sourceStatus: 'not found' } } as const;
  const when = { occurredAt: at, knownAt: at, seq: LAST, actor: null };
  return { events: [{ id: eventId(id, 'gone'), ticketId: id, ...when, fact }], agents: [], unmapped: [] };
}
