import { describe, expect, it } from 'vitest';
import { countedTickets } from '../../src/metrics/counted-tickets.ts';
import { dayOf } from '../../src/metrics/expectation/off-days.ts';
import { masteredWorkTypes } from '../../src/metrics/mastered-work-types.ts';
import { reopenRate } from '../../src/metrics/reopen-rate.ts';
import { standardisedQuality } from '../../src/metrics/standardised-quality.ts';
import { viewOf } from '../../src/metrics/view.ts';
import { DAY, daysAgo, OPTIONS, resolution, row, STEADY_DESK, slaResult } from './rows.ts';

const MISSED = { sla: slaResult(false) };
const rows = [
  row('ann', { resolutions: [resolution(daysAgo(20))] }),
  row('ann', { resolutions: [resolution(daysAgo(21), MISSED)] }),
  row('ann', { resolutions: [resolution(daysAgo(180), MISSED)] }),
  row('ann', { resolutions: [resolution(daysAgo(3))] }),
];
const of = (metric = standardisedQuality, value = 0.9) =>
  countedTickets(metric, rows, { view: viewOf(52, OPTIONS), expectation: STEADY_DESK, value });

describe('what moved a figure', () => {
  it('is told the strongest first: a fresh failure, then an old one, then successes that were expected', () => {
    const told = of();
    expect(told.map(({ good, at }) => [good, (OPTIONS.asOf - at) / DAY])).toEqual([
      [false, 21],
      [false, 180],
      [true, 20],
      [true, 3],
    ]);
    const [fresh, old, success, young] = told;
    expect(fresh?.moved).toBeLessThan(old?.moved ?? 0);
    expect(old?.moved).toBeLessThan(0);
    expect(success?.moved).toBeGreaterThan(0);
    expect(young).toMatchObject({ weight: 0, moved: 0 });
  });

  it('says of each what was expected of anybody, and what stood against it', () => {
    const [fresh, , success] = of();
    expect(fresh?.expected).toBeCloseTo(0.9, 9);
    expect(fresh?.why).toEqual(['target missed']);
    expect(success?.why).toEqual([]);
  });

  it('allows for a day on which the whole team was off, and says so', () => {
    const day = {
      day: dayOf(daysAgo(100)),
      team: 'first',
      resolutions: 40,
      good: 12,
      expected: 36,
      variance: 3.6,
      usual: 0,
    };
    const ground = { view: viewOf(52, OPTIONS), expectation: STEADY_DESK, value: 0.9 };
    const [then, ...others] = [
      row('ann', { openedAt: daysAgo(100), resolutions: [resolution(daysAgo(90), MISSED)] }),
      ...rows.map((one) => ({ ...one, openedAt: one.resolutions[0]?.at ?? 0 })),
    ];
    const plain = countedTickets(standardisedQuality, [then, ...others], ground).find(({ at }) => at === daysAgo(90));
    const allowed = countedTickets(standardisedQuality, [then, ...others], { ...ground, offDays: [day] });
    const told = allowed.find(({ at }) => at === daysAgo(90));
    expect(plain?.why).toEqual(['target missed']);
    expect(told?.why).toEqual(['target missed', 'came in on a day on which the whole team or desk was off']);
    expect(told?.expected).toBeLessThan(0.5);
    expect(Math.abs(told?.moved ?? 1)).toBeLessThan(Math.abs(plain?.moved ?? 0));
    expect(allowed.filter(({ why }) => why.length > 1)).toHaveLength(1);
  });

  it('is a share of the sum where each counts alike', () => {
    const told = of(reopenRate, 0.25);
    expect(told).toHaveLength(3);
    for (const { moved, expected } of told) {
      expect(moved).toBeCloseTo(-0.25 / 3, 9);
      expect(expected).toBeNull();
    }
  });

  it('is not told in shares of a figure that is none', () => {
    for (const { moved } of of(masteredWorkTypes, 3)) expect(moved).toBe(0);
  });
});
