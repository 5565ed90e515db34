import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cumulativeIncidence,
  type FollowUp,
  medianTime,
  restrictedMean,
  survivalCurve,
} from '../../src/statistics/survival.ts';

/** "9+" was still open after 9 hours. */
const read = (text: string): FollowUp[] =>
  text.split(' ').map((word) => ({ duration: Number.parseFloat(word), end: word.endsWith('+') ? 0 : 1 }));
const tickets = read('2 3 5 8 9+ 12 14+ 20 30+ 48+');

describe('the ten worked tickets', () => {
  const curve = survivalCurve(tickets);

  it('leave .9 .8 .7 .6 .48 .32 open', () => {
    expect([...curve.times]).toEqual([2, 3, 5, 8, 12, 20]);
    expect([...curve.open].map((share) => share.toFixed(2))).toEqual(['0.90', '0.80', '0.70', '0.60', '0.48', '0.32']);
    expect([...curve.atRisk]).toEqual([10, 9, 8, 7, 5, 3]);
  });

  it('have median 12 and a restricted mean over 48 h of 21.8 (se 6.46); the closed alone say 8.33', () => {
    expect(medianTime(curve)).toBe(12);
    const { value, standardError } = restrictedMean(curve, 48);
    expect(value).toBeCloseTo(21.8, 1);
    expect(standardError).toBeCloseTo(6.46, 2);
    const closed = tickets.filter(({ end }) => end === 1);
    expect(restrictedMean(survivalCurve(closed), 48).value).toBeCloseTo(8.33, 2);
  });

  it('have the Greenwood error of a plain share before anything is censored', () => {
    expect(curve.standardErrors[3]).toBeCloseTo(Math.sqrt((0.6 * 0.4) / 10), 12);
  });

  it('stop at the horizon', () => {
    // 2 at 1, 1 at .9, 1 more at .8
    expect(restrictedMean(curve, 4).value).toBeCloseTo(2 + 0.9 + 0.8, 12);
    expect(restrictedMean(curve, 2)).toEqual({ value: 2, standardError: 0 });
  });
});

describe('a curve', () => {
  it('has no median where most are still open', () => {
    expect(medianTime(survivalCurve(read('2 9+ 9+ 9+')))).toBeNull();
    expect(medianTime(survivalCurve(read('9+')))).toBeNull();
  });

  it('ends at 0 when the last one ends, with error 0 there', () => {
    const { open, standardErrors } = survivalCurve(read('1 2 2'));
    expect([...open].map((share) => share.toFixed(6))).toEqual(['0.666667', '0.000000']);
    expect(standardErrors[1]).toBe(0);
  });

  it('keeps at risk those last seen at the moment another ends', () => {
    expect(survivalCurve(read('5 5+')).open[0]).toBe(0.5);
  });

  const followUps = fc.array(fc.record({ duration: fc.nat(30), end: fc.constantFrom<0 | 1>(0, 1) }), {
    minLength: 1,
    maxLength: 40,
  });

  it('falls from 1 towards 0, whatever the order of the tickets', () => {
    fc.assert(
      fc.property(followUps, (all) => {
        const curve = survivalCurve(all);
        const shares = [1, ...curve.open];
        expect(shares.slice(1).every((share, i) => share < shares[i]! && share > -1e-12)).toBe(true);
        expect(survivalCurve(all.toReversed())).toEqual(curve);
      }),
    );
  });

  it('has a restricted mean between 0 and the horizon, rising with it, that open tickets only lengthen', () => {
    fc.assert(
      fc.property(followUps, fc.integer({ min: 1, max: 29 }), (all, horizon) => {
        const mean = restrictedMean(survivalCurve(all), horizon).value;
        const ended = all.map(({ duration }) => ({ duration, end: 1 as const }));
        expect(mean).toBeLessThanOrEqual(horizon);
        expect(mean).toBeLessThanOrEqual(restrictedMean(survivalCurve(all), horizon + 1).value);
        expect(mean).toBeGreaterThanOrEqual(restrictedMean(survivalCurve(ended), horizon).value - 1e-9);
      }),
    );
  });

  it('is the mean of the durations where all have ended within the horizon', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }), (durations) => {
        const all = durations.map((duration) => ({ duration, end: 1 as const }));
        const mean = durations.reduce((a, b) => a + b) / durations.length;
        expect(restrictedMean(survivalCurve(all), 60).value).toBeCloseTo(mean, 9);
      }),
    );
  });
});

describe('cumulativeIncidence', () => {
  it('matches a case worked by hand', () => {
    // 5 tickets: resolved 1, cancelled 2, resolved 3, open 3, resolved 4.
    const all: FollowUp[] = [
      { duration: 1, end: 1 },
      { duration: 2, end: 2 },
      { duration: 3, end: 1 },
      { duration: 3, end: 0 },
      { duration: 4, end: 1 },
    ];
    const { times, ended } = cumulativeIncidence(all);
    expect([...times]).toEqual([1, 3, 4]);
    expect(ended[0]).toBeCloseTo(0.2, 12);
    expect(ended[1]).toBeCloseTo(0.2 + 0.6 / 3, 12);
    expect(ended[2]).toBeCloseTo(0.2 + 0.2 + 0.4, 12);
  });

  it('is one less the curve where nothing competes, and adds up to it where something does', () => {
    const end = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
    fc.assert(
      fc.property(fc.array(fc.record({ duration: fc.nat(20), end }), { minLength: 1, maxLength: 30 }), (all) => {
        const last = ({ ended }: { ended: Float64Array }): number => ended.at(-1) ?? 0;
        const other = all.map((t) => ({ ...t, end: ([0, 2, 1] as const)[t.end] }));
        const either = all.map((t) => ({ ...t, end: t.end === 0 ? (0 as const) : (1 as const) }));
        const open = survivalCurve(either).open.at(-1) ?? 1;
        expect(last(cumulativeIncidence(all)) + last(cumulativeIncidence(other)) + open).toBeCloseTo(1, 9);
      }),
    );
  });
});

it('says what to give instead of impossible follow-ups', () => {
  expect(() => survivalCurve([])).toThrow(/at least one ticket/);
  expect(() => survivalCurve([{ duration: -1, end: 1 }])).toThrow(/finite durations of 0 or more/);
  expect(() => cumulativeIncidence([{ duration: Number.NaN, end: 1 }])).toThrow(/finite durations of 0 or more/);
  expect(() => restrictedMean(survivalCurve(tickets), 0)).toThrow(/horizon above 0/);
});
