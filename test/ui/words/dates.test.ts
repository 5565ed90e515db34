import { describe, expect, it } from 'vitest';
import { dateText, lastedText, timeText, weeksText } from '../../../src/ui/words/dates.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it('tells an instant in the zone asked for', () => {
  expect(dateText('2026-11-15T23:00:00Z', 'Europe/Berlin')).toBe('16 Nov 2026');
  expect(dateText('2026-11-15T23:00:00Z', 'UTC')).toBe('15 Nov 2026');
  expect(timeText('2026-09-01T12:05:00Z', 'UTC')).toBe('1 Sep 2026, 12:05');
});

describe('weeks held', () => {
  it.each([
    ['2026-11-16T00:00:00Z', 'less than a week'],
    ['2026-11-09T00:00:00Z', '1 week'],
    ['2026-10-12T00:00:00Z', '5 weeks'],
    // Monday 00:00 in Berlin on both sides of the end of summer time: an hour more than four weeks is four weeks
    ['2026-10-18T22:00:00Z', '4 weeks'],
  ])('since %s', (since, text) => {
    expect(weeksText(since, '2026-11-16T00:00:00Z')).toBe(text);
  });

  it('counts a week that summer time made an hour short', () => {
    expect(weeksText('2026-03-22T23:00:00Z', '2026-03-29T22:00:00Z')).toBe('1 week');
  });
});

describe('how long something lasted', () => {
  it.each([
    [0, '0 s'],
    [45_000, '45 s'],
    [5 * MINUTE, '5 min'],
    [HOUR, '1 h'],
    [HOUR + 28 * MINUTE, '1 h 28 min'],
    [2 * DAY + 4 * HOUR + 30 * MINUTE, '2 d 4 h'],
    [3 * DAY + 20 * MINUTE, '3 d'],
  ])('%d ms', (milliseconds, text) => {
    expect(lastedText(milliseconds).replaceAll('\u00a0', ' ')).toBe(text);
  });
});
