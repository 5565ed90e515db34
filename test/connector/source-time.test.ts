import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeReader } from '../../src/connector/source-time.ts';

const read = (format: string, zone: string, text: string) => {
  const at = timeReader(format, zone)(text);
  return at === null ? null : new Date(at).toISOString();
};

describe('ISO times', () => {
  it.each([
    ['2026-03-02T08:00:00Z', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02T08:00:00z', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02T08:00Z', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02 08:00:00.125Z', '2026-03-02T08:00:00.125Z'],
    ['2026-03-02T08:00:00+05:30', '2026-03-02T02:30:00.000Z'],
    ['2026-03-02T08:00:00-0330', '2026-03-02T11:30:00.000Z'],
    ['2026-03-02T00:30:00+14:00', '2026-03-01T10:30:00.000Z'],
    [' 2026-03-02T08:00:00Z ', '2026-03-02T08:00:00.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, at) => {
    expect(read('iso', 'UTC', text)).toBe(at);
  });

  it.each([
    'yesterday',
    '',
    '2026-03-02',
    '2026-13-02T08:00:00Z',
    '2026-00-02T08:00:00Z',
    '2026-02-29T08:00:00Z',
    '2026-04-31T08:00:00Z',
    '2026-03-00T08:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T08:60:00Z',
    '2026-03-02T08:00:60Z',
    '0026-03-02T08:00:00Z',
    '1899-12-31T23:59:59Z',
    '9999-12-31T00:00:00Z',
    '2026-03-02T08:00:00+25:00',
    '2026-03-02T08:00:00+05:75',
    '2026-03-02T08:00:00Z later',
  ])('refuses "%s"', (text) => {
    expect(read('iso', 'UTC', text)).toBeNull();
  });

  it('reads one without an offset in the zone given, one with an offset by that', () => {
    expect(read('iso', 'Asia/Kolkata', '2026-03-02T08:00:00')).toBe('2026-03-02T02:30:00.000Z');
    expect(read('iso', 'Asia/Kolkata', '2026-03-02T08:00:00Z')).toBe('2026-03-02T08:00:00.000Z');
  });

  it('reads back every instant it is told of', () => {
    const reader = timeReader('iso', 'UTC');
    const years = { min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), (date) => {
        expect(reader(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});

describe('times by a pattern', () => {
  it.each([
    ['d/m/yyyy HH:MM', '29/2/2016 01:16', '2016-02-29T01:16:00.000Z'],
    ['d/m/yyyy HH:MM', '9/12/2016 9:05', '2016-12-09T09:05:00.000Z'],
    ['m/d/yyyy HH:MM:SS', '12/09/2016 23:59:59', '2016-12-09T23:59:59.000Z'],
    ['yyyy-m-d', '2016-12-09', '2016-12-09T00:00:00.000Z'],
    ['d.m.yyyy, HH.MM', '09.12.2016, 09.05', '2016-12-09T09:05:00.000Z'],
    ['yyyymd', '20161209', '2016-12-09T00:00:00.000Z'],
  ])('%s reads %s', (format, text, at) => {
    expect(read(format, 'UTC', text)).toBe(at);
  });

  it.each([
    '31/6/2016 10:00',
    '30/2/2016 10:00',
    '12/13/2016 10:00',
    '1/1/16 10:00',
    '1/1/2016',
    '1/1/2016 10:00 pm',
    '1/1/0016 10:00',
    '1x1x2016 10:00',
  ])('d/m/yyyy HH:MM refuses %s', (text) => {
    expect(read('d/m/yyyy HH:MM', 'UTC', text)).toBeNull();
  });

  it('takes signs in a pattern as they stand', () => {
    expect(read('yyyy.m.d', 'UTC', '2016x1x1')).toBeNull();
    expect(read('(yyyy) m+d', 'UTC', '(2016) 1+2')).toBe('2016-01-02T00:00:00.000Z');
  });

  it.each([
    ['m/d HH:MM', 'needs yyyy, m and d'],
    ['dd/mm/yyyy', 'd twice'],
  ])('refuses the pattern %s, saying what to write', (format, says) => {
    expect(() => timeReader(format, 'UTC')).toThrow(RangeError);
    expect(() => timeReader(format, 'UTC')).toThrow(says);
  });
});

describe('local times', () => {
  const berlin = (text: string) => read('d/m/yyyy HH:MM', 'Europe/Berlin', text);

  it('are read in their zone, summer and winter', () => {
    expect([berlin('1/7/2026 12:00'), berlin('1/1/2026 12:00')]).toEqual([
      '2026-07-01T10:00:00.000Z',
      '2026-01-01T11:00:00.000Z',
    ]);
  });

  it('are moved forward when a clock change skips them', () => {
    expect(berlin('29/3/2026 02:30')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('are the earlier one when they happen twice', () => {
    expect(berlin('25/10/2026 02:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('know zones that skip midnight or a whole day', () => {
    expect(read('iso', 'America/Sao_Paulo', '2018-11-04T00:15:00')).toBe('2018-11-04T03:15:00.000Z');
    expect(read('iso', 'Pacific/Apia', '2011-12-30T12:00:00')).toBe('2011-12-30T22:00:00.000Z');
  });

  it('need a zone that exists', () => {
    expect(() => timeReader('iso', 'Europe/Nowhere')).toThrow(RangeError);
  });
});
