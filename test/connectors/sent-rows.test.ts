import { describe, expect, it } from 'vitest';
import { ticketLog } from '../../connectors/ticket-log/index.ts';
import { Rejected } from '../../src/connector/rejected.ts';

const { normalise } = ticketLog.configure('desk', null);
const RECEIVED = Date.UTC(2026, 2, 2, 12);
const sent = (rows: unknown, key = 'id:1') =>
  normalise({ about: 'ticket', receivedAt: RECEIVED, key, fields: { rows } });
const row = { ticket: 'T1', at: '2026-03-02T09:00:00Z', event: 'created', priority: 'P2' };

describe('rows of the neutral log sent by a webhook', () => {
  it('are events, known since they were received', () => {
    const { events } = sent([row, { ...row, event: 'note', at: '2026-03-02T10:00:00Z' }]);
    expect(events.map(({ occurredAt, knownAt, fact }) => [occurredAt, knownAt, fact.type])).toEqual([
      [Date.UTC(2026, 2, 2, 9), RECEIVED, 'changed'],
      [Date.UTC(2026, 2, 2, 10), RECEIVED, 'noted'],
    ]);
  });

  it('are known since they say they were, and never before they happened', () => {
    const knownAt = (more: object) => sent([{ ...row, ...more }]).events[0]?.knownAt;
    expect(knownAt({ known_at: '2026-03-02T09:30:00Z' })).toBe(Date.UTC(2026, 2, 2, 9, 30));
    expect(knownAt({ at: '2026-03-02T13:00:00Z' })).toBe(Date.UTC(2026, 2, 2, 13));
  });

  it('are the same events when sent again, in whatever company', () => {
    const ids = (rows: object[], key: string) => sent(rows, key).events.map(({ id }) => id);
    const [first] = ids([row], 'id:1');
    expect(ids([{ ...row, ticket: 'T2' }, row], 'id:2')[1]).toBe(first);
    expect(ids([{ ...row, priority: 'P1' }], 'id:1')[0]).not.toBe(first);
  });

  it.each([[['T1']], [[null]], [[[row]]]])('are refused where one is no row: %j', (rows) => {
    expect(() => sent(rows)).toThrow(Rejected);
  });
});
