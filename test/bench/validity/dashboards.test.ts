import { describe, expect, it } from 'vitest';
import { DAY } from '../../../bench/validity/agent-year.ts';
import { dashboard, type Resolution } from '../../../bench/validity/dashboards.ts';

const NOW = 400 * DAY;
/** So many good and bad resolutions, some days ago. */
const ago = (days: number, good: number, bad = 0, until = Number.POSITIVE_INFINITY): Resolution[] =>
  Array.from({ length: good + bad }, (_, i) => ({ at: NOW - days * DAY, good: i < good, until }));
const shown = (own: readonly Resolution[], name: 'daily-30' | 'raw-30' | 'raw-90' | 'wilson-90') =>
  dashboard(own, NOW).said[name]?.value;

describe('what dashboards say', () => {
  it('averages percentages of days, whatever their size', () => {
    const own = [...ago(3, 1), ...ago(2, 1), ...ago(1, 9, 3)];
    expect(shown(own, 'daily-30')).toBeCloseTo(0.917, 3); // the sheet's example, 10.2
    expect(shown(own, 'raw-30')).toBeCloseTo(11 / 14, 12);
  });

  it('looks back 30 or 90 days and no further', () => {
    const own = [...ago(100, 0, 50), ...ago(60, 1, 3), ...ago(30, 3, 1)];
    expect(shown(own, 'raw-30')).toBe(0.75);
    expect(shown(own, 'raw-90')).toBe(0.5);
    expect(dashboard(ago(100, 5), NOW)).toEqual({ said: {}, flags: [] });
  });

  it('does not know yet what is reopened later', () => {
    expect(shown(ago(5, 1, 0, NOW + 1), 'raw-30')).toBe(1);
    expect(shown(ago(5, 1, 0, NOW), 'raw-30')).toBe(0);
  });

  it('shows a lower limit that few tickets cannot lift', () => {
    expect(shown(ago(5, 18, 2), 'wilson-90')).toBeCloseTo(0.699, 3); // the sheet's table 1.1
  });

  it('is sure of 20 out of 20, as error bars of width 0 are', () => {
    expect(dashboard(ago(5, 20), NOW).said['raw-30']?.probability).toBe(1);
    expect(dashboard(ago(5, 90, 10), NOW).said['raw-30']?.probability).toBeCloseTo(0.5, 12);
  });

  it('calls ready and at risk by its plain rules', () => {
    expect(dashboard(ago(5, 19, 1), NOW).flags).toEqual([
      'daily-30 >= 90 %',
      'raw-30 >= 90 %',
      'raw-90 >= 90 %, n >= 20',
    ]);
    expect(dashboard(ago(5, 17, 2), NOW).flags).toEqual([]); // 89 %
    expect(dashboard(ago(5, 300, 5), NOW).flags).toContain('wilson-90 >= 90 %');
    expect(dashboard([...ago(40, 20), ...ago(5, 19, 1)], NOW).flags).toContain('raw-30 fell 5 points');
    expect(dashboard(ago(5, 16, 4), NOW).flags).toEqual(['raw-30 < 85 %', 'raw-90 < 82 %']);
    expect(dashboard(ago(5, 14, 6), NOW).flags).toContain('raw-30 < 74 %');
  });
});
