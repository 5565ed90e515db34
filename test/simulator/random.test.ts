import { describe, expect, it } from 'vitest';
import { seededRandom, xoshiro128 } from '../../src/simulator/random.ts';

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('xoshiro128', () => {
  it('gives the sequence published for the state 1, 2, 3, 4', () => {
    expect(draws(5, xoshiro128([1, 2, 3, 4]))).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
  });
});

describe('seededRandom', () => {
  it('repeats itself for the same keys and not for others', () => {
    const first = draws(8, seededRandom(1, 2).uniform);
    expect(draws(8, seededRandom(1, 2).uniform)).toEqual(first);
    for (const keys of [[2, 1], [1, 3], [1], [1, 2, 0], [1 + 2 ** 32, 2]]) {
      expect(draws(8, seededRandom(...keys).uniform)).not.toEqual(first);
    }
  });

  it('draws the distributions it names', () => {
    const random = seededRandom(11);
    const normals = draws(20_000, random.normal);
    expect(mean(normals)).toBeCloseTo(0, 1);
    expect(mean(normals.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(draws(20_000, () => random.poisson(2.5)))).toBeCloseTo(2.5, 1);
    expect(mean(draws(20_000, () => Math.log(random.logNormal(5, 0.5))))).toBeCloseTo(Math.log(5), 1);
    expect(mean(draws(20_000, () => (random.chance(0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1);
    expect(draws(1000, () => random.between(3, 5)).every((value) => value >= 3 && value < 5)).toBe(true);
  });

  it('shuffles without losing anything', () => {
    const items = draws(50, seededRandom(1).uniform);
    const shuffled = seededRandom(2).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted()).toEqual(items.toSorted());
  });
});
