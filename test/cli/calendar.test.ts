import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printed } from './printed.ts';

let rules = '';
const at = (...parts: string[]): string => join(rules, ...parts);

const OFFICE = `id: office
timezone: Europe/Berlin
weekly:
  mon: &day [["08:00", "12:00"], ["13:00", "18:00"]]
  tue: *day
  wed: *day
  thu: *day
  sun: [["00:00", "24:00"]]
holidays: ["*-10-03 Unity Day", "2026-10-31"]
exceptions: { "2026-10-17": [["10:00", "12:00"]], "2026-10-19": [] }
closed: [["2026-10-06T10:00:00+02:00", "2026-10-07T10:30:15+02:00", "Power works"]]
versions:
  - from: 2026-10-15
    weekly: { mon: [["09:00", "17:00"]], sun: [["00:00", "24:00"]] }
`;

const ICS = `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
SUMMARY:Labour Day
DTSTART;VALUE=DATE:20260501
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Drill
DTSTART:20260504T100000
DTEND:20260504T110000
RRULE:FREQ=YEARLY
END:VEVENT
END:VCALENDAR`;

beforeAll(() => {
  rules = mkdtempSync(join(tmpdir(), 'stepladder-calendar-'));
  cpSync(fileURLToPath(new URL('../../rules', import.meta.url)), rules, { recursive: true });
  mkdirSync(at('calendars'), { recursive: true });
  writeFileSync(at('calendars', 'office.yaml'), OFFICE);
  writeFileSync(at('calendars', 'broken.yaml'), OFFICE.replace('id: office', 'id: broken').replace('18:00', '25:00'));
  writeFileSync(at('days.ics'), ICS);
});
afterAll(() => rmSync(rules, { recursive: true }));

describe('stepladder calendar show', () => {
  it('prints each day with its hours and what is unusual about it', async () => {
    const { code, out } = await printed('calendar', 'show', 'office', '--month', '2026-10', '--rules', rules);
    const lines = out.split('\n').map((line) => line.replace(/\s+/g, ' '));
    expect(code).toBe(0);
    for (const line of [
      'office, 2026-10 (Europe/Berlin)',
      '2026-10-01 thu 08:00-12:00 13:00-18:00 9',
      '2026-10-02 fri closed 0',
      '2026-10-03 sat closed 0 holiday: Unity Day',
      '2026-10-04 sun 00:00-24:00 24',
      '2026-10-06 tue 08:00-10:00 2 closed 10:00-24:00: Power works',
      '2026-10-07 wed 10:30:15-12:00 13:00-18:00 6.5 closed 00:00-10:30:15: Power works',
      '2026-10-15 thu closed 0 a new version of the calendar begins',
      '2026-10-17 sat 10:00-12:00 2 exception',
      '2026-10-19 mon closed 0 exception',
      '2026-10-25 sun 00:00-24:00 25 clocks change: a day of 25 hours',
      '2026-10-26 mon 09:00-17:00 8',
      '2026-10-31 sat closed 0 holiday',
      '14 working days, 169.5 hours open',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('prints JSON', async () => {
    const { out } = await printed('calendar', 'show', 'office', '--month', '2026-02', '--json', '--rules', rules);
    const month = JSON.parse(out);
    expect(month).toMatchObject({ calendar: 'office', month: '2026-02', workingDays: 20 });
    expect(month.days).toHaveLength(28);
    expect(month.days[0]).toMatchObject({ date: '2026-02-01', weekday: 'sun', openMs: 86_400_000, because: 'weekday' });
  });

  it.each([
    [
      2,
      'offce',
      '2026-10',
      /no calendar "offce". Did you mean "office"\? It has: always-open, broken, business-hours, office/,
    ],
    [2, 'office', '2026-13', /--month "2026-13" is no month. Write year and month/],
    [1, 'broken', '2026-10', /^calendars\/broken.yaml:4:44 .*"25:00" is not a time of day. Write HH:MM/],
  ])('exits %i for %s in %s', async (code, name, month, message) => {
    const told = await printed('calendar', 'show', name, '--month', month, '--rules', rules);
    expect(told).toMatchObject({ code, out: '' });
    expect(told.err).toMatch(message);
  });
});

describe('stepladder calendar import-ics', () => {
  const importIcs = (...args: string[]) =>
    printed(
      'calendar',
      'import-ics',
      at('days.ics'),
      '--rules',
      rules,
      '--from',
      '2026-01-01',
      '--to',
      '2026-12-31',
      ...args,
    );

  it('writes a calendar over a base, which rules check accepts', async () => {
    const out = at('calendars', 'with-days.yaml');
    const told = await importIcs('--name', 'with-days', '--base', 'office', '--out', out);
    expect(told).toMatchObject({ code: 0, out: '', err: `${out} written.\nFound 1 holidays and 1 closures.\n` });
    rmSync(at('calendars', 'broken.yaml'));
    expect(await printed('rules', 'check', rules)).toMatchObject({ code: 0 });
    const { out: shown } = await printed('calendar', 'show', 'with-days', '--month', '2026-05', '--rules', rules);
    expect(shown).toMatch(/2026-05-01 .*holiday: Labour Day/);
    expect(shown).toMatch(/2026-05-04 .*08:00-10:00 11:00-12:00 13:00-18:00 .*closed 10:00-11:00: Drill/);
  });

  it('prints a calendar that is open around the clock otherwise', async () => {
    const { out, err } = await importIcs('--name', 'tokyo', '--timezone', 'Asia/Tokyo');
    expect(out).toContain('# Open around the clock otherwise: write your hours into weekly.\nid: tokyo\n');
    expect(out).toContain('  - ["2026-05-04T10:00:00+09:00", "2026-05-04T11:00:00+09:00", "Drill"]');
    expect(err).toBe('Found 1 holidays and 1 closures.\n');
  });

  it('does not write over a file unless told to', async () => {
    const out = at('mine.yaml');
    writeFileSync(out, 'mine');
    const args = ['--name', 'tokyo', '--timezone', 'Asia/Tokyo', '--out', out];
    const refused = await importIcs(...args);
    expect(refused).toMatchObject({
      code: 1,
      err: `${out} is there already. Add --force to replace it, or name another file.\n`,
    });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    const forced = await importIcs(...args, '--force');
    expect(forced).toMatchObject({ code: 0 });
    expect(forced.err).toContain('To use it, name it tokyo.yaml');
    expect(readFileSync(out, 'utf8')).toContain('id: tokyo');
  });

  it.each([
    [2, ['--name', 'Tokyo', '--timezone', 'Asia/Tokyo'], /--name "Tokyo" cannot be a calendar. Write lower case/],
    [2, ['--name', 'tokyo'], /Give either --base.*or --timezone/],
    [2, ['--name', 'tokyo', '--base', 'office', '--timezone', 'UTC'], /Give either --base.*or --timezone/],
    [2, ['--name', 'tokyo', '--timezone', 'Mars'], /--timezone "Mars" is not known. Write an IANA name/],
    [2, ['--name', 'tokyo', '--timezone', 'UTC', '--from', '2026-02-30'], /--from "2026-02-30" is no date/],
    [2, ['--name', 'tokyo', '--timezone', 'UTC', '--from', '2027-01-01'], /--from 2027-01-01 is after --to 2026-12-31/],
    [1, ['--name', 'tokyo', '--timezone', 'UTC', '--out', 'no/such/folder.yaml'], /cannot be written/],
  ])('exits %i for %j', async (code, args, message) => {
    const told = await importIcs(...args);
    expect(told.code).toBe(code);
    expect(told.err).toMatch(message);
  });

  it('tells of a file that is none', async () => {
    const args = ['--name', 'tokyo', '--timezone', 'UTC', '--rules', rules];
    expect(await printed('calendar', 'import-ics', at('nowhere.ics'), ...args)).toMatchObject({ code: 2 });
    const told = await printed('calendar', 'import-ics', at('desk.yaml'), ...args);
    expect(told).toMatchObject({ code: 1, err: expect.stringMatching(/^not an iCalendar file/) });
  });
});

describe('stepladder calendar import-holidays', () => {
  it.each(['26', '2026,', '2026 2027'])('refuses the years %j', async (years) => {
    const told = await printed(
      'calendar',
      'import-holidays',
      '--country',
      'DE',
      '--years',
      years,
      '--base',
      'office',
      '--rules',
      rules,
    );
    expect(told).toMatchObject({
      code: 2,
      err: expect.stringContaining('Write them with commas between, such as 2026,2027'),
    });
  });
});
