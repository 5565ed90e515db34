import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/sla-cases/case-file.ts';
import { runCases } from '../../src/sla-cases/run-cases.ts';

const day = [['09:00', '17:00']];
const calendars = {
  office: { timezone: 'UTC', weekly: { mon: day, tue: day, wed: day, thu: day, fri: day }, holidays: ['*-12-25'] },
  pacific: { timezone: 'US/Pacific', weekly: { mon: day }, exceptions: { '2026-03-02': [] }, note: 'an alias' },
  once: { timezone: 'UTC', exceptions: { '2026-03-03': day } },
  lunch: { timezone: 'UTC', weekly: { mon: day }, lunch: 30 },
  night: { timezone: 'UTC', weekly: { mon: [['22:00', '06:00']] } },
  mars: { timezone: 'Mars/Olympus', weekly: { mon: day } },
};

const run = (worked: Fields) => runCases({ calendars, cases: [{ id: 'one', calendar: 'office', ...worked }] })[0];

const elapsed = {
  kind: 'elapsed',
  start: '2026-03-06T16:00:00Z',
  end: '2026-03-09T10:00:00Z',
  expect: { seconds: 7200 },
};
const due = { kind: 'due', start: '2026-03-06T13:00:00Z', add_seconds: 14_400, expect: { at: '2026-03-06T17:00:00Z' } };
const dueDays = {
  kind: 'due_days',
  start: '2026-03-06T18:00:00Z',
  add_days: 1,
  expect: { at: '2026-03-09T18:00:00Z' },
};

describe('a worked case passes when the engine says the same', () => {
  it.each<[string, Fields]>([
    ['elapsed', elapsed],
    ['elapsed, the end before the start', { ...elapsed, end: '2026-03-05T10:00:00Z', expect: { seconds: 0 } }],
    ['elapsed, with fractions', { ...elapsed, end: '2026-03-09T10:00:00.250Z', expect: { seconds: 7200.25 } }],
    ['offsets', { ...elapsed, start: '2026-03-06T17:00:00+01:00', end: '2026-03-09T05:00-05:00' }],
    ['no calendar: around the clock', { ...elapsed, calendar: null, expect: { seconds: 66 * 3600 } }],
    ['an alias of a zone', { ...elapsed, calendar: 'pacific', end: '2026-03-09T16:30:00Z', expect: { seconds: 1800 } }],
    ['due at closing', due],
    ['due at the next opening', { ...due, boundary: 'next_open', expect: { at: '2026-03-09T09:00:00Z' } }],
    ['due, with fractions', { ...due, add_seconds: 0.5, expect: { at: '2026-03-06T13:00:00.500Z' } }],
    [
      'due, where no opening follows',
      { ...due, calendar: 'once', start: '2026-03-03T13:00Z', expect: { at: '2026-03-03T17:00Z' } },
    ],
    ['back', { kind: 'back', start: '2026-03-09T10:00Z', subtract_seconds: 7200, expect: { at: '2026-03-06T16:00Z' } }],
    ['next_open', { kind: 'next_open', at: '2026-12-25T10:00Z', expect: { at: '2026-12-28T09:00Z' } }],
    ['due_days', dueDays],
    // biome-ignore lint/suspicious/noThenProperty: the word of the case files
    ['due_days, then open', { ...dueDays, then: 'next_open', expect: { at: '2026-03-10T09:00Z' } }],
    ['due_days, end of day', { ...dueDays, end_of_day: true, expect: { at: '2026-03-09T17:00Z' } }],
    [
      'a choice named by the check only',
      { ...due, expect: { at: '2026-03-09T09:00:00Z' }, check: { agrees: true, with: ['boundary=next_open'] } },
    ],
    ['a choice of yes', { ...dueDays, expect: { at: '2026-03-09T17:00Z' }, check: { with: ['end_of_day=true'] } }],
    [
      'a wrong source: the right value',
      { ...elapsed, expect: { seconds: 1 }, check: { agrees: false, own: { seconds: 7200 } } },
    ],
    [
      'a wrong source with both readings',
      {
        ...due,
        boundary: 'next_open',
        expect: { at: '2026-03-01T00:00:00Z' },
        check: { agrees: false, own: { at: '2026-03-06T17:00:00Z', at_next_open: '2026-03-09T09:00:00Z' } },
      },
    ],
  ])('%s', (_, worked) => {
    expect(run(worked)).toMatchObject({ id: 'one', outcome: 'passed', reason: '' });
  });
});

describe('a worked case fails when the engine says something else', () => {
  it.each<[string, Fields, object, object]>([
    ['elapsed', { ...elapsed, expect: { seconds: 7201 } }, { seconds: 7201 }, { seconds: 7200 }],
    ['by a thousandth', { ...elapsed, expect: { seconds: 7200.002 } }, { seconds: 7200.002 }, { seconds: 7200 }],
    [
      'due',
      { ...due, expect: { at: '2026-03-09T10:00:00+01:00' } },
      { at: '2026-03-09T09:00:00.000Z' },
      { at: '2026-03-06T17:00:00.000Z' },
    ],
    [
      'a wrong source whose right value is wrong',
      { ...elapsed, check: { agrees: false, own: { seconds: 1 } } },
      { seconds: 1 },
      { seconds: 7200 },
    ],
  ])('%s', (_, worked, expected, got) => {
    expect(run(worked)).toMatchObject({ outcome: 'failed', expected, got });
  });
});

describe('what cannot be expressed is skipped by name', () => {
  it.each<[string, Fields, string]>([
    ['an unknown kind', { ...elapsed, kind: 'ahead' }, 'kind "ahead"'],
    ['a kind named as what objects have', { ...elapsed, kind: 'constructor' }, 'kind "constructor"'],
    ['no kind', { ...elapsed, kind: undefined }, 'kind "undefined"'],
    ['an unknown field', { ...elapsed, hours_type: 1 }, 'field "hours_type"'],
    ['an unknown choice', { ...due, check: { agrees: true, with: ['rounding=minutes'] } }, 'field "rounding"'],
    ['an unknown value', { ...due, boundary: 'previous' }, 'field "boundary" is "previous"'],
    ['an unknown expectation', { ...elapsed, expect: { seconds: 7200, minutes: 120 } }, 'field "expect.minutes"'],
    ['no expectation', { ...elapsed, expect: {} }, 'field "expect" says nothing'],
    ['no right value', { ...elapsed, check: { agrees: false } }, 'field "check.own" is missing'],
    ['a time without an offset', { ...elapsed, start: '2026-03-06T16:00:00' }, 'no instant with an offset or Z'],
    ['a missing time', { ...elapsed, end: undefined }, 'field "end" is missing'],
    ['a negative duration', { ...due, add_seconds: -1 }, 'field "add_seconds" is -1'],
    ['half a day', { ...dueDays, add_days: 0.5 }, 'field "add_days" is 0.5'],
    ['a calendar that is not there', { ...elapsed, calendar: 'home' }, 'calendar "home" is not in the file'],
    ['a calendar of an unknown field', { ...elapsed, calendar: 'lunch' }, 'calendar "lunch", field "lunch"'],
    ['hours over midnight', { ...elapsed, calendar: 'night' }, 'Calendar "night", weekly.mon[0]: 22:00 is not before'],
    ['an unknown zone', { ...elapsed, calendar: 'mars' }, 'Calendar "mars", timezone'],
    ['a search without end', { ...due, calendar: 'once' }, 'Calendar "once": not enough open time'],
  ])('%s', (_, worked, reason) => {
    const result = run(worked);
    expect(result).toMatchObject({ outcome: 'skipped', expected: {}, got: {} });
    expect(result?.reason).toContain(reason);
  });

  it('numbers a case without an id', () => {
    expect(runCases({ calendars, cases: [elapsed, {}] }).map(({ id }) => id)).toEqual(['case 1', 'case 2']);
  });
});
