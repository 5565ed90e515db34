import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../../src/ui/words/time-axis.ts';

const HOUR = 3_600_000;
const labels = (from: number, hours: number, zone: string) =>
  timeTicks({ from, to: from + hours * HOUR }, zone).map(({ label }) => label);

describe('ticks of a time axis', () => {
  it('stand at round times of the zone, no more than fit on a phone', () => {
    expect(labels(Date.UTC(2026, 9, 5, 7, 12), 2, 'UTC')).toEqual(['07:30', '08:00', '08:30', '09:00']);
    expect(labels(Date.UTC(2026, 9, 5, 7, 12), 26, 'Asia/Kolkata')).toEqual([
      'Mon 18:00',
      'Tue 00:00',
      'Tue 06:00',
      'Tue 12:00',
    ]);
    expect(labels(Date.UTC(2026, 9, 5, 7, 12), 100, 'UTC')).toEqual(['6 Oct', '7 Oct', '8 Oct', '9 Oct']);
  });

  it('stand at midnight on both sides of a change of clocks', () => {
    const ticks = timeTicks({ from: Date.UTC(2026, 2, 27), to: Date.UTC(2026, 2, 31, 12) }, 'Europe/Berlin');
    expect(ticks.map(({ at }) => new Date(at).toISOString().slice(5, 16))).toEqual([
      '03-27T23:00',
      '03-28T23:00',
      '03-29T22:00',
      '03-30T22:00',
    ]);
  });

  it.each([1 / 30, 1, 8, 30, 24 * 9, 24 * 40, 24 * 400, 24 * 4000])(
    'are one to five over %d hours, away from the ends',
    (hours) => {
      const ticks = timeTicks(
        { from: Date.UTC(2026, 0, 5, 9, 41), to: Date.UTC(2026, 0, 5, 9, 41) + hours * HOUR },
        'America/New_York',
      );
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(5);
      for (const { left } of ticks) expect(Math.abs(left - 50)).toBeLessThanOrEqual(46);
    },
  );
});
