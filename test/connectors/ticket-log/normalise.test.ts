import { describe, expect, it } from 'vitest';
import { ticketLog } from '../../../connectors/ticket-log/index.ts';
import { Rejected } from '../../../src/connector/rejected.ts';
import { identities } from '../../../src/domain/agent.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';

const { normalise } = ticketLog.configure('desk', null);
const read = (fields: Record<string, unknown>, key = 'k') =>
  normalise({ about: 'ticket', receivedAt: 0, key, fields: { ticket: 'T1', at: '2026-03-02T08:00:00Z', ...fields } });
const readAgent = (fields: Record<string, unknown>) => normalise({ about: 'agent', receivedAt: 0, key: 'k', fields });

describe('a row of the neutral log', () => {
  it('that creates a ticket comes before all others of that instant, unless seq says otherwise', () => {
    const rows = [
      { event: 'status', value: 'resolved' },
      { event: 'assigned', agent: 'ann', team: 'first' },
      { event: 'created', team: 'desk' },
    ];
    const fold = (more: Record<string, unknown>) =>
      foldTimeline(
        rows.flatMap((row, i) => read({ ...row, ...more }, `${i}`).events),
        identities(new Map(), new Set()),
      );
    expect(fold({})).toMatchObject({ state: { status: 'resolved', team: 'first' }, resolutions: [{}] });
    expect(fold({ seq: '0' })).toMatchObject({ state: { status: 'new', team: 'desk' } });
  });

  it('takes offsets, and a time without one as UTC', () => {
    const at = (text: string) => read({ event: 'note', at: text }).events[0]?.occurredAt;
    expect(at('2026-03-02T08:00:00+01:00')).toBe(Date.UTC(2026, 2, 2, 7));
    expect(at('2026-03-02T08:00:00')).toBe(Date.UTC(2026, 2, 2, 8));
  });

  it('was known when it happened, unless it says when', () => {
    expect(read({ event: 'note' }).events[0]?.knownAt).toBe(Date.UTC(2026, 2, 2, 8));
    expect(read({ event: 'note', known_at: '2026-03-05T08:00:00Z' }).events[0]?.knownAt).toBe(Date.UTC(2026, 2, 5, 8));
  });

  it('keeps the ids of the log it was exported from', () => {
    const [event] = read({ event: 'reply', actor: 'ann', source: 'snow' }).events;
    expect(event).toMatchObject({ id: 'snow:T1#k', ticketId: 'snow:T1', actor: 'snow:ann' });
  });

  it('counts columns nobody knows and is read all the same', () => {
    expect(read({ event: 'note', mood: 'fine' })).toMatchObject({
      events: [{ fact: { type: 'noted' } }],
      unmapped: [{ what: 'column', word: 'mood' }],
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no ticket', { ticket: ' ', event: 'note' }, 'missing value: ticket is empty or not text. Fill it in the log.'],
    ['no event', {}, 'missing value: event is empty or not text. Fill it in the log.'],
    [
      'a list for a team',
      { event: 'note', team: ['a'] },
      'missing value: team is empty or not text. Fill it in the log.',
    ],
    [
      'a day that does not exist',
      { event: 'note', at: '2026-02-30T08:00:00Z' },
      'unreadable time: at is "2026-02-30T08:00:00Z". It has to be ISO 8601 with an offset, like 2026-03-02T08:00:00Z.',
    ],
    [
      'an order that is none',
      { event: 'note', seq: 'a' },
      'unreadable number: seq is "a". It has to be a whole number.',
    ],
    [
      'an event nobody knows',
      { event: 'escalated' },
      'unknown event: event is "escalated". docs/import.md lists the events of the neutral log.',
    ],
    ['a status of nothing', { event: 'status' }, 'missing value: value is empty. Write the status the ticket got.'],
    [
      'a score above 1',
      { event: 'rated', value: '5' },
      'unreadable score: value is "5". It has to be a number from 0 to 1.',
    ],
    ['no score', { event: 'reviewed' }, 'unreadable score: value is "". It has to be a number from 0 to 1.'],
    [
      'half an SLA result',
      { event: 'sla', value: 'met' },
      'unreadable SLA result: value is "met". Write METRIC:met or METRIC:breached.',
    ],
    [
      'a link to nothing',
      { event: 'linked', value: 'follow-up:' },
      'unreadable link: value is "follow-up:". Write RELATION:TICKET, like follow-up:4711.',
    ],
  ])('with %s is set aside with a remedy', (_what, fields, message) => {
    expect(() => read(fields)).toThrow(Rejected);
    expect(() => read(fields)).toThrow(message);
  });
});

describe('a row of the agents file', () => {
  it('describes a person by what it says', () => {
    expect(readAgent({ agent: 'ann', name: 'Ann Abe', started: '2024-05-01', bot: 'FALSE', shoe: 39 })).toEqual({
      events: [],
      agents: [
        {
          id: 'desk:ann',
          name: 'Ann Abe',
          team: null,
          region: null,
          shift: null,
          timezone: null,
          manager: null,
          startedAt: Date.UTC(2024, 4, 1),
          endedAt: null,
          bot: false,
        },
      ],
      unmapped: [{ what: 'column', word: 'shoe' }],
    });
  });

  it('needs the account only', () => {
    expect(readAgent({ agent: 'robo', bot: true }).agents).toMatchObject([
      { id: 'desk:robo', name: 'robo', bot: true },
    ]);
    expect(() => readAgent({ name: 'Ann' })).toThrow('missing value: agent is empty or not text. Fill it in the log.');
  });

  it('is set aside when a date of it does not exist', () => {
    expect(() => readAgent({ agent: 'ann', ended: '2024-13-01' })).toThrow('unreadable time: ended is "2024-13-01');
  });
});
