import { describe, expect, it } from 'vitest';
import { CannotImport } from '../../src/calendar-import/closed-days.ts';
import { loadHolidays, publicHolidays } from '../../src/calendar-import/public-holidays.ts';

type Source = Awaited<ReturnType<typeof loadHolidays>>;

/** As date-holidays 3.37.0 answers. */
const fake = class {
  readonly place: string;
  constructor(country = '', state = '') {
    this.place = country + state;
  }
  getCountries = () => ({ DE: 'Deutschland', VA: 'Vatican' });
  getStates = (country: string) => (country === 'DE' ? { BY: 'Bayern' } : undefined);
  getHolidays = (year: number) => [
    day(`${year}-01-01 00:00:00`, `${year - 1}-12-31T23:00Z`, `${year}-01-01T23:00Z`, 'Neujahr'),
    ...(this.place === 'DEBY'
      ? [day(`${year}-01-06 00:00:00`, `${year}-01-05T23:00Z`, `${year}-01-06T23:00Z`, 'Könige')]
      : []),
    day(`${year}-03-29 00:00:00`, `${year}-03-28T23:00Z`, `${year}-03-29T22:00Z`, 'Clocks change'),
    day(`${year}-06-01 00:00:00 -0600`, `${year}-05-31T15:00Z`, `${year}-06-03T15:00Z`, 'Three days'),
    day(`${year}-12-24 14:00:00`, `${year}-12-24T13:00Z`, `${year}-12-24T23:00Z`, 'Christmas Eve'),
    {
      ...day(`${year}-02-14 00:00:00`, `${year}-02-13T23:00Z`, `${year}-02-14T23:00Z`, 'Valentine'),
      type: 'observance',
    },
  ];
} as unknown as Source;

const day = (date: string, start: string, end: string, name: string) => ({
  date,
  start: new Date(start),
  end: new Date(end),
  name,
  type: 'public',
});

describe('public holidays', () => {
  it('are whole local dates, each of several; parts of a day are closures; the rest is left out', () => {
    const { holidays, closed } = publicHolidays(fake, { country: 'DE', years: [2026] });
    expect(holidays.map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2026-01-01 Neujahr',
      '2026-03-29 Clocks change',
      '2026-06-01 Three days',
      '2026-06-02 Three days',
      '2026-06-03 Three days',
    ]);
    expect(closed).toEqual([
      { start: Date.parse('2026-12-24T13:00Z'), end: Date.parse('2026-12-24T23:00Z'), name: 'Christmas Eve' },
    ]);
  });

  it('are those of the part of the country, for each year', () => {
    const { holidays } = publicHolidays(fake, { country: 'DE', state: 'BY', years: [2026, 2027] });
    expect(holidays.map(({ date }) => date).filter((date) => date.includes('-01-06'))).toEqual([
      '2026-01-06',
      '2027-01-06',
    ]);
  });

  it.each([
    [{ country: 'XX' }, 'No country "XX" in date-holidays. Write one of DE, VA.'],
    [{ country: 'toString' }, 'No country "toString"'],
    [{ country: 'DE', state: 'XX' }, 'No state "XX" of Deutschland in date-holidays. Write one of BY (Bayern).'],
    [{ country: 'VA', state: 'XX' }, 'Leave --state out.'],
  ])('of %o are refused', (place, message) => {
    expect(() => publicHolidays(fake, { ...place, years: [2026] })).toThrow(message);
  });
});

const installed = await loadHolidays().catch((error: unknown) => error);
const absent = installed instanceof CannotImport;

describe('the package date-holidays', () => {
  it.skipIf(!absent)('is asked for by how to install it, where it is absent', () => {
    expect((installed as CannotImport).message).toMatch(/not installed. Run "npm install --no-save date-holidays@/);
  });

  it.skipIf(absent)(`has the holidays of Bavaria${absent ? ' (skipped: it is not installed)' : ''}`, () => {
    const { holidays } = publicHolidays(installed as Source, { country: 'DE', state: 'BY', years: [2026] });
    expect(holidays).toContainEqual({ date: '2026-01-06', name: 'Heilige Drei Könige' });
    expect(holidays).toContainEqual({ date: '2026-04-03', name: 'Karfreitag' });
  });
});
