import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationsBetween } from '../../src/rules/evaluation-times.ts';
import type { DeskSettings } from '../../src/rules/load-rules.ts';

const DAY = 86_400_000;
const HOUR = DAY / 24;

const desk = (timezone: string, weekday: DeskSettings['evaluation']['weekday'], time: `${number}:${number}`) => ({
  timezone,
  evaluation: { weekday, time },
  calendar: 'any',
  pauses: [],
});
const between = (settings: DeskSettings, after: string, until: string) =>
  evaluationsBetween(settings, Date.parse(after), Date.parse(until)).map((at) => new Date(at).toISOString());

describe('evaluationsBetween', () => {
  const monday = desk('Etc/UTC', 1, '00:00');

  it('leaves the first instant out and takes the last in', () => {
    expect(between(monday, '2024-01-01T00:00:00Z', '2024-01-15T00:00:00Z')).toEqual([
      '2024-01-08T00:00:00.000Z',
      '2024-01-15T00:00:00.000Z',
    ]);
    expect(between(monday, '2023-12-31T23:59:59.999Z', '2024-01-01T00:00:00Z')).toHaveLength(1);
    expect(between(monday, '2024-01-01T00:00:00Z', '2024-01-07T23:59:59.999Z')).toEqual([]);
    expect(between(monday, '2024-02-01T00:00:00Z', '2024-01-01T00:00:00Z')).toEqual([]);
  });

  it('keeps the local time over both changes of the clock', () => {
    expect(between(desk('Europe/Berlin', 1, '06:00'), '2024-03-20T00:00:00Z', '2024-04-02T00:00:00Z')).toEqual([
      '2024-03-25T05:00:00.000Z',
      '2024-04-01T04:00:00.000Z',
    ]);
    expect(between(desk('Europe/Berlin', 1, '06:00'), '2024-10-20T00:00:00Z', '2024-10-29T00:00:00Z')).toEqual([
      '2024-10-21T04:00:00.000Z',
      '2024-10-28T05:00:00.000Z',
    ]);
  });

  it('moves a skipped time on and takes the first of a repeated one', () => {
    const sunday = desk('Europe/Berlin', 7, '02:30');
    expect(between(sunday, '2024-03-30T00:00:00Z', '2024-04-01T00:00:00Z')).toEqual(['2024-03-31T01:30:00.000Z']);
    expect(between(sunday, '2024-10-26T00:00:00Z', '2024-10-28T00:00:00Z')).toEqual(['2024-10-27T00:30:00.000Z']);
  });

  it('takes the weekday of the desk, not that of Greenwich', () => {
    const auckland = desk('Pacific/Auckland', 1, '00:00');
    expect(between(auckland, '2024-07-06T00:00:00Z', '2024-07-08T00:00:00Z')).toEqual(['2024-07-07T12:00:00.000Z']);
  });

  it('is the same however the time is cut up, a week apart', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu', 'Etc/UTC');
    const settings = fc
      .tuple(zones, fc.constantFrom(1, 2, 3, 4, 5, 6, 7), fc.constantFrom('00:00', '02:30', '23:59'))
      .map(([zone, day, time]) => desk(zone, day as 1, time as '00:00'));
    const start = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) });
    const step = fc.integer({ min: 0, max: 100 * DAY });
    fc.assert(
      fc.property(settings, start, step, step, (one, a, toB, toC) => {
        const [b, c] = [a + toB, a + toB + toC];
        const whole = evaluationsBetween(one, a, c);
        expect([...evaluationsBetween(one, a, b), ...evaluationsBetween(one, b, c)]).toEqual(whole);
        const gaps = whole.slice(1).map((at, i) => Math.abs(at - (whole[i] ?? 0) - 7 * DAY));
        expect(gaps.every((gap) => gap <= HOUR)).toBe(true);
        expect(whole.length).toBeGreaterThanOrEqual(Math.floor((c - a) / (7 * DAY)) - 1);
      }),
      { numRuns: 200 },
    );
  });
});
