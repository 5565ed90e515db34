import { describe, expect, it } from 'vitest';
import { boundsOf, ClusteredMean } from '../../src/backtest/clustered-mean.ts';

function meanOf(clusters: readonly (readonly number[])[]) {
  const mean = new ClusteredMean();
  clusters.forEach((values, i) => {
    for (const value of values) mean.add(String(i), value);
  });
  return mean.mean();
}

describe('ClusteredMean', () => {
  it('has the usual standard error where everything stands alone', () => {
    const values = [1, 4, 2, 8, 5, 7];
    const found = meanOf(values.map((value) => [value]));
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - 4.5) ** 2, 0) / 5);
    expect(found).toMatchObject({ value: 4.5, n: 6, clusters: 6 });
    expect(found?.standardError).toBeCloseTo(deviation / Math.sqrt(6), 12);
  });

  it('learns nothing from saying the same again: copies of each member leave it as it was', () => {
    const once = meanOf([[1], [4], [2], [8], [5]]);
    const often = meanOf([1, 4, 2, 8, 5].map((value) => Array.from({ length: 9 }, () => value)));
    expect(often?.standardError).toBeCloseTo(once?.standardError ?? Number.NaN, 12);
  });

  it('says nothing from fewer than five clusters', () => {
    expect(meanOf([[1, 2, 3], [4], [5], [6]])).toBeNull();
  });

  it('has an interval of 1.96 standard errors to both sides', () => {
    expect(boundsOf({ value: 1, standardError: 0.5 }).upper).toBeCloseTo(1.97998, 4);
    expect(boundsOf({ value: 1, standardError: 0.5 }).lower).toBeCloseTo(0.02002, 4);
  });
});
