import { describe, expect, it } from 'vitest';
import type { CheckRow } from '../../../src/metrics/self-check/check-row.ts';
import { withResiduals } from '../../../src/metrics/self-check/residuals.ts';
import { seasonOf } from '../../../src/metrics/self-check/season.ts';

const work = { workType: 'mail', priority: 'P1', channel: 'mail', shift: 'day' };
const ticket = (week: number, agent: string, good: 0 | 1): CheckRow => ({ week, agent, work, before: '0', good });

describe('people on top of a mean', () => {
  it('are believed what their earlier weeks left unexplained, first by themselves, then by kind of work', () => {
    const season = seasonOf([ticket(0, 'anna', 1), ticket(1, 'anna', 1), ticket(1, 'bert', 0)]);
    const expected = withResiduals(season, new Float64Array(3).fill(0.6));
    const of = (agent: string) => expected[season.rows.findIndex((row) => row.week === 1 && row.agent === agent)];
    expect(expected[0]).toBe(0.6);
    expect(of('bert')).toBe(0.6);
    // One ticket left .4 over: .4 / (1 + 50), and as much again by priority and by type, of which nothing was believed before.
    expect(of('anna')).toBeCloseTo(0.6 + (3 * 0.4) / 51, 12);
  });

  it('stay probabilities however good they have been', () => {
    const season = seasonOf(Array.from({ length: 2_000 }, (_, i) => ticket(Math.floor(i / 1_000), 'anna', 1)));
    const expected = withResiduals(season, new Float64Array(2_000).fill(0.5));
    expect(Math.max(...expected)).toBe(1);
  });
});
