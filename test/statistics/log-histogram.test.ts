import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogHistogram } from '../../src/statistics/log-histogram.ts';
import { seeded } from './seeded.ts';

function of(values: Iterable<number>, accuracy?: number): LogHistogram {
  const histogram = new LogHistogram(accuracy);
  for (const value of values) histogram.add(value);
  return histogram;
}

const ranked = (values: number[], p: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(p * (values.length - 1))] ?? Number.NaN;

const value = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true }));
const values = fc.array(value, { maxLength: 60 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('LogHistogram', () => {
  it('holds 76,894 log-normal values of 40 agents within 1%, p50, p99 and p999 alike', () => {
    const random = seeded(40);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const agents = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: i < 14 ? 1923 : 1922 }, () => Math.exp(3.2 + 1.2 * normal())),
    );
    const all = agents.flat();
    expect(all).toHaveLength(76_894);
    const merged = new LogHistogram();
    for (const agent of agents) merged.merge(of(agent));
    expect(merged.size).toBe(76_894);
    for (const p of [0.5, 0.9, 0.99, 0.999]) {
      expect(Math.abs((merged.quantile(p) ?? 0) / ranked(all, p) - 1)).toBeLessThan(0.01);
    }
    expect(merged.toJSON().buckets.length).toBeLessThan(600);
  });

  it('is within its accuracy of the value of that rank, for any values', () => {
    fc.assert(
      fc.property(values, share, fc.constantFrom(0.001, 0.01, 0.1), (all, p, accuracy) => {
        const quantile = of(all, accuracy).quantile(p);
        if (all.length === 0) expect(quantile).toBeNull();
        else expect(Math.abs((quantile ?? 0) - ranked(all, p))).toBeLessThanOrEqual(accuracy * ranked(all, p) * 1.0001);
      }),
    );
  });

  it('gives the same merged in any order as filled at once', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [left, right] = [of(a), of(c)];
        left.merge(of(b));
        left.merge(of(c));
        right.merge(of(b));
        right.merge(of(a));
        expect(left.toJSON()).toEqual(of([...c, ...a, ...b]).toJSON());
        expect(right.toJSON()).toEqual(left.toJSON());
      }),
    );
  });

  it('forgets what is taken out again', () => {
    fc.assert(
      fc.property(values, values, (kept, gone) => {
        const histogram = of([...kept, ...gone]);
        for (const each of gone) histogram.add(each, -1);
        expect(histogram.toJSON()).toEqual(of(kept).toJSON());
        expect(histogram.size).toBe(kept.length);
      }),
    );
  });

  it('is plain data and back', () => {
    fc.assert(
      fc.property(values, share, (all, p) => {
        const histogram = of(all);
        const back = LogHistogram.from(JSON.parse(JSON.stringify(histogram)));
        expect(back.quantile(p)).toBe(histogram.quantile(p));
        expect(back.size).toBe(histogram.size);
      }),
    );
  });

  it('has quantiles that rise with p', () => {
    fc.assert(
      fc.property(values, share, share, (all, a, b) => {
        const histogram = of(all);
        const [low, high] = [histogram.quantile(Math.min(a, b)), histogram.quantile(Math.max(a, b))];
        expect(low ?? 0).toBeLessThanOrEqual(high ?? 0);
      }),
    );
  });

  it('says what to give instead of impossible values', () => {
    expect(() => of([-1])).toThrow(/finite value of 0 or more/);
    expect(() => of([Number.NaN])).toThrow(/finite value of 0 or more/);
    expect(() => of([1]).add(1, 0.5)).toThrow(/a whole count/);
    expect(() => of([1]).add(1, -2)).toThrow(/Take out only values that were added/);
    expect(() => of([1]).quantile(50)).toThrow(/for the median write 0.5/);
    expect(() => of([1]).merge(of([1], 0.02))).toThrow(/Merge histograms of one accuracy/);
    expect(() => new LogHistogram(1)).toThrow(/for 1% write 0.01/);
  });
});
