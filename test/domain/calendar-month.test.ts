import { describe, expect, it } from 'vitest';
import type { CalendarSpec } from '../../src/domain/calendar.ts';
import { calendarMonth } from '../../src/domain/calendar-month.ts';

const HOUR = 3_600_000;
const FULL = [['00:00', '24:00']] as const;
const spec: CalendarSpec = {
  id: 'desk',
  timezone: 'Europe/Berlin',
  weekly: {
    mon: [
      ['08:00', '12:00'],
      ['13:00', '18:00'],
    ],
    sun: FULL,
  },
  holidays: ['*-03-02 Town Day', '2026-03-09'],
  exceptions: { '2026-03-03': [['10:00', '12:00']], '2026-03-09': [] },
};

const dayOf = (parts: Partial<CalendarSpec>, date: string) =>
  calendarMonth({ ...spec, ...parts }, Number(date.slice(0, 4)), Number(date.slice(5, 7)))[Number(date.slice(8)) - 1];

describe('a month of a calendar', () => {
  it('has all its days, in order', () => {
    expect(calendarMonth(spec, 2028, 2).map(({ date }) => date)).toEqual(
      Array.from({ length: 29 }, (_, i) => `2028-02-${String(i + 1).padStart(2, '0')}`),
    );
  });

  it('has the spells of a weekday', () => {
    expect(dayOf({}, '2026-03-16')).toEqual({
      date: '2026-03-16',
      weekday: 'mon',
      timezone: 'Europe/Berlin',
      because: 'weekday',
      name: '',
      open: [
        { from: '08:00', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ],
      openMs: 9 * HOUR,
      closures: [],
      dayMs: 24 * HOUR,
      startsVersion: false,
    });
  });

  it.each([
    ['a holiday, by name', '2026-03-02', { because: 'holiday', name: 'Town Day', open: [], openMs: 0 }],
    ['an exception', '2026-03-03', { because: 'exception', name: '', open: [{ from: '10:00', to: '12:00' }] }],
    ['an exception above a holiday', '2026-03-09', { because: 'exception', name: '', open: [] }],
    ['a closed weekday', '2026-03-04', { because: 'weekday', open: [], openMs: 0 }],
    ['the end of a day', '2026-03-08', { open: [{ from: '00:00', to: '24:00' }], openMs: 24 * HOUR }],
    ['a short day', '2026-03-29', { open: [{ from: '00:00', to: '24:00' }], openMs: 23 * HOUR, dayMs: 23 * HOUR }],
    ['a long day', '2026-10-25', { weekday: 'sun', openMs: 25 * HOUR, dayMs: 25 * HOUR }],
  ])('tells %s', (_, date, day) => {
    expect(dayOf({}, date)).toMatchObject(day);
  });

  it('names what is cut out, within each day', () => {
    const closed = [['2026-03-15T23:30:00+01:00', '2026-03-16T08:30:15.5+01:00', 'Move']] as const;
    expect(dayOf({ closed }, '2026-03-14')?.closures).toEqual([]);
    expect(dayOf({ closed }, '2026-03-15')).toMatchObject({
      open: [{ from: '00:00', to: '23:30' }],
      closures: [{ from: '23:30', to: '24:00', name: 'Move' }],
    });
    expect(dayOf({ closed }, '2026-03-16')).toMatchObject({
      open: [
        { from: '08:30:15.5', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ],
      closures: [{ from: '00:00', to: '08:30:15.5', name: 'Move' }],
    });
  });

  it.each([
    ['08:30:15', '08:30:15'],
    ['08:30:00.25', '08:30:00.25'],
    ['08:30:00', '08:30'],
  ])('tells %s as %s', (time, told) => {
    const closed = [['2026-03-16T00:00:00+01:00', `2026-03-16T${time}+01:00`]] as const;
    expect(dayOf({ closed }, '2026-03-16')?.closures).toEqual([{ from: '00:00', to: told, name: '' }]);
  });

  it('shows the first day of a version by that version', () => {
    const versions = [{ from: '2026-03-17', weekly: { tue: FULL } }];
    expect(dayOf({ versions }, '2026-03-16')).toMatchObject({ openMs: 9 * HOUR, startsVersion: false });
    expect(dayOf({ versions }, '2026-03-17')).toMatchObject({ openMs: 24 * HOUR, startsVersion: true });
  });

  it('shows each day by its version', () => {
    const versions = [{ from: '2026-03-16', timezone: 'Asia/Tokyo', weekly: { mon: FULL }, holidays: [] }];
    expect(dayOf({ versions }, '2026-03-15')).toMatchObject({ timezone: 'Europe/Berlin', startsVersion: false });
    expect(dayOf({ versions }, '2026-03-16')).toMatchObject({
      timezone: 'Asia/Tokyo',
      startsVersion: true,
      open: [{ from: '00:00', to: '24:00' }],
    });
    expect(dayOf({ versions }, '2026-03-17')).toMatchObject({ startsVersion: false });
    expect(dayOf({ versions }, '2027-03-02')).toMatchObject({ because: 'weekday' });
  });

  it('is of a calendar that can be used', () => {
    expect(() => calendarMonth({ ...spec, timezone: 'Mars' }, 2026, 3)).toThrow(/IANA name/);
  });
});
