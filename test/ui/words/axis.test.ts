import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisFor, percentAlong } from '../../../src/ui/words/axis.ts';

const shown = (value: number, lower: number, upper: number | null) => ({ value, lower, upper, sampleSize: 20 });

describe('an axis', () => {
  it('is zoomed to a share and its target', () => {
    expect(axisFor(shown(0.93, 0.9, 0.96), 'share', 0.9)).toEqual({
      from: 0.8,
      to: 1,
      ticks: [0.8, 0.85, 0.9, 0.95, 1],
    });
  });

  it('begins at nothing for what is not a share', () => {
    expect(axisFor(shown(5.2, 4.3, 6.4), 'hours', null)).toEqual({ from: 0, to: 8, ticks: [0, 2, 4, 6, 8] });
    expect(axisFor(shown(0, 0, 0), 'ratio', null).from).toBe(0);
  });

  it('has round minutes where all of it lies within an hour', () => {
    const { ticks } = axisFor(shown(0.047, 0.033, 0.067), 'hours', null);
    expect(ticks.map((tick) => Number((tick * 60).toFixed(3)))).toEqual([0, 2, 4, 6]);
  });

  it('holds figure, interval and target, with a few round ticks, whatever they are', () => {
    const amount = fc.double({ min: 0, max: 5000, noNaN: true });
    const unit = fc.constantFrom('share', 'hours', 'ratio' as const);
    fc.assert(
      fc.property(amount, amount, amount, fc.option(amount), unit, (a, b, c, target, of) => {
        const [lower = 0, value = 0, upper = 0] = [a, b, c]
          .map((x) => (of === 'share' ? x / 5000 : x))
          .sort((x, y) => x - y);
        const goal = target === null || of !== 'share' ? target : target / 5000;
        const axis = axisFor(shown(value, lower, upper), of, goal);
        const hair = axis.to * 1e-6;
        expect(axis.from).toBeLessThanOrEqual(Math.min(lower, goal ?? lower) + hair);
        expect(axis.to).toBeGreaterThanOrEqual(Math.max(upper, goal ?? upper) - hair);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(3);
        expect(axis.ticks.length).toBeLessThanOrEqual(7);
        if (of === 'share') expect(axis.from >= 0 && axis.to <= 1 + hair).toBe(true);
      }),
    );
  });
});

it('places a value along the axis, and what is off it at its end', () => {
  const axis = { from: 0.8, to: 1 };
  expect([0.8, 0.85, 1, 2, 0].map((value) => percentAlong(axis, value))).toEqual([0, 25, 100, 100, 0]);
});
