import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceRatio, expectedWrongShare, ticketsNeeded } from '../../src/statistics/readiness.ts';

describe('evidenceRatio', () => {
  it('is 8.05 for the worked agent: .970 after a prior of .799', () => {
    // The sheet divides figures it has not rounded; from the printed ones it is 8.13.
    expect(evidenceRatio(0.97, 0.799)).toBeCloseTo(0.97 / 0.03 / (0.799 / 0.201), 10);
  });

  it('is 1 without evidence, and has no end', () => {
    expect([evidenceRatio(0.75, 0.75), evidenceRatio(1, 1), evidenceRatio(0, 0)]).toEqual([1, 1, 1]);
    expect(evidenceRatio(1, 0.5)).toBe(Infinity);
    expect(evidenceRatio(0, 0.5)).toBe(0);
  });

  it('says what to give instead of a percentage', () => {
    expect(() => evidenceRatio(97, 0.5)).toThrow(/from 0 to 1/);
  });
});

describe('expectedWrongShare', () => {
  it('is 5.0% for P .99 .97 .95 .93 .91', () => {
    expect(expectedWrongShare([0.99, 0.97, 0.95, 0.93, 0.91])).toBeCloseTo(0.05, 12);
  });

  it('is null when nobody is flagged', () => {
    expect(expectedWrongShare([])).toBeNull();
    expect(() => expectedWrongShare([0.9, Number.NaN])).toThrow(/from 0 to 1/);
  });
});

describe('ticketsNeeded', () => {
  it.each([
    [0.92, 340, 361],
    [0.94, 86, 88],
    [0.95, 57, 55],
    [0.96, 42, 38],
    [0.98, 26, 21],
    [1, 19, 13],
  ])('at %d takes %i after Beta(18, 2) and %i after Jeffreys', (share, team, own) => {
    expect(ticketsNeeded(share, { a: 18, b: 2 }, 0.9, 0.9)).toBe(team);
    expect(ticketsNeeded(share, { a: 0.5, b: 0.5 }, 0.9, 0.9)).toBe(own);
  });

  it('counts over-dispersion: phi times as many', () => {
    const plain = ticketsNeeded(0.95, { a: 18, b: 2 }, 0.9, 0.9) ?? 0;
    const lumpy = ticketsNeeded(0.95, { a: 18, b: 2 }, 0.9, 0.9, 6.9) ?? 0;
    expect(Math.abs(lumpy / plain - 6.9)).toBeLessThan(0.15);
  });

  it('is 0 where it is sure already and null where no number would do', () => {
    expect(ticketsNeeded(0.5, { a: 99, b: 1 }, 0.9, 0.9)).toBe(0);
    expect(ticketsNeeded(0.9, { a: 1, b: 1 }, 0.9, 0.9)).toBeNull();
    expect(ticketsNeeded(0.900001, { a: 1, b: 1 }, 0.9, 0.9)).toBeNull();
  });

  it('falls with the share', () => {
    const share = fc.double({ min: 0.91, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const at = (s: number): number => ticketsNeeded(s, { a: 4, b: 1 }, 0.9, 0.8) ?? Infinity;
        expect(at(high)).toBeLessThanOrEqual(at(low));
      }),
    );
  });

  it('says what to give instead of impossible arguments', () => {
    expect(() => ticketsNeeded(95, { a: 1, b: 1 }, 0.9, 0.9)).toThrow(/from 0 to 1/);
    expect(() => ticketsNeeded(0.95, { a: 1, b: 1 }, 0.9, 0.9, 0.5)).toThrow(/over-dispersion of 1 or more/);
  });
});
