import { describe, expect, it } from 'vitest';
import { CannotImport } from '../../src/calendar-import/closed-days.ts';
import { type IcsDays, readIcs } from '../../src/calendar-import/read-ics.ts';

const ASK = { timezone: 'Europe/Berlin', from: '2026-01-01', to: '2026-12-31' };

const calendar = (...parts: string[]): string => `BEGIN:VCALENDAR\nVERSION:2.0\n${parts.join('\n')}\nEND:VCALENDAR`;
const event = (...lines: string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\n');
const read = (...parts: string[]): IcsDays => readIcs(calendar(...parts), ASK);
const dates = ({ holidays }: IcsDays): string[] => holidays.map(({ date }) => date);
const spans = ({ closed }: IcsDays): string[] =>
  closed.map(({ start, end }) => `${new Date(start).toISOString()} ${new Date(end).toISOString()}`);

const NEW_YORK = `BEGIN:VTIMEZONE
TZID:Head office
BEGIN:STANDARD
DTSTART:19701101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE`;

describe('events of whole days', () => {
  it('are holidays by their name', () => {
    const found = read(event('UID:1', 'SUMMARY:Labour Day\\, and more', 'DTSTART;VALUE=DATE:20260501'));
    expect(found).toMatchObject({ holidays: [{ date: '2026-05-01', name: 'Labour Day, and more' }], closed: [] });
  });

  it('may last several days, the last not included', () => {
    expect(dates(read(event('UID:1', 'DTSTART;VALUE=DATE:20260227', 'DTEND;VALUE=DATE:20260302')))).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(dates(read(event('UID:1', 'DTSTART;VALUE=DATE:20260227', 'DURATION:P2D')))).toEqual([
      '2026-02-27',
      '2026-02-28',
    ]);
  });

  it('count though they show as free, as holidays in calendars often do', () => {
    expect(dates(read(event('UID:1', 'DTSTART;VALUE=DATE:20260501', 'TRANSP:TRANSPARENT')))).toEqual(['2026-05-01']);
  });

  it('are kept from the first to the last date asked for', () => {
    const found = read(
      event('UID:1', 'DTSTART;VALUE=DATE:20251230', 'DTEND;VALUE=DATE:20260103'),
      event('UID:2', 'DTSTART;VALUE=DATE:20261231'),
      event('UID:3', 'DTSTART;VALUE=DATE:20270101'),
    );
    expect(dates(found)).toEqual(['2026-01-01', '2026-01-02', '2026-12-31']);
    expect(found.left.outside).toBe(1);
  });

  it('repeat from long ago', () => {
    expect(dates(read(event('UID:1', 'DTSTART;VALUE=DATE:19001225', 'RRULE:FREQ=YEARLY')))).toEqual(['2026-12-25']);
    const thanksgiving = event('UID:2', 'DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH');
    expect(dates(read(thanksgiving))).toEqual(['2026-11-26']);
  });
});

describe('events with times', () => {
  it.each([
    ['of UTC', [], 'DTSTART:20260701T100000Z', 'DTEND:20260701T120000Z', '2026-07-01T10:00 2026-07-01T12:00'],
    [
      'of a zone',
      [],
      'DTSTART;TZID=Asia/Tokyo:20260701T100000',
      'DTEND;TZID=Asia/Tokyo:20260701T120000',
      '2026-07-01T01:00 2026-07-01T03:00',
    ],
    [
      'of no zone: the desk’s',
      [],
      'DTSTART:20260701T100000',
      'DTEND:20260701T120000',
      '2026-07-01T08:00 2026-07-01T10:00',
    ],
    [
      'of a zone the file defines',
      [NEW_YORK],
      'DTSTART;TZID=Head office:20260701T100000',
      'DURATION:PT90M',
      '2026-07-01T15:00 2026-07-01T16:30',
    ],
    [
      'from one zone to another',
      [],
      'DTSTART;TZID=Europe/Berlin:20260701T100000',
      'DTEND;TZID=Europe/London:20260701T100000',
      '2026-07-01T08:00 2026-07-01T09:00',
    ],
    [
      'over the turn of the year',
      [],
      'DTSTART:20251231T220000Z',
      'DTEND:20260101T020000Z',
      '2025-12-31T22:00 2026-01-01T02:00',
    ],
  ])('are closures: %s', (_, zones, start, end, span) => {
    expect(spans(read(...zones, event('UID:1', start, end)))).toEqual([span.replace(/:00(?= |$)|:30$/g, '$&:00.000Z')]);
  });

  it('are left out, and counted, where they close nothing', () => {
    const found = read(
      event('UID:1', 'STATUS:CANCELLED', 'DTSTART:20260701T100000Z', 'DTEND:20260701T120000Z'),
      event('UID:2', 'TRANSP:TRANSPARENT', 'DTSTART:20260701T100000Z', 'DTEND:20260701T120000Z'),
      event('UID:3', 'DTSTART:20260701T100000Z'),
      event('UID:4', 'DTSTART:20261231T230000Z', 'DTEND:20270101T010000Z'), // midnight in Berlin
    );
    expect(found).toEqual({ holidays: [], closed: [], left: { cancelled: 1, free: 1, empty: 1, outside: 1 } });
  });

  it('repeat at their local time, without the dates taken out, with those put in', () => {
    const weekly = event(
      'UID:1',
      'DTSTART;TZID=Europe/Berlin:20260323T100000',
      'DTEND;TZID=Europe/Berlin:20260323T110000',
      'RRULE:FREQ=WEEKLY;COUNT=3',
      'EXDATE;TZID=Europe/Berlin:20260330T100000',
      'RDATE;TZID=Europe/Berlin:20260401T100000',
    );
    expect(spans(read(weekly)).map((span) => span.slice(0, 16))).toEqual([
      '2026-03-23T09:00',
      '2026-04-01T08:00',
      '2026-04-06T08:00',
    ]);
  });

  it('repeat as moved, renamed or cancelled on single days', () => {
    const times = (day: string) => [`DTSTART:202606${day}T100000Z`, `DTEND:202606${day}T110000Z`];
    const found = read(
      event('UID:1', 'SUMMARY:Weekly', ...times('01'), 'RRULE:FREQ=WEEKLY;COUNT=3'),
      event('UID:1', 'SUMMARY:Moved', 'RECURRENCE-ID:20260608T100000Z', ...times('09')),
      event('UID:1', 'STATUS:CANCELLED', 'RECURRENCE-ID:20260615T100000Z', ...times('15')),
    );
    expect(found.closed.map(({ name, start }) => `${name} ${new Date(start).getUTCDate()}`)).toEqual([
      'Weekly 1',
      'Moved 9',
    ]);
    expect(found.left.cancelled).toBe(1);
  });

  it('stand alone where the event they changed is not in the file', () => {
    const lone = event('UID:1', 'RECURRENCE-ID:20260608T100000Z', 'DTSTART:20260609T100000Z', 'DTEND:20260609T110000Z');
    expect(spans(read(lone))).toHaveLength(1);
  });
});

const twoYears = Array.from({ length: 730 }, (_, i) =>
  new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10).replaceAll('-', ''),
);

describe('a file', () => {
  it('may hold several calendars, and what is no event', () => {
    const one = (day: string) => calendar(event('UID:1', `DTSTART;VALUE=DATE:${day}`));
    expect(dates(readIcs(`${one('20260501')}\n${one('20260502')}`, ASK))).toEqual(['2026-05-01', '2026-05-02']);
    expect(read('BEGIN:VTODO', 'UID:1', 'DTSTART;VALUE=DATE:20260501', 'END:VTODO').holidays).toEqual([]);
  });

  it.each([
    ['of something else', 'timezone: UTC', 'not an iCalendar file'],
    ['that is empty', '', 'not an iCalendar file'],
    [
      'with a zone nobody knows',
      calendar(event('UID:1', 'SUMMARY:Lunch', 'DTSTART;TZID=Home:20260701T100000', 'DURATION:PT1H')),
      'The event "Lunch" is in the zone "Home", which neither the file nor IANA knows. Add its VTIMEZONE',
    ],
    [
      'with an event of no time',
      calendar(event('UID:1', 'SUMMARY:Lunch')),
      '"Lunch" has no DTSTART. Correct or remove it.',
    ],
    [
      'with an event of every second',
      calendar(event('UID:1', 'DTSTART:20260701T100000Z', 'RRULE:FREQ=SECONDLY')),
      'repeats more than 20000 times',
    ],
    ['with nothing but an event', event('UID:1', 'DTSTART;VALUE=DATE:20260501'), 'no BEGIN:VCALENDAR'],
    [
      'with hundreds of days taken out of a repetition',
      calendar(
        event('UID:7', 'DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=DAILY', `EXDATE;VALUE=DATE:${twoYears.join()}`),
      ),
      'Correct its RRULE',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(() => readIcs(text, ASK)).toThrow(CannotImport);
    expect(() => readIcs(text, ASK)).toThrow(message);
  });
});
