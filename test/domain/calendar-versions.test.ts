import { describe, expect, it } from 'vitest';
import { type CalendarSpec, compileCalendar } from '../../src/domain/calendar.ts';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');
const nineTo = (end: string) => [['09:00', end]] as const;

/** Every day 9-17; from Wednesday 1 July 2026 on 9-12, no longer closed on the 3rd. */
const spec: CalendarSpec = {
  id: 'desk',
  timezone: 'UTC',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, nineTo('17:00')])),
  holidays: ['*-06-29', '*-07-02', '2026-07-03'],
  exceptions: { '2026-06-30': nineTo('10:00'), '2026-07-04': nineTo('10:00') },
  versions: [
    {
      from: '2026-07-01',
      weekly: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, nineTo('12:00')]),
      ),
      holidays: ['*-07-02'],
    },
  ],
};

const hoursOf = (parts: Partial<CalendarSpec>, day: string): number =>
  compileCalendar({ ...spec, ...parts }).elapsed(at(`${day}T00:00Z`), at(`${day}T00:00Z`) + 24 * HOUR) / HOUR;

describe('a calendar with versions', () => {
  it.each([
    ['the year before', '2025-07-03', 8],
    ['an exception before', '2026-06-30', 1],
    ['a holiday before', '2026-06-29', 0],
    ['the first day after', '2026-07-01', 3],
    ['a holiday said again', '2026-07-02', 0],
    ['a holiday no longer said', '2026-07-03', 3],
    ['an exception not spoken of stays', '2026-07-04', 1],
    ['a yearly holiday of before, after', '2027-06-29', 3],
  ])('%s', (_, day, hours) => {
    expect(hoursOf({}, day)).toBe(hours);
  });

  it('is one calendar: questions may span the change', () => {
    const desk = compileCalendar(spec);
    expect(desk.elapsed(at('2026-06-28T00:00Z'), at('2026-07-04T00:00Z')) / HOUR).toBe(8 + 0 + 1 + 3 + 0 + 3);
    expect(iso(desk.due(at('2026-06-28T16:00Z'), 3 * HOUR))).toBe('2026-07-01T10:00:00Z');
    expect(iso(desk.back(at('2026-07-01T10:00Z'), 3 * HOUR))).toBe('2026-06-28T16:00:00Z');
    expect(iso(desk.addWorkingDays(at('2026-06-28T14:00Z'), 2, { endOfDay: true }))).toBe('2026-07-01T12:00:00Z');
  });

  it('never lets a version change what was before it', () => {
    const without = compileCalendar({ ...spec, versions: [] });
    const withLater = compileCalendar({ ...spec, versions: [{ from: '2026-07-01', timezone: 'Asia/Tokyo' }] });
    // In Tokyo 1 July begins at 15:00Z of 30 June, after that day's hours in UTC.
    for (let to = at('2026-06-20T00:00Z'); to <= at('2026-06-30T15:00Z'); to += HOUR) {
      expect(withLater.elapsed(at('2026-06-20T00:00Z'), to)).toBe(without.elapsed(at('2026-06-20T00:00Z'), to));
    }
  });

  it('counts each day in the zone of its version', () => {
    const moved = compileCalendar({
      ...spec,
      holidays: [],
      versions: [{ from: '2026-07-10', timezone: 'Asia/Tokyo' }],
    });
    expect(iso(moved.nextOpen(at('2026-07-09T17:00Z')))).toBe('2026-07-10T00:00:00Z');
    expect(iso(moved.addWorkingDays(at('2026-07-09T10:00Z'), 2))).toBe('2026-07-11T10:00:00Z');
    expect(iso(moved.addWorkingDays(at('2026-07-09T15:00Z'), 1, { endOfDay: true }))).toBe('2026-07-11T08:00:00Z');
    expect(iso(moved.addWorkingDays(at('2026-07-09T14:59Z'), 1, { endOfDay: true }))).toBe('2026-07-10T08:00:00Z');
  });

  it('closes at the change a spell that runs over it', () => {
    const always = { mon: nineTo('10:00'), tue: [['00:00', '24:00']] as const };
    const tokyo = { from: '2026-07-01', timezone: 'Asia/Tokyo', weekly: { mon: nineTo('10:00') } };
    const desk = compileCalendar({ ...spec, holidays: [], exceptions: {}, weekly: always, versions: [tokyo] });
    expect(desk.elapsed(at('2026-06-30T00:00Z'), at('2026-07-02T00:00Z')) / HOUR).toBe(15);
  });

  it('keeps to the latest where a change of zone makes one begin before its forerunner', () => {
    const versions = [
      { from: '2026-07-01', timezone: 'Etc/GMT+12', weekly: { wed: nineTo('10:00') } }, // 12:00Z of that day
      { from: '2026-07-02', timezone: 'Etc/GMT-14', weekly: { thu: nineTo('11:00') } }, // 10:00Z of the day before
    ];
    const desk = compileCalendar({ ...spec, holidays: [], versions });
    expect(desk.elapsed(at('2026-07-01T00:00Z'), at('2026-07-01T10:00Z')) / HOUR).toBe(1);
    expect(desk.elapsed(at('2026-07-01T10:00Z'), at('2026-07-03T00:00Z')) / HOUR).toBe(2);
  });

  it('has several, each from its day', () => {
    const versions = [
      { from: '2026-08-01', weekly: { sat: nineTo('10:00') }, closed: [] },
      { from: '2026-09-01', closed: [['2026-09-05T09:00Z', '2026-09-05T09:30Z']] as const },
    ];
    expect(hoursOf({ versions }, '2026-07-31')).toBe(8);
    expect(hoursOf({ versions }, '2026-08-01')).toBe(1);
    expect(hoursOf({ versions }, '2026-08-31')).toBe(0);
    expect(hoursOf({ versions }, '2026-09-05')).toBe(0.5);
    expect(hoursOf({ versions }, '2026-09-12')).toBe(1);
  });
});
