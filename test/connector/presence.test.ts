import { describe, expect, it } from 'vitest';
import { presence } from '../../src/connector/presence.ts';
import { identities } from '../../src/domain/agent.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';

const T = ticketId('zd', '1');
const fact = { type: 'changed', set: { status: 'open' } } as const;
const opened: TicketEvent = {
  id: eventId(T, 'a'),
  ticketId: T,
  occurredAt: 1,
  knownAt: 1,
  seq: 0,
  actor: null,
  fact,
};
const statusAfter = (...events: TicketEvent[]) =>
  foldTimeline([opened, ...events], identities(new Map(), new Set())).state.status;

describe('a ticket that is not there', () => {
  it('counts as cancelled, until it is there again, and again if it goes again', () => {
    const [gone, back, goneAgain] = [presence(T, 10, false), presence(T, 20, true), presence(T, 30, false)];
    expect(statusAfter(gone)).toBe('cancelled');
    expect(statusAfter(gone, back)).toBe('open');
    expect(statusAfter(back, gone)).toBe('open');
    expect(statusAfter(gone, back, goneAgain)).toBe('cancelled');
  });
});
