import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../connectors/servicenow/live/calendar-of.ts';
import { compileCalendar } from '../../../../src/domain/calendar.ts';
import type { Row } from '../desk.ts';

const WEEK: Row = {
  ...{ name: 'Week', start_date_time: '20250106T080000', end_date_time: '20250106T170000' },
  ...{ repeat_type: 'weekdays', repeat_count: '1', repeat_until: '0' },
};
const SCHEDULE: Row = { name: 'Office hours (EU)', time_zone: 'Europe/Madrid' };
const around = { today: '2026-11-22', years: [2026, 2027] };
const read = (rows: readonly Row[], schedule: Row = SCHEDULE) => {
  const found = calendarOf(schedule, rows, around);
  if (found === null) throw new Error('it opens nothing');
  compileCalendar(found.spec);
  return found;
};
const out = (more: Row): Row => ({ type: 'exclude', repeat_type: '', all_day: 'true', ...more });
const day = (date: string): Row => ({ start_date_time: `${date}T000000`, end_date_time: `${date}T235959` });

describe('a schedule', () => {
  it('opens by the week, in its zone, under its name', () => {
    const { spec, notes } = read([WEEK, { ...WEEK, repeat_type: 'weekly', days_of_week: '6', name: 'Saturday' }]);
    const hours = [['08:00', '17:00']];
    expect(spec).toMatchObject({ id: 'office-hours-eu', timezone: 'Europe/Madrid' });
    expect(spec.weekly).toEqual({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours });
    expect(notes).toEqual([]);
  });

  it.each([
    ['daily', 'mon tue wed thu fri sat sun'],
    ['weekends', 'sat sun'],
    ['weekMWF', 'mon wed fri'],
    ['weekTT', 'tue thu'],
    ['weekly', 'mon'],
  ])('that repeats %s opens on %s', (repeat_type, days) => {
    expect(Object.keys(read([{ ...WEEK, repeat_type }]).spec.weekly).join(' ')).toBe(days);
  });

  it('over midnight is two spells, round the clock is one a day', () => {
    const night = { ...WEEK, start_date_time: '20250106T220000', end_date_time: '20250107T060000' };
    const { weekly } = read([{ ...night, repeat_type: 'weekly', days_of_week: '7' }]).spec;
    expect(weekly).toEqual({ sun: [['22:00', '24:00']], mon: [['00:00', '06:00']] });
    const always = { ...WEEK, ...day('20250106'), all_day: 'true', repeat_type: 'daily' };
    expect(read([always]).spec.weekly.sun).toEqual([['00:00', '24:00']]);
  });

  it('is closed at lunch, on holidays, and for part of a day', () => {
    const lunch = {
      ...WEEK,
      ...{ type: 'exclude', start_date_time: '20250106T120000', end_date_time: '20250106T130000' },
    };
    const { spec } = read([
      WEEK,
      lunch,
      out({ ...day('20251225'), name: 'Christmas', repeat_type: 'yearly', yearly_type: 'doy' }),
      out({ ...day('20261208'), name: 'Only this year' }),
      out({ name: 'Move', all_day: 'false', start_date_time: '20261210T140000', end_date_time: '20261210T180000' }),
      { ...WEEK, name: 'Sale', repeat_type: '', start_date_time: '20261212T090000', end_date_time: '20261212T120000' },
    ]);
    expect(spec.weekly.mon).toEqual([
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ]);
    expect(spec.holidays).toEqual(['*-12-25 Christmas', '2026-12-08 Only this year']);
    expect(spec.exceptions).toEqual({
      '2026-12-10': [
        ['08:00', '12:00'],
        ['13:00', '14:00'],
      ],
      '2026-12-12': [['09:00', '12:00']],
    });
  });

  it('has days that float written out, and says so', () => {
    const float = { repeat_type: 'yearly', yearly_type: 'float' };
    const { spec, notes } = read([
      WEEK,
      out({ ...day('20251127'), ...float, name: 'Thanksgiving', month: '11', float_week: '4', float_day: '5' }),
      out({ ...day('20250526'), ...float, name: 'Memorial Day', month: '5', float_week: '5', float_day: '2' }),
    ]);
    expect(spec.holidays).toEqual([
      '2026-05-25 Memorial Day',
      '2026-11-26 Thanksgiving',
      '2027-05-31 Memorial Day',
      '2027-11-25 Thanksgiving',
    ]);
    expect(notes.join()).toMatch(/"Thanksgiving" is on another date each year: written out for 2026 to 2027/);
  });

  it.each<[string, Row, RegExp]>([
    ['every second week', { repeat_count: '2' }, /does not repeat each time/],
    ['by the month', { repeat_type: 'monthly' }, /repeats as "monthly"/],
    ['for those on call', { type: 'on_call' }, /type on_call/],
    ['at times nobody can read', { start_date_time: '' }, /cannot be read/],
    ['for part of a day each year', { type: 'exclude', repeat_type: 'yearly' }, /part of a day each year/],
  ])('that opens %s says what is left out', (_what, more, said) => {
    const { spec, notes } = read([WEEK, { ...WEEK, ...more }]);
    expect(Object.keys(spec.weekly)).toHaveLength(5);
    expect(notes.join()).toMatch(said);
  });

  it('without a zone of its own, or with one unknown here, asks for one', () => {
    expect(read([WEEK], { name: 'x' })).toMatchObject({
      spec: { timezone: 'Etc/UTC' },
      notes: [expect.stringMatching(/zone of its own/)],
    });
    expect(read([WEEK], { name: 'x', time_zone: 'Mars' }).notes[0]).toMatch(/Mars is not known here/);
  });

  it('that has ended, or opens nothing, is none', () => {
    expect(calendarOf(SCHEDULE, [{ ...WEEK, repeat_until: '20260101' }], around)).toBeNull();
    expect(calendarOf(SCHEDULE, [out(day('20261208'))], around)).toBeNull();
  });
});
