import { describe, expect, it } from 'vitest';
import { CalendarError, type CalendarSpec, compileCalendar } from '../../src/domain/calendar.ts';

const NINE_TO_FIVE = [['09:00', '17:00']] as const;

function errorOf(parts: Partial<CalendarSpec>): CalendarError {
  const weekly = { mon: NINE_TO_FIVE };
  try {
    compileCalendar({ id: 'desk', timezone: 'UTC', weekly, holidays: [], exceptions: {}, ...parts });
  } catch (error) {
    if (error instanceof CalendarError) return error;
    throw error;
  }
  throw new Error('compiled, though it should not');
}

const everyDay = Array.from({ length: 366 }, (_, i) =>
  new Date(Date.UTC(2024, 0, 1 + i)).toISOString().replace(/^\d{4}-(.{5}).*$/, '*-$1'),
);

describe('a calendar that cannot be used says where and what to write', () => {
  it.each<[string, Partial<CalendarSpec>, CalendarError['path'], RegExp]>([
    ['unknown zone', { timezone: 'Mars/Olympus' }, ['timezone'], /"Mars\/Olympus".*IANA name/],
    ['25:00', { weekly: { mon: [['09:00', '25:00']] } }, ['weekly', 'mon', 0, 1], /"25:00".*HH:MM/],
    ['24:30', { weekly: { mon: [['09:00', '24:30']] } }, ['weekly', 'mon', 0, 1], /HH:MM/],
    ['9:00', { weekly: { mon: [['9:00', '17:00']] } }, ['weekly', 'mon', 0, 0], /HH:MM/],
    ['over midnight', { weekly: { mon: [['22:00', '06:00']] } }, ['weekly', 'mon', 0], /split a spell over midnight/],
    ['empty spell', { weekly: { mon: [['09:00', '09:00']] } }, ['weekly', 'mon', 0], /09:00 is not before 09:00/],
    [
      'overlap',
      { weekly: { tue: [...NINE_TO_FIVE, ['07:00', '09:01']] } },
      ['weekly', 'tue', 0],
      /overlaps.*Join the two/,
    ],
    ['word for a weekday', { weekly: { monday: NINE_TO_FIVE } as object }, ['weekly', 'monday'], /one of mon, tue/],
    ['31 February', { holidays: ['*-12-25', '2026-02-31'] }, ['holidays', 1], /"2026-02-31".*YYYY-MM-DD/],
    ['29 February of 2026', { holidays: ['2026-02-29'] }, ['holidays', 0], /YYYY-MM-DD/],
    ['yearly 13th month', { holidays: ['*-13-01'] }, ['holidays', 0], /\*-MM-DD for every year/],
    ['date the other way round', { exceptions: { '24.12.2026': [] } }, ['exceptions', '24.12.2026'], /YYYY-MM-DD/],
    ['exception every year', { exceptions: { '*-12-24': [] } }, ['exceptions', '*-12-24'], /YYYY-MM-DD/],
    [
      'bad exception',
      { exceptions: { '2026-12-24': [['12:00', '09:00']] } },
      ['exceptions', '2026-12-24', 0],
      /12:00 is not before 09:00/,
    ],
    [
      'closed without an offset',
      { closed: [['2026-12-24T12:00', '2026-12-25T00:00Z']] },
      ['closed', 0, 0],
      /"2026-12-24T12:00" is not an instant.*offset/,
    ],
    [
      'closed backwards',
      { closed: [['2026-12-25T12:00Z', '2026-12-25T13:00+02:00']] },
      ['closed', 0],
      /Write the earlier instant first/,
    ],
    ['never open', { weekly: { mon: [] }, exceptions: { '2026-12-24': [] } }, ['weekly'], /never open.*at least one/],
    ['a holiday every day', { holidays: everyDay }, ['weekly'], /never open/],
    ['a date in one', { holidays: ['20261225'] }, ['holidays', 0], /YYYY-MM-DD/],
    ['a date with a time', { holidays: ['2026-12-25T00:00'] }, ['holidays', 0], /YYYY-MM-DD/],
    ['a date of six digits', { exceptions: { '+002026-12-25': [] } }, ['exceptions', '+002026-12-25'], /YYYY-MM-DD/],
    ['a long time', { weekly: { mon: [['109:00', '17:00']] } }, ['weekly', 'mon', 0, 0], /HH:MM/],
    ['a time with seconds', { weekly: { mon: [['09:00:00', '17:00']] } }, ['weekly', 'mon', 0, 0], /HH:MM/],
    [
      'closed until no instant',
      { closed: [['2026-12-25T12:00Z', 'noon']] },
      ['closed', 0, 1],
      /"noon" is not an instant/,
    ],
    ['closed for no time', { closed: [['2026-12-25T12:00Z', '2026-12-25T12:00Z']] }, ['closed', 0], /not before/],
    ['a name without a date', { holidays: ['Christmas Day'] }, ['holidays', 0], /"Christmas" is not a date/],
    ['a version of no date', { versions: [{ from: '1.7.2026' }] }, ['versions', 0, 'from'], /"1.7.2026".*YYYY-MM-DD/],
    [
      'two versions on one day',
      { versions: [{ from: '2026-07-01' }, { from: '2026-07-01', weekly: {} }] },
      ['versions', 1, 'from'],
      /another version starts on 2026-07-01.*Join the two/,
    ],
    [
      'versions out of order',
      { versions: [{ from: '2026-07-01' }, { from: '2026-06-30' }] },
      ['versions', 1, 'from'],
      /2026-06-30 is before 2026-07-01.*order of their dates/,
    ],
    [
      'a version with a bad field',
      { versions: [{ from: '2026-07-01', timezone: 'Mars/Olympus' }] },
      ['versions', 0, 'timezone'],
      /IANA name/,
    ],
    [
      'a version never open',
      { versions: [{ from: '2026-07-01', weekly: {} }] },
      ['versions', 0, 'weekly'],
      /never open/,
    ],
  ])('%s', (_, parts, path, message) => {
    const error = errorOf(parts);
    expect(error).toMatchObject({ name: 'CalendarError', calendar: 'desk' });
    expect(error.path).toEqual(path);
    expect(error.message).toMatch(/^Calendar "desk", \w/);
    expect(error.message).toMatch(message);
  });

  it('writes the path as one reads it', () => {
    expect(errorOf({ weekly: { mon: [['09:00', '25:00']] } }).message).toContain('weekly.mon[0][1]: ');
  });

  it.each<[string, Partial<CalendarSpec>]>([
    ['touching spells', { weekly: { mon: [...NINE_TO_FIVE, ['17:00', '24:00']] } }],
    ['only exceptions', { weekly: {}, exceptions: { '2026-12-24': [['09:00', '12:00']] } }],
    ['29 February every year', { holidays: ['*-02-29'] }],
    ['a dated holiday on every day of a year', { holidays: everyDay.map((day) => `2024${day.slice(1)}`) }],
    ['names of holidays', { holidays: ['*-12-25 Christmas Day', '2026-04-03 Good Friday'] }],
    ['all but 29 February a holiday', { holidays: everyDay.filter((day) => day !== '*-02-29') }],
  ])('takes %s', (_, parts) => {
    expect(() => errorOf(parts)).toThrow('compiled');
  });
});
