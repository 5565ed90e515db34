import { describe, expect, it } from 'vitest';
import { auc, calibrationError, estimatorScores } from '../../../bench/validity/estimator-scores.ts';
import { yearOf } from './years.ts';

describe('auc', () => {
  it.each([
    [[3, 4], [1, 2], 1],
    [[1, 2], [3, 4], 0],
    [[1, 3], [2], 0.5],
    [[1, 2], [1, 2], 0.5],
    [[5, 2, 2], [2, 1], 5 / 6], // pairs: 5 beats both, each 2 ties with 2 and beats 1
  ])('%j above %j: %f', (above, below, expected) => {
    expect(auc(above, below)).toBeCloseTo(expected, 12);
  });

  it('is not known without both kinds', () => {
    expect(auc([], [1])).toBeNaN();
  });
});

describe('calibrationError', () => {
  it('is the distance of what was said from what came true, by tenths', () => {
    const told = [
      { probability: 0.9, hit: true },
      { probability: 0.94, hit: false }, // this tenth: said 1.84 of 2, 1 came true
      { probability: 0.2, hit: false }, // this one: said 0.2 of 1, none
    ];
    expect(calibrationError(told)).toBeCloseTo((0.84 + 0.2) / 3, 12);
  });

  it('takes 1 with the last tenth, and is 0 where all came as said', () => {
    const sure = [
      { probability: 1, hit: true },
      ...Array.from({ length: 4 }, (_, i) => ({ probability: 0.25, hit: i === 0 })),
    ];
    expect(calibrationError(sure)).toBe(0);
    expect(
      calibrationError([
        { probability: 1, hit: true },
        { probability: 0.92, hit: true },
      ]),
    ).toBeCloseTo(0.04, 12);
  });
});

describe('estimatorScores', () => {
  const years = [
    yearOf([
      { truth: 0.94, ours: { value: 0.95, probability: 0.9 } },
      { truth: 0.94, ours: { value: 0.94, probability: 0.7, heldBack: true } },
    ]),
    yearOf([{ truth: 0.86, ours: { value: 0.83, probability: 0.1 } }, { truth: 0.89 }], { shift: 'night' }),
  ];

  it('tells errors in points, by shift, and what was left unsaid', () => {
    const { biasDay, biasNight, rmse, silent, heldBack } = estimatorScores(years, 'ours');
    expect(biasDay).toBeCloseTo(0.5, 9);
    expect(biasNight).toBeCloseTo(-3, 9);
    expect(rmse).toBeCloseTo(Math.sqrt(10 / 3), 9);
    expect(silent).toBe(0.25);
    expect(heldBack).toBe(0.25);
  });

  it('orders by probability, and holds that to a truth at the target', () => {
    const { auc: area, ece } = estimatorScores(years, 'ours');
    expect(area).toBe(1);
    expect(ece).toBeCloseTo((0.1 + 0.3 + 0.1) / 3, 9);
  });
});
