import type { Normalised } from '../../src/connector/connector.ts';
import { presence } from '../../src/connector/presence.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import { instant, understood } from './reading.ts';
import { goneSchema } from './schema.ts';
import type { ZendeskSource } from './settings.ts';
import { account } from './ticket-change.ts';

/** A ticket that was asked for and is not there. Once it was brought back it may be deleted again: each is an event. */
export function normaliseGone(zendesk: ZendeskSource, data: unknown): Normalised {
  const gone = understood('gone', goneSchema, data);
  const at = instant('at', gone.at);
  const id = ticketId(zendesk.source, gone.id);
  if (gone.deleted !== true) return { ...NOTHING, events: [presence(id, at, false)] };
  const event = {
    id: eventId(id, `gone-${at}`),
    ticketId: id,
    occurredAt: at,
    knownAt: at,
    seq: Number.MAX_SAFE_INTEGER,
    actor: account(zendesk, gone.by),
    fact: { type: 'changed', set: { status: 'cancelled', sourceStatus: 'deleted' } },
  } as const;
  return { ...NOTHING, events: [event] };
}

/** It is there after all. */
export function normaliseBack(zendesk: ZendeskSource, data: unknown): Normalised {
  const back = understood('back', goneSchema, data);
  return { ...NOTHING, events: [presence(ticketId(zendesk.source, back.id), instant('at', back.at), true)] };
}

const NOTHING: Normalised = { events: [], agents: [], unmapped: [] };
