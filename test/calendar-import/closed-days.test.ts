import { describe, expect, it } from 'vitest';
import { withClosedDays } from '../../src/calendar-import/closed-days.ts';
import type { CalendarSpec } from '../../src/domain/calendar.ts';

const spec: CalendarSpec = {
  id: 'desk',
  timezone: 'Europe/Berlin',
  weekly: { mon: [['08:00', '18:00']] },
  holidays: ['*-12-25 Christmas Day', '2026-05-01'],
  exceptions: {},
  closed: [['2026-07-01T10:00:00+02:00', '2026-07-01T12:00:00+02:00', 'Power works']],
  versions: [
    { from: '2026-06-01', holidays: [] },
    { from: '2026-07-01', weekly: {} },
    { from: '2026-08-01', closed: [] },
  ],
};

const july = (hour: number): number => Date.UTC(2026, 6, 1, hour);

describe('closed days put into a calendar', () => {
  it('keep its holidays, dated or yearly, and come after them in order', () => {
    const holidays = [
      { date: '2026-12-25', name: 'Christmas' },
      { date: '2026-10-03', name: 'Unity\n Day ' },
      { date: '2026-05-01', name: 'Labour Day' },
      { date: '2026-04-03', name: '' },
    ];
    const { holidays: all } = withClosedDays(spec, { holidays, closed: [] });
    expect(all).toEqual(['*-12-25 Christmas Day', '2026-05-01', '2026-04-03', '2026-10-03 Unity Day']);
  });

  it('share a date', () => {
    const holidays = ['May Day', 'Ascension', 'May Day'].map((name) => ({ date: '2025-05-01', name }));
    expect(withClosedDays(spec, { holidays, closed: [] }).holidays.at(-1)).toBe('2025-05-01 May Day, Ascension');
  });

  it('are written in the zone of the calendar, each once', () => {
    const closed = [
      { start: july(14), end: july(15), name: 'Drill' },
      { start: july(8), end: july(10), name: 'already there' },
      { start: july(6), end: july(7), name: '' },
      { start: july(14), end: july(15), name: 'Drill' },
    ];
    expect(withClosedDays(spec, { holidays: [], closed }).closed).toEqual([
      ['2026-07-01T10:00:00+02:00', '2026-07-01T12:00:00+02:00', 'Power works'],
      ['2026-07-01T08:00:00+02:00', '2026-07-01T09:00:00+02:00'],
      ['2026-07-01T16:00:00+02:00', '2026-07-01T17:00:00+02:00', 'Drill'],
    ]);
  });

  it('reach every version with a list of its own', () => {
    const days = {
      holidays: [{ date: '2026-10-03', name: 'Unity' }],
      closed: [{ start: july(6), end: july(7), name: '' }],
    };
    expect(withClosedDays(spec, days).versions).toEqual([
      { from: '2026-06-01', holidays: ['2026-10-03 Unity'] },
      { from: '2026-07-01', weekly: {} },
      { from: '2026-08-01', closed: [['2026-07-01T08:00:00+02:00', '2026-07-01T09:00:00+02:00']] },
    ]);
  });
});
