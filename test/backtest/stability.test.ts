import { describe, expect, it } from 'vitest';
import { resampled } from '../../src/backtest/stability.ts';
import type { Contribution } from '../../src/domain/contribution.ts';
import { daysAgo, row } from '../metrics/rows.ts';

async function timesOf(contributions: readonly Contribution[], draw: number): Promise<Map<Contribution, number>> {
  const source = async function* () {
    yield contributions;
  };
  const times = new Map(contributions.map((one) => [one, 0]));
  for await (const page of resampled(source(), draw)) {
    for (const one of page) times.set(one, (times.get(one) ?? 0) + 1);
  }
  return times;
}

const weeks = Array.from({ length: 4_000 }, (_, i) =>
  row(`agent-${i % 50}`, { lastAt: daysAgo(7 * Math.floor(i / 50)) }),
);

describe('a resample', () => {
  it('draws each week of a person as a Poisson of mean 1 would: mean 1, variance 1, more than a third never', async () => {
    const times = [...(await timesOf(weeks, 0)).values()];
    const mean = times.reduce((sum, n) => sum + n, 0) / times.length;
    const variance = times.reduce((sum, n) => sum + (n - mean) ** 2, 0) / times.length;
    expect(mean).toBeGreaterThan(0.93);
    expect(mean).toBeLessThan(1.07);
    expect(variance).toBeGreaterThan(0.85);
    expect(variance).toBeLessThan(1.15);
    expect(times.filter((n) => n === 0).length / times.length).toBeCloseTo(Math.exp(-1), 1);
  });

  it('is always the same, and unlike the next one', async () => {
    const [once, again, other] = [await timesOf(weeks, 3), await timesOf(weeks, 3), await timesOf(weeks, 4)];
    expect([...again.values()]).toEqual([...once.values()]);
    const alike = weeks.filter((one) => once.get(one) === other.get(one)).length / weeks.length;
    // Two independent draws agree by chance in 31 of 100.
    expect(alike).toBeGreaterThan(0.27);
    expect(alike).toBeLessThan(0.35);
  });

  it("keeps or leaves a person's week whole, as its tickets come in lumps", async () => {
    const week = [1, 2, 3].map(() => row('ann', { lastAt: daysAgo(3) }));
    for (let draw = 0; draw < 20; draw++) expect(new Set((await timesOf(week, draw)).values()).size).toBe(1);
  });
});
