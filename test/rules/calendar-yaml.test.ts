import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarSpec } from '../../src/domain/calendar.ts';
import { readCalendar } from '../../src/rules/calendar-file.ts';
import { calendarYaml } from '../../src/rules/calendar-yaml.ts';
import { Problems } from '../../src/rules/problems.ts';

function readBack(text: string, name: string) {
  const problems = new Problems();
  const read = readCalendar({ path: 'calendars/x.yaml', name, text }, problems);
  if (read === null) throw problems.error();
  return read.spec;
}

describe('a calendar written as YAML', () => {
  it('reads as a manager would write it', () => {
    const spec: CalendarSpec = {
      id: 'berlin',
      timezone: 'Europe/Berlin',
      weekly: {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '18:00'],
        ],
        sun: [],
      },
      holidays: ['*-12-25 Christmas Day'],
      exceptions: {},
      closed: [['2026-07-01T10:00:00+02:00', '2026-07-01T12:00:00+02:00', 'Power works']],
      versions: [{ from: '2026-07-01', weekly: {}, exceptions: { '2026-07-02': [] } }],
    };
    expect(calendarYaml(spec, ['Ours.'])).toBe(`# Ours.
id: berlin
timezone: "Europe/Berlin"
weekly:
  mon: [["08:00", "12:00"], ["13:00", "18:00"]]
  sun: []
holidays:
  - "*-12-25 Christmas Day"
exceptions: {}
closed:
  - ["2026-07-01T10:00:00+02:00", "2026-07-01T12:00:00+02:00", "Power works"]
versions:
  - from: "2026-07-01"
    weekly: {}
    exceptions:
      "2026-07-02": []
`);
  });

  it('is read back to the same, whatever the names are', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/\s+/g, ' ').trim());
    const spells = fc.constantFrom([], [['08:00', '18:00'] as const], [['00:00', '24:00'] as const]);
    const holidays = fc.array(name.map((text) => `2026-05-01 ${text}`));
    const closed = fc.array(name.map((text) => ['2026-07-01T10:00Z', '2026-07-01T12:00Z', text] as const));
    const spec: fc.Arbitrary<CalendarSpec> = fc.record({
      id: fc.constant('x'),
      timezone: fc.constantFrom('UTC', 'US/Pacific'),
      weekly: fc.record({ mon: fc.constant([['08:00', '18:00'] as const]), tue: spells }),
      holidays,
      exceptions: fc.dictionary(fc.constantFrom('2026-05-01', '2026-05-02'), spells),
      closed,
      versions: fc.oneof(
        fc.constant([]),
        fc.record({ from: fc.constant('2026-07-01') }, { requiredKeys: ['from'] }).map((version) => [version]),
        fc.record({ from: fc.constant('2026-07-01'), holidays, closed }).map((version) => [version]),
      ),
    });
    fc.assert(
      fc.property(spec, (written) => {
        expect(readBack(calendarYaml(written, ['a', 'b']), 'x')).toEqual(written);
      }),
    );
  });
});
