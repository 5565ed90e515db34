import { describe, expect, it } from 'vitest';
import { OpenSegments } from '../../src/domain/open-segments.ts';

/** Open 10-20, 20-25 and 40-50 of 0 to 100. */
const table = new OpenSegments({ start: 0, end: 100 }, [
  { start: 10, end: 20 },
  { start: 20, end: 25 },
  { start: 40, end: 50 },
]);
const none = new OpenSegments({ start: 0, end: 100 }, []);

describe('open segments', () => {
  it.each([
    [0, 0],
    [10, 0],
    [11, 1],
    [20, 10],
    [25, 15],
    [30, 15],
    [40, 15],
    [41, 16],
    [50, 25],
    [99, 25],
  ])('until %i have %i open', (at, open) => {
    expect(table.openUntil(at)).toBe(open);
  });

  it.each([
    [1, 11],
    [10, 20],
    [15, 25],
    [16, 41],
    [25, 50],
    [26, undefined],
  ])('reach %i open at %s, the earliest', (open, at) => {
    expect(table.reach(open)).toBe(at);
  });

  it.each([
    [-1, undefined],
    [0, 10],
    [1, 11],
    [10, 20],
    [15, 40],
    [16, 41],
    [24, 49],
  ])('have %i open last at %s', (open, at) => {
    expect(table.reachBack(open)).toBe(at);
  });

  it.each([
    [0, 10],
    [10, 10],
    [20, 20],
    [24, 24],
    [25, 40],
    [49, 49],
    [50, undefined],
  ])('after %i open next at %s', (at, opening) => {
    expect(table.nextOpen(at)).toBe(opening);
  });

  it('may be none', () => {
    expect(none.openUntil(50)).toBe(0);
    expect(none.reach(1)).toBeUndefined();
    expect(none.reachBack(0)).toBeUndefined();
    expect(none.nextOpen(0)).toBeUndefined();
  });
});
