import { describe, expect, it } from 'vitest';
import type { TicketView } from '../../../src/api/ticket-schema.ts';
import { drawnTicket, holderText } from '../../../src/ui/words/spells.ts';

const at = (hour: number): string => new Date(Date.UTC(2026, 9, 5, hour)).toISOString();
const ticket: TicketView = {
  id: 'T-1',
  openedAt: at(0),
  status: 'resolved',
  sourceStatus: null,
  kind: null,
  priority: null,
  workType: null,
  team: null,
  statuses: [
    { start: at(0), end: at(10), status: 'open', sourceStatus: null, automatic: false },
    { start: at(10), end: null, status: 'resolved', sourceStatus: null, automatic: false },
  ],
  assignments: [{ start: at(5), end: null, holder: 'Amara', holderId: 'a', team: 'North', automatic: false }],
  resolutions: [{ at: at(10), resolver: 'Amara', resolverId: 'a', reopenedAt: null }],
  sourceSla: {},
};

describe('a drawn ticket', () => {
  it('gives each spell its share of the time, and those without an end the rest', () => {
    const { statuses, holders, marks } = drawnTicket(ticket);
    expect(statuses.map(({ left, width }) => [left, Number(width.toFixed(1))])).toEqual([
      [0, 90.9],
      [90.91, 9.1],
    ]);
    expect(holders.map(({ label, left }) => [label, left])).toEqual([['Amara', 45.45]]);
    expect(marks).toEqual([{ at: at(10), left: 90.91, label: 'Resolved' }]);
  });

  it('marks a reopening as well', () => {
    const reopened = { ...ticket, resolutions: [{ at: at(6), resolver: null, resolverId: null, reopenedAt: at(8) }] };
    expect(drawnTicket(reopened).marks.map(({ label }) => label)).toEqual(['Resolved', 'Reopened']);
  });

  it('can be drawn where everything happened at once, or nothing is known', () => {
    const bare = { ...ticket, statuses: [], assignments: [], resolutions: [] };
    const { from, to } = drawnTicket(bare);
    expect(to).toBeGreaterThan(from);
  });
});

it('says who holds it, also when nobody does', () => {
  expect(holderText({ holder: 'Amara', team: 'North' })).toBe('Amara');
  expect(holderText({ holder: null, team: 'North' })).toBe('nobody in North');
  expect(holderText({ holder: null, team: null })).toBe('nobody');
});
