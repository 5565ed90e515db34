import { describe, expect, it } from 'vitest';
import { identities } from '../../src/domain/agent.ts';
import { eventId, ticketId } from '../../src/domain/ids.ts';
import { clocksNamed } from '../../src/domain/sla/clock.ts';
import type { TicketEvent } from '../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { smallDesk } from './small-desk.ts';

const HOUR = 3_600_000;
const first = smallDesk['sla/gold.yaml'] ?? '';
const tightened = first
  .replace('id: gold', 'id: gold-2026-07\nversion_of: gold\nfrom: 2026-07-01')
  .replace('P1: 4h', 'P1: 2h');
const eased = first
  .replace('id: gold', 'id: gold-2027\nversion_of: gold\nfrom: 2027-01-01')
  .replace('P1: 4h', 'P1: 9h');
const before = loadRules(smallDesk).levels;
const after = loadRules({ ...smallDesk, 'sla/gold-2026-07.yaml': tightened, 'sla/gold-2027.yaml': eased }).levels;

/** A P1 ticket that was raised to it a day after its opening, solved and reopened on given days. */
function targets(levels: typeof before, openedAt: string, reopenedAt?: string) {
  const ticket = ticketId('desk', 'T1');
  const opened = Date.parse(openedAt);
  const steps = [
    [opened, { status: 'new', team: 'north', priority: 'P2' }],
    [opened + 24 * HOUR, { priority: 'P1' }],
    [opened + 25 * HOUR, { status: 'resolved' }],
    ...(reopenedAt === undefined ? [] : [[Date.parse(reopenedAt), { status: 'open' }] as const]),
  ] as const;
  const events = steps.map(([at, set], seq): TicketEvent => {
    const known = { id: eventId(ticket, `${seq}`), ticketId: ticket, occurredAt: at, knownAt: at, seq, actor: null };
    return { ...known, fact: { type: 'changed', set } };
  });
  const timeline = foldTimeline(events, identities(new Map(), new Set()));
  return clocksNamed('resolution', timeline, levels, timeline.lastAt).map(({ policy, targetMs }) => [
    policy?.id,
    (targetMs ?? 0) / HOUR,
  ]);
}

describe('versions of a policy', () => {
  it.each([
    ['a clock that started before the first day of a later one keeps its target', '2026-06-30T21:59:59Z', 4],
    ['one that starts at its first midnight in the zone of the desk has the new target', '2026-06-30T22:00:00Z', 2],
    ['until the version after that', '2026-12-31T22:59:59Z', 2],
    ['which then holds on', '2028-03-01T12:00:00Z', 9],
  ])('%s', (_what, opened, hours) => {
    expect(targets(after, opened)).toEqual([['gold', hours]]);
  });

  it('decide the cycle that a reopening starts, and leave the result before it', () => {
    expect(targets(after, '2026-06-29T10:00:00Z', '2026-07-02T10:00:00Z')).toEqual([
      ['gold', 4],
      ['gold', 2],
    ]);
  });

  it('change nothing of what earlier ones decided', () => {
    for (const opened of ['2020-01-01T00:00:00Z', '2026-06-30T21:00:00Z']) {
      expect(targets(after, opened)).toEqual(targets(before, opened));
    }
  });
});
