import type { Normalised } from '../../src/connector/connector.ts';
import { presence } from '../../src/connector/presence.ts';
import { ticketId } from '../../src/domain/ids.ts';
import { type Envelope, neededInstantOf, sysIdOf } from './schema.ts';
import type { Desk } from './settings.ts';

/** A ticket that is not there any more, or that is there after all. */
export const normalisePresence =
  (isThere: boolean) =>
  (desk: Desk, { data }: Envelope): Normalised => {
    const id = ticketId(desk.source, sysIdOf(data, 'id'));
    return { events: [presence(id, neededInstantOf(data, 'at'), isThere)], agents: [], unmapped: [] };
  };
