import { describe, expect, it } from 'vitest';
import { plainBars } from '../../../bench/validity/bars.ts';
import { summaryOf } from '../../../bench/validity/summary.ts';
import { yearOf } from './years.ts';

const desk = (up: number, of: number) =>
  Array.from({ length: of }, (_, i) => {
    const year = yearOf([{ truth: 0.95, ours: { value: 0.95, probability: 1 } }]);
    return { ...year, weeks: year.weeks.map((week) => ({ ...week, flags: new Set(i < up ? ['nominate'] : []) })) };
  });

describe('summaryOf', () => {
  it('pools desks, and takes its error from how they differ', () => {
    const { ready } = summaryOf([desk(1, 2), desk(3, 4)]);
    expect(ready['nominate']?.sensitivity.value).toBeCloseTo(4 / 6, 12);
    expect(ready['nominate']?.sensitivity.se).toBeCloseTo(0.125, 12); // of 0.5 and 0.75
  });

  it('puts people of one desk in order, not of two, and tells how far off all of them together would be', () => {
    const ordered = (high: number, low: number) => [
      yearOf([{ truth: 0.95, ours: { value: 0.9, probability: high } }]),
      yearOf([{ truth: 0.8, ours: { value: 0.9, probability: low } }]),
    ];
    const { ours } = summaryOf([ordered(0.9, 0.6), ordered(0.5, 0.2)]).estimators;
    expect([ours.auc.value, ours.aucOfAll.value]).toEqual([1, 0.75]);
  });

  it('knows no error from one desk, and a bar on what nobody knows is missed', () => {
    const summary = summaryOf([desk(1, 2)]);
    expect(summary.ready['nominate']?.sensitivity.se).toBeNaN();
    const bars = plainBars(summary, 1);
    expect(bars.find(({ id }) => id === 'auc')).toMatchObject({ ok: false });
    expect(bars.find(({ id }) => id === 'nominate-sensitivity')).toEqual({
      ...{ id: 'nominate-sensitivity', value: 0.5, limit: 0.5, ok: true },
    });
  });
});
