import { describe, expect, it } from 'vitest';
import { ALWAYS_OPEN, CalendarError, type CalendarSpec, compileCalendar } from '../../src/domain/calendar.ts';

const HOUR = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

const NINE_TO_FIVE = [['09:00', '17:00']] as const;
const WORK_WEEK = { mon: NINE_TO_FIVE, tue: NINE_TO_FIVE, wed: NINE_TO_FIVE, thu: NINE_TO_FIVE, fri: NINE_TO_FIVE };
const FULL = [['00:00', '24:00']] as const;
const ROUND_THE_CLOCK = { mon: FULL, tue: FULL, wed: FULL, thu: FULL, fri: FULL, sat: FULL, sun: FULL };

function calendar(parts: Partial<CalendarSpec>) {
  return compileCalendar({ id: 'desk', timezone: 'UTC', weekly: WORK_WEEK, holidays: [], exceptions: {}, ...parts });
}

function openHours(parts: Partial<CalendarSpec>, from: string, to: string): number {
  return calendar(parts).elapsed(at(from), at(to)) / HOUR;
}

/** The message of an error that is no field's fault. */
function problemOf(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    expect(error.path).toEqual([]);
    return error.message;
  }
  return 'none';
}

describe('elapsed', () => {
  it.each([
    ['Friday 16:00 to Monday 16:00', '2026-03-06T16:00Z', '2026-03-09T16:00Z', 8],
    ['within a day', '2026-03-06T10:15Z', '2026-03-06T10:45Z', 0.5],
    ['a whole week', '2026-03-02T00:00Z', '2026-03-09T00:00Z', 40],
    ['a night', '2026-03-05T17:00Z', '2026-03-06T09:00Z', 0],
    ['end before start', '2026-03-06T16:00Z', '2026-03-05T10:00Z', 0],
    ['over the turn of a year', '2025-12-31T16:00Z', '2026-01-01T10:00Z', 2],
  ])('%s', (_, from, to, hours) => {
    expect(openHours({}, from, to)).toBe(hours);
  });

  it('answers for years far apart, in any order', () => {
    const desk = calendar({});
    for (const monday of ['2026-03-02', '1998-03-02', '2060-03-01', '2011-02-28']) {
      expect(desk.elapsed(at(`${monday}T00:00Z`), at(`${monday}T00:00Z`) + 7 * 24 * HOUR)).toBe(40 * HOUR);
    }
  });

  it('counts local hours, whatever zone the machine is in', () => {
    const india = { timezone: 'Asia/Kolkata' };
    expect(openHours(india, '2026-03-06T03:30Z', '2026-03-06T11:30Z')).toBe(8);
    expect(openHours(india, '2026-03-06T11:30Z', '2026-03-09T03:30Z')).toBe(0);
  });
});

describe('due', () => {
  it.each([
    ['exactly at closing is the closing', '2026-03-06T13:00Z', 4, '2026-03-06T17:00:00Z'],
    ['over a weekend', '2026-03-06T16:00Z', 8, '2026-03-09T16:00:00Z'],
    ['counts from the opening', '2026-03-07T12:00Z', 1, '2026-03-09T10:00:00Z'],
    ['no time to pass', '2026-03-07T12:00Z', 0, '2026-03-07T12:00:00Z'],
    ['a working year of 52 weeks', '2026-03-02T09:00Z', 52 * 40, '2027-02-26T17:00:00Z'],
  ])('%s', (_, start, hours, due) => {
    expect(iso(calendar({}).due(at(start), hours * HOUR))).toBe(due);
  });

  it('gives up after 50 years and names the calendar', () => {
    const once = calendar({ id: 'launch-day', weekly: {}, exceptions: { '2026-03-07': [['10:00', '12:00']] } });
    expect(iso(once.due(at('2026-01-01T00:00Z'), 2 * HOUR))).toBe('2026-03-07T12:00:00Z');
    expect(problemOf(() => once.due(at('2026-01-01T00:00Z'), 2 * HOUR + 1))).toMatch(
      /"launch-day".*50 years after 2026-01-01.*shorten the target/,
    );
    expect(problemOf(() => once.nextOpen(at('2026-03-07T12:00Z')))).toMatch(/"launch-day"/);
  });

  it.each([-1, Number.NaN])('refuses a duration of %s', (ms) => {
    expect(problemOf(() => calendar({}).due(0, ms))).toMatch(/due wants a duration of 0 ms or more/);
  });

  it.each([
    ['at closing: the next opening', '2026-03-06T13:00Z', 4, '2026-03-09T09:00:00Z'],
    ['between touching spells: no opening to wait for', '2026-03-04T08:00Z', 5, '2026-03-04T13:00:00Z'],
    ['within hours: as ever', '2026-03-06T13:00Z', 3, '2026-03-06T16:00:00Z'],
    ['nothing to pass, while closed', '2026-03-07T12:00Z', 0, '2026-03-09T09:00:00Z'],
    ['nothing to pass, while open', '2026-03-06T12:00Z', 0, '2026-03-06T12:00:00Z'],
  ])('with the next opening as boundary, %s', (_, start, hours, due) => {
    const weekly = { ...WORK_WEEK, wed: [['08:00', '13:00'] as const, ['13:00', '17:00'] as const] };
    expect(iso(calendar({ weekly }).due(at(start), hours * HOUR, 'next-opening'))).toBe(due);
  });
});

describe('back', () => {
  it.each([
    ['within a day', '2026-03-06T13:00Z', 3, '2026-03-06T10:00:00Z'],
    ['exactly at opening is the opening, not the closing before', '2026-03-09T13:00Z', 4, '2026-03-09T09:00:00Z'],
    ['over a weekend', '2026-03-09T16:00Z', 8, '2026-03-06T16:00:00Z'],
    ['counts from the closing', '2026-03-07T12:00Z', 1, '2026-03-06T16:00:00Z'],
    ['no time to pass', '2026-03-07T12:00Z', 0, '2026-03-07T12:00:00Z'],
    ['a working year of 52 weeks', '2027-02-26T17:00Z', 52 * 40, '2026-03-02T09:00:00Z'],
    ['to the first opening of a year', '2026-01-01T10:00Z', 1, '2026-01-01T09:00:00Z'],
  ])('%s', (_, start, hours, from) => {
    expect(iso(calendar({}).back(at(start), hours * HOUR))).toBe(from);
  });

  it('gives up after 50 years and names the calendar', () => {
    const once = calendar({ id: 'launch-day', weekly: {}, exceptions: { '2026-03-07': [['10:00', '12:00']] } });
    expect(iso(once.back(at('2027-01-01T00:00Z'), 2 * HOUR))).toBe('2026-03-07T10:00:00Z');
    expect(problemOf(() => once.back(at('2027-01-01T00:00Z'), 2 * HOUR + 1))).toMatch(
      /"launch-day".*50 years before 2027-01-01/,
    );
  });

  it.each([-1, Number.NaN])('refuses a duration of %s', (ms) => {
    expect(problemOf(() => calendar({}).back(0, ms))).toMatch(/back wants a duration of 0 ms or more/);
  });
});

describe('a search', () => {
  const opened = { id: 'far', weekly: {}, exceptions: { '2080-01-01': [['10:00', '12:00']] } } as const;

  it('finds nothing more than 50 years away, whatever was asked before', () => {
    const [fresh, asked] = [calendar(opened), calendar(opened)];
    asked.elapsed(at('2020-01-01T00:00Z'), at('2140-01-01T00:00Z'));
    for (const desk of [fresh, asked]) {
      expect(iso(desk.nextOpen(at('2030-02-01T00:00Z')))).toBe('2080-01-01T10:00:00Z');
      expect(problemOf(() => desk.nextOpen(at('2029-12-01T00:00Z')))).toMatch(/"far".*50 years after 2029-12-01/);
      expect(iso(desk.back(at('2129-12-01T00:00Z'), HOUR))).toBe('2080-01-01T11:00:00Z');
      expect(problemOf(() => desk.back(at('2130-02-01T00:00Z'), HOUR))).toMatch(/"far".*50 years before 2130-02-01/);
    }
  });
});

describe('a search at the ends of time', () => {
  it('ends there', () => {
    expect(problemOf(() => calendar({}).back(at('1901-01-01T00:00Z'), 5000 * HOUR))).toMatch(
      /not enough open time.*before 1901/,
    );
    expect(problemOf(() => calendar({}).due(at('2199-01-01T00:00Z'), 5000 * HOUR))).toMatch(
      /not enough open time.*after 2199/,
    );
  });

  it('reaches the first and the last instant', () => {
    const always = calendar({ weekly: ROUND_THE_CLOCK });
    expect(iso(always.back(at('1900-01-02T00:00Z'), 24 * HOUR))).toBe('1900-01-01T00:00:00Z');
    expect(iso(always.due(at('2199-12-31T00:00Z'), 24 * HOUR))).toBe('2200-01-01T00:00:00Z');
  });
});

describe('addWorkingDays', () => {
  const berlin = { timezone: 'Europe/Berlin' };

  it.each<[string, Partial<CalendarSpec>, string, number, string]>([
    ['over a weekend', {}, '2026-03-06T12:00:52Z', 1, '2026-03-09T12:00:52Z'],
    ['a week', {}, '2026-03-03T12:00Z', 5, '2026-03-10T12:00:00Z'],
    ['no day', {}, '2026-03-07T12:00Z', 0, '2026-03-07T12:00:00Z'],
    ['from a closed day: the next working day is the first', {}, '2026-03-07T12:00Z', 1, '2026-03-09T12:00:00Z'],
    ['keeps a time outside of hours', {}, '2026-03-03T18:30Z', 1, '2026-03-04T18:30:00Z'],
    ['passes a holiday', { holidays: ['2026-03-04'] }, '2026-03-03T10:00Z', 1, '2026-03-05T10:00:00Z'],
    ['passes a closed exception', { exceptions: { '2026-03-04': [] } }, '2026-03-03T10:00Z', 1, '2026-03-05T10:00:00Z'],
    [
      'counts an exception that opens',
      { exceptions: { '2026-03-07': [['10:00', '11:00']] } },
      '2026-03-06T10:00Z',
      1,
      '2026-03-07T10:00:00Z',
    ],
    [
      'passes a day that a closure leaves nothing of',
      { closed: [['2026-03-04T09:00Z', '2026-03-04T17:00Z']] },
      '2026-03-03T10:00Z',
      1,
      '2026-03-05T10:00:00Z',
    ],
    [
      'counts a day that a closure leaves a minute of',
      { closed: [['2026-03-04T09:00Z', '2026-03-04T16:59Z']] },
      '2026-03-03T10:00Z',
      1,
      '2026-03-04T10:00:00Z',
    ],
    ['keeps the local time when clocks change', berlin, '2026-03-27T11:00Z', 1, '2026-03-30T10:00:00Z'],
    ['takes the local date', { timezone: 'Pacific/Auckland' }, '2026-03-05T20:00Z', 1, '2026-03-08T20:00:00Z'],
    [
      'moves a skipped time later',
      { ...berlin, weekly: { sun: FULL } },
      '2026-03-22T01:30Z',
      1,
      '2026-03-29T01:30:00Z',
    ],
  ])('%s', (_, parts, start, days, due) => {
    expect(iso(calendar(parts).addWorkingDays(at(start), days))).toBe(due);
  });

  it.each([
    ['the closing of that day', '2026-03-06T12:00Z', 1, '2026-03-09T17:00:00Z'],
    ['of the day itself', '2026-03-06T12:00Z', 0, '2026-03-06T17:00:00Z'],
    ['of the next day, when it has closed already', '2026-03-06T17:00Z', 0, '2026-03-09T17:00:00Z'],
    ['of the next working day, from a closed one', '2026-03-07T12:00Z', 0, '2026-03-09T17:00:00Z'],
    ['the last of several', '2026-03-10T12:00Z', 1, '2026-03-11T22:00:00Z'],
    ['midnight, where that closes', '2026-03-11T12:00Z', 1, '2026-03-13T00:00:00Z'],
  ])('with endOfDay, %s', (_, start, days, due) => {
    const wed = [['09:00', '12:00'] as const, ['20:00', '22:00'] as const];
    const desk = calendar({ weekly: { ...WORK_WEEK, wed, thu: [['20:00', '24:00']] } });
    expect(iso(desk.addWorkingDays(at(start), days, { endOfDay: true }))).toBe(due);
  });

  it.each([-1, 1.5, Number.NaN])('refuses %s days', (days) => {
    expect(problemOf(() => calendar({}).addWorkingDays(0, days))).toMatch(/whole number of 0 or more/);
  });

  it('refuses what is no instant', () => {
    expect(problemOf(() => calendar({}).addWorkingDays(Number.NaN, 1))).toMatch(/1900-2199/);
  });
});

describe('nextOpen', () => {
  it.each([
    ['open stays', '2026-03-06T10:00Z', '2026-03-06T10:00:00Z'],
    ['the opening itself', '2026-03-06T09:00Z', '2026-03-06T09:00:00Z'],
    ['the closing is closed', '2026-03-06T17:00Z', '2026-03-09T09:00:00Z'],
    ['a weekend', '2026-03-07T10:00Z', '2026-03-09T09:00:00Z'],
    ['the last evening of a year', '2027-12-31T17:00Z', '2028-01-03T09:00:00Z'],
  ])('%s', (_, from, opening) => {
    expect(iso(calendar({}).nextOpen(at(from)))).toBe(opening);
  });
});

describe('days that differ', () => {
  it('closes on a date, or on a day of every year', () => {
    const holidays = ['2026-03-04', '*-12-25', '*-02-29'];
    expect(openHours({ holidays }, '2026-03-02T00:00Z', '2026-03-09T00:00Z')).toBe(32);
    expect(openHours({ holidays }, '2027-03-01T00:00Z', '2027-03-08T00:00Z')).toBe(40);
    for (const year of [2025, 2026, 2028]) {
      expect(openHours({ holidays }, `${year}-12-25T00:00Z`, `${year}-12-26T00:00Z`)).toBe(0);
    }
    expect(openHours({ holidays }, '2028-02-29T00:00Z', '2028-03-01T00:00Z')).toBe(0);
  });

  it('puts an exception in place of the weekday, and above a holiday', () => {
    const days = {
      holidays: ['*-12-24'],
      exceptions: { '2026-12-24': [['09:00', '12:00']], '2026-12-23': [] },
    } as const;
    expect(openHours(days, '2026-12-21T00:00Z', '2026-12-26T00:00Z')).toBe(8 + 8 + 0 + 3 + 8);
    expect(openHours(days, '2027-12-24T00:00Z', '2027-12-25T00:00Z')).toBe(0);
  });

  it('takes absolute closures out, also across days', () => {
    const closed = [
      ['2026-03-05T15:00:00+01:00', '2026-03-06T10:00:00Z'],
      ['2026-03-06T12:00:00Z', '2026-03-06T12:30:00Z'],
    ] as const;
    expect(openHours({ closed }, '2026-03-05T00:00Z', '2026-03-07T00:00Z')).toBe(5 + 6.5);
    expect(iso(calendar({ closed }).nextOpen(at('2026-03-05T14:00Z')))).toBe('2026-03-06T10:00:00Z');
  });
});

describe('where clocks change', () => {
  it.each<[string, string, string, CalendarSpec['weekly'], number]>([
    ['spring Sunday', 'America/New_York', '2026-03-08', { sun: FULL }, 23],
    ['autumn Sunday', 'America/New_York', '2026-11-01', { sun: FULL }, 25],
    ['spell inside the gap', 'America/New_York', '2026-03-08', { sun: [['02:15', '02:45']] }, 0],
    ['opening skipped, closing just after', 'America/New_York', '2026-03-08', { sun: [['02:30', '03:15']] }, 0],
    ['opening skipped: moves by the gap', 'America/New_York', '2026-03-08', { sun: [['02:30', '05:00']] }, 1.5],
    ['closing skipped: the jump', 'America/New_York', '2026-03-08', { sun: [['01:00', '02:30']] }, 1],
    [
      'touching in the gap: no hole',
      'America/New_York',
      '2026-03-08',
      {
        sun: [
          ['02:30', '08:00'],
          ['00:00', '02:30'],
        ],
      },
      7,
    ],
    ['repeated hour counts twice', 'America/New_York', '2026-11-01', { sun: [['01:00', '02:00']] }, 2],
    ['repeated opening: the first', 'America/New_York', '2026-11-01', { sun: [['01:30', '09:00']] }, 8.5],
    ['repeated closing: the first', 'America/New_York', '2026-11-01', { sun: [['00:00', '01:30']] }, 1.5],
    ['a day without midnight', 'America/Sao_Paulo', '2018-11-04', { sun: FULL }, 23],
    ['morning without midnight', 'America/Sao_Paulo', '2018-11-04', { sun: [['00:00', '08:00']] }, 7],
    ['the day before is whole', 'America/Sao_Paulo', '2018-11-04', { sat: FULL }, 24],
    ['last hour of a day twice', 'America/Sao_Paulo', '2018-02-17', { sat: [['22:00', '24:00']] }, 3],
    ['midnight within a gap: from the first instant', 'America/Toronto', '1919-03-31', { mon: FULL }, 23.5],
    ['Nowruz', 'Asia/Tehran', '2018-03-22', { thu: [['00:00', '02:00']] }, 1],
    ['Tehran, midnight twice', 'Asia/Tehran', '2018-09-21', { fri: FULL }, 25],
    ['half an hour only', 'Australia/Lord_Howe', '2026-04-05', { sun: FULL }, 24.5],
    ['a Friday that never was', 'Pacific/Apia', '2011-12-30', { fri: NINE_TO_FIVE }, 0],
    ['the Saturday after it', 'Pacific/Apia', '2011-12-30', { fri: NINE_TO_FIVE, sat: NINE_TO_FIVE }, 8],
  ])('%s (%s, %s)', (_, timezone, day, weekly, hours) => {
    const noon = at(`${day}T12:00Z`);
    const desk = calendar({ timezone, weekly });
    expect(desk.elapsed(noon - 48 * HOUR, noon + 48 * HOUR) / HOUR).toBe(hours);
  });

  it('is 24x7 all the same when every local day is open', () => {
    const desk = calendar({ timezone: 'America/Sao_Paulo', weekly: ROUND_THE_CLOCK });
    const [from, to] = [at('2017-01-01T00:00Z'), at('2019-06-01T00:00Z')];
    expect(desk.elapsed(from, to)).toBe(to - from);
    expect(desk.due(from, to - from)).toBe(to);
  });
});

describe('ALWAYS_OPEN', () => {
  it('counts every millisecond', () => {
    expect(ALWAYS_OPEN.elapsed(5, 25)).toBe(20);
    expect(ALWAYS_OPEN.elapsed(25, 5)).toBe(0);
    expect(ALWAYS_OPEN.due(5, 20)).toBe(25);
    expect(ALWAYS_OPEN.back(25, 20)).toBe(5);
    expect(ALWAYS_OPEN.nextOpen(7)).toBe(7);
  });

  it('has the days of UTC', () => {
    expect(iso(ALWAYS_OPEN.addWorkingDays(at('2026-03-07T12:00Z'), 1))).toBe('2026-03-08T12:00:00Z');
    expect(iso(ALWAYS_OPEN.addWorkingDays(at('2026-03-07T12:00Z'), 1, { endOfDay: true }))).toBe(
      '2026-03-09T00:00:00Z',
    );
  });
});

describe('instants nobody means', () => {
  it('are before 1900 and from 2200 on', () => {
    expect(iso(calendar({}).nextOpen(at('1900-01-01T00:00Z')))).toBe('1900-01-01T09:00:00Z');
    expect(problemOf(() => calendar({}).nextOpen(at('1899-12-31T23:59Z')))).toMatch(
      /^Calendar "desk": the instant -\d+ is/,
    );
    expect(problemOf(() => calendar({}).nextOpen(at('2200-01-01T00:00Z')))).toMatch(/within 1900-2199/);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, at('9999-12-31T00:00Z')])('refuses %s and says so', (instant) => {
    expect(problemOf(() => calendar({}).elapsed(at('2026-01-01T00:00Z'), instant))).toMatch(/1900-2199.*drop the date/);
  });
});
