import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS_OPEN, compileCalendar } from '../../../src/domain/calendar.ts';
import { openIntervals } from '../../../src/domain/sla/open-hours.ts';
import { HOUR } from '../story.ts';

const DAY = 24 * HOUR;

const berlin = compileCalendar({
  id: 'berlin',
  timezone: 'Europe/Berlin',
  weekly: {
    mon: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    fri: [['08:00', '24:00']],
    sat: [['00:00', '02:00']],
    sun: [['00:00', '04:00']],
  },
  holidays: ['2026-03-23'],
  exceptions: {},
});
const utc = (month: number, day: number, hours = 0) => Date.UTC(2026, month - 1, day, hours);

describe('the open hours of a span', () => {
  it('are the spells of each day, those that touch at midnight as one', () => {
    expect(openIntervals(berlin, utc(3, 16), utc(3, 21, 12), 400)).toEqual([
      { start: utc(3, 16, 7), end: utc(3, 16, 11) },
      { start: utc(3, 16, 12), end: utc(3, 16, 16) },
      { start: utc(3, 20, 7), end: utc(3, 21, 1) },
    ]);
  });

  it('are clipped to the span, at both ends', () => {
    expect(openIntervals(berlin, utc(3, 16, 8), utc(3, 16, 10), 400)).toEqual([
      { start: utc(3, 16, 8), end: utc(3, 16, 10) },
    ]);
  });

  it('skip holidays, and lose the hour that summer time takes', () => {
    const found = openIntervals(berlin, utc(3, 22), utc(3, 30), 400);
    expect(found).toEqual([
      { start: utc(3, 22, 0), end: utc(3, 22, 3) }, // Sunday from midnight, which was at 23:00 UTC of the day before
      { start: utc(3, 27, 7), end: utc(3, 28, 1) },
      { start: utc(3, 28, 23), end: utc(3, 29, 2) }, // 00:00 to 04:00 is three hours on this Sunday
    ]);
  });

  it('around the clock are the span itself, and of no span nothing', () => {
    expect(openIntervals(ALWAYS_OPEN, 5, 9 * DAY, 1)).toEqual([{ start: 5, end: 9 * DAY }]);
    expect(openIntervals(ALWAYS_OPEN, 5, 5, 1)).toEqual([]);
    expect(openIntervals(berlin, utc(3, 22, 4), utc(3, 22, 9), 1)).toEqual([]);
  });

  it('are not told where there are more of them than can be drawn', () => {
    expect(openIntervals(berlin, utc(3, 16), utc(3, 21, 12), 3)).toHaveLength(3);
    expect(openIntervals(berlin, utc(3, 16), utc(3, 21, 12), 2)).toBeNull();
  });

  it('add up to what the calendar counts, and are open throughout', () => {
    const instant = fc.integer({ min: utc(1, 1), max: utc(12, 31) });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 60 * DAY }), (from, length) => {
        const found = openIntervals(berlin, from, from + length, 400) ?? [];
        const sum = found.reduce((ms, { start, end }) => ms + end - start, 0);
        expect(sum).toBe(berlin.elapsed(from, from + length));
        for (const { start, end } of found) expect(berlin.elapsed(start, end)).toBe(end - start);
        for (const [i, { start }] of found.entries()) expect(start).toBeGreaterThan(found[i - 1]?.end ?? from - 1);
      }),
    );
  });
});
