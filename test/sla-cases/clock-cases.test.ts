import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/sla-cases/case-file.ts';
import { runCases } from '../../src/sla-cases/run-cases.ts';

const day = [['09:00', '17:00']];
const calendars = {
  office: { timezone: 'UTC', weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } },
  early: { timezone: 'UTC', weekly: { mon: [['05:00', '09:00']], tue: day } },
};

/** On Monday 2 March 2026, open from 9 to 17. */
const monday = (time: string) => `2026-03-02T${time}:00Z`;
const tuesday = (time: string) => `2026-03-03T${time}:00Z`;
const status = (at: string, to: string) => ({ at, type: 'status', to });
const asked = (at: string) => ({ at, type: 'customer_message' });
const replied = (at: string, more = {}) => ({ at, type: 'agent_reply', ...more });

const HOUR = 3600;
const worked = { kind: 'clock', metric: 'resolution', start: monday('10:00'), target_seconds: 4 * HOUR };
const run = (fields: Fields) =>
  runCases({ calendars, cases: [{ id: 'one', calendar: 'office', ...worked, ...fields }] })[0];

describe('a worked clock', () => {
  it.each<[string, Fields, Fields]>([
    [
      'runs in opening hours to where the case stops it',
      { stop_at: tuesday('09:30') },
      { elapsed_seconds: 7.5 * HOUR, remaining_seconds: -3.5 * HOUR, breached: true, percent: 187.5 },
    ],
    [
      'that goes on is read as of an instant',
      { as_of: monday('12:00') },
      { elapsed_seconds: 2 * HOUR, breached: false, due_at: monday('14:00') },
    ],
    ['with neither is read after its last event', { events: [status(monday('11:00'), 'open')] }, { percent: 25 }],
    ['is not breached by its target itself', { stop_at: monday('14:00') }, { breached: false, percent: 100 }],
    ['is breached by a second more', { stop_at: '2026-03-02T14:00:01Z' }, { breached: true }],
    ['stops with the ticket', { events: [status(monday('11:00'), 'Solved')], as_of: monday('16:00') }, { percent: 25 }],
    [
      'stands in the statuses the case lists, by whatever words',
      {
        pause_statuses: ['Waiting for customer'],
        events: [status(monday('11:00'), 'waiting_for_customer'), status(monday('13:00'), 'In progress')],
        stop_at: monday('14:00'),
      },
      { elapsed_seconds: 2 * HOUR, paused_seconds: 2 * HOUR, due_at: monday('16:00') },
    ],
    [
      'begins in a status that pauses',
      { pause_statuses: ['hold'], initial_status: 'hold', events: [status(monday('11:00'), 'open')] },
      { elapsed_seconds: 0, paused_seconds: HOUR },
    ],
    [
      'that stands has no due time',
      { pause_statuses: ['hold'], initial_status: 'hold', as_of: monday('11:00') },
      { due_at: null },
    ],
    [
      'goes on after a resolution that is listed as a pause',
      {
        pause_statuses: ['closed'],
        events: [status(monday('11:00'), 'closed'), status(monday('12:00'), 'open')],
        stop_at: monday('13:00'),
      },
      { elapsed_seconds: 2 * HOUR },
    ],
    [
      'begins anew after a resolution that is not',
      { events: [status(monday('11:00'), 'closed'), status(monday('12:00'), 'open')], stop_at: monday('12:30') },
      { elapsed_seconds: HOUR / 2 },
    ],
    [
      'of the first resolution is the first cycle',
      {
        metric: 'first_resolution_time',
        events: [status(monday('11:00'), 'closed'), status(monday('12:00'), 'open')],
        stop_at: monday('12:30'),
      },
      { elapsed_seconds: HOUR, average_seconds: 0.75 * HOUR },
    ],
    [
      'of the full resolution runs through rests in between',
      {
        metric: 'full_resolution',
        events: [status(monday('11:00'), 'solved'), status(monday('12:00'), 'open')],
        stop_at: monday('12:30'),
      },
      { elapsed_seconds: 2.5 * HOUR },
    ],
    [
      'of the wall moves its due time by the length of a pause, before opening too',
      {
        start: monday('04:00'),
        calendar: 'office',
        target_seconds: 7 * HOUR,
        hold_unit: 'wall',
        pause_statuses: ['hold'],
        events: [status(monday('04:15'), 'hold'), status(monday('05:00'), 'open')],
      },
      { due_at: monday('16:45'), paused_seconds: 0.75 * HOUR },
    ],
    ['due at closing', { start: monday('13:00') }, { due_at: monday('17:00') }],
    ['due at the next opening', { start: monday('13:00'), boundary: 'next_open' }, { due_at: tuesday('09:00') }],
    [
      'with a choice that its check names',
      { start: monday('13:00'), check: { with: ['boundary=next_open'] } },
      { due_at: tuesday('09:00') },
    ],
    [
      'counts a new target from the start',
      {
        events: [{ at: monday('11:00'), type: 'priority', from: '3', to: '1', target_seconds: 2 * HOUR }],
        as_of: monday('11:30'),
      },
      { elapsed_seconds: 1.5 * HOUR, remaining_seconds: HOUR / 2, due_at: monday('12:00') },
    ],
    [
      'counts a new target from the change where that is chosen',
      { on_change: 'from_change', events: [{ at: monday('11:00'), type: 'policy' }], as_of: monday('11:30') },
      { elapsed_seconds: HOUR / 2, due_at: monday('15:00') },
    ],
    [
      'counts each calendar for its time',
      {
        start: monday('05:00'),
        calendar: 'early',
        events: [{ at: monday('08:00'), type: 'policy', calendar: 'office' }],
        as_of: monday('10:00'),
      },
      { elapsed_seconds: 4 * HOUR },
    ],
  ])('%s', (_, fields, expect_) => {
    expect(run({ ...fields, expect: expect_ })).toMatchObject({ outcome: 'passed', reason: '' });
  });

  it.each<[string, Fields, Fields]>([
    [
      'first response: neither a note nor a robot answers',
      {
        metric: 'first_reply_time',
        events: [
          replied(monday('10:30'), { public: false }),
          replied(monday('11:00'), { bot: true }),
          replied(monday('12:00')),
        ],
      },
      { elapsed_seconds: 2 * HOUR },
    ],
    [
      'first response: runs while pending unless the case says that it pauses',
      { metric: 'first_response', events: [status(monday('11:00'), 'pending')], stop_at: monday('13:00') },
      { elapsed_seconds: 3 * HOUR },
    ],
    [
      'first response: pauses where the case lists a pause',
      {
        metric: 'first_response',
        pause_statuses: ['pending'],
        events: [status(monday('11:00'), 'pending'), status(monday('12:00'), 'open')],
        stop_at: monday('13:00'),
      },
      { elapsed_seconds: 2 * HOUR },
    ],
    [
      'next response: from the oldest message, in the last exchange; average of all',
      {
        metric: 'next_reply_time',
        events: [
          asked(monday('10:00')),
          replied(monday('11:00')),
          asked(monday('12:00')),
          asked(monday('13:00')),
          replied(monday('15:00')),
        ],
      },
      { elapsed_seconds: 3 * HOUR, average_seconds: 2 * HOUR },
    ],
    [
      'next response: the start is the message where none is told',
      { metric: 'next_response', stop_at: monday('12:00') },
      { elapsed_seconds: 2 * HOUR },
    ],
    [
      'update: from reply to reply',
      { metric: 'periodic_update', events: [replied(monday('10:00'))], stop_at: monday('12:30') },
      { elapsed_seconds: 2.5 * HOUR },
    ],
    [
      'pausable update: not while pending',
      {
        metric: 'pausable_update',
        events: [status(monday('11:00'), 'pending'), status(monday('12:00'), 'open')],
        stop_at: monday('12:30'),
      },
      { elapsed_seconds: 1.5 * HOUR },
    ],
    [
      'requester wait: stands while pending only',
      {
        metric: 'requester_wait_time',
        events: [
          status(monday('11:00'), 'pending'),
          status(monday('12:00'), 'hold'),
          status(monday('13:00'), 'open'),
          status(monday('14:00'), 'solved'),
        ],
      },
      { elapsed_seconds: 3 * HOUR },
    ],
    [
      'agent work: stands while pending and on hold',
      {
        metric: 'agent_work_time',
        events: [
          status(monday('11:00'), 'pending'),
          status(monday('12:00'), 'on-hold'),
          status(monday('13:00'), 'open'),
          status(monday('14:00'), 'solved'),
        ],
      },
      { elapsed_seconds: 2 * HOUR },
    ],
    ['time to own', { metric: 'time_to_own', stop_at: monday('10:20') }, { elapsed_seconds: 1200 }],
  ])('of the %s', (_, fields, expect_) => {
    expect(run({ ...fields, expect: expect_ })).toMatchObject({ outcome: 'passed', reason: '' });
  });

  it('fails when the engine says something else', () => {
    const result = run({ stop_at: monday('11:00'), expect: { elapsed_seconds: 1, due_at: null, breached: true } });
    expect(result).toMatchObject({
      outcome: 'failed',
      expected: { elapsed_seconds: 1, due_at: null, breached: true },
      got: { elapsed_seconds: HOUR, due_at: '2026-03-02T14:00:00.000Z', breached: false },
    });
  });

  it.each<[string, Fields, string]>([
    ['an unknown metric', { metric: 'joy', stop_at: monday('11:00') }, 'metric "joy"'],
    ['an unknown event', { events: [{ at: monday('11:00'), type: 'merge' }] }, 'field "type" is "merge"'],
    [
      'an unknown field of an event',
      { events: [{ at: monday('11:00'), type: 'status', to: 'open', who: 'Ann' }] },
      'field "who"',
    ],
    ['an unknown field', { rounding: 'minutes' }, 'field "rounding"'],
    ['what is not answered', { expect: { joy: 3 } }, 'field "expect.joy"'],
    ['a figure of a target that is not given', { target_seconds: null, expect: { percent: 3 } }, '"expect.percent"'],
    ['an average of nothing', { as_of: monday('11:00'), expect: { average_seconds: 3 } }, '"expect.average_seconds"'],
  ])('is skipped by name for %s', (_, fields, reason) => {
    const result = run({ expect: { breached: false }, ...fields });
    expect(result?.outcome).toBe('skipped');
    expect(result?.reason).toContain(reason);
  });
});
