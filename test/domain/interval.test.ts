import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interval, intersect, subtract } from '../../src/domain/interval.ts';

const span = (start: number, end: number): Interval => ({ start, end });

describe('intersect', () => {
  it.each([
    ['overlapping', span(0, 10), span(5, 20), span(5, 10)],
    ['one inside the other', span(0, 10), span(2, 3), span(2, 3)],
    ['touching', span(0, 10), span(10, 20), null],
    ['apart', span(0, 10), span(11, 20), null],
    ['empty', span(5, 5), span(0, 10), null],
  ])('%s', (_, a, b, shared) => {
    expect(intersect(a, b)).toEqual(shared);
    expect(intersect(b, a)).toEqual(shared);
  });
});

describe('subtract', () => {
  it.each([
    ['nothing', [], [span(0, 10)]],
    ['the head', [span(-5, 3)], [span(3, 10)]],
    ['the tail', [span(7, 10)], [span(0, 7)]],
    ['the middle', [span(3, 7)], [span(0, 3), span(7, 10)]],
    ['all of it', [span(0, 10)], []],
    ['cuts out of order that overlap', [span(6, 8), span(1, 3), span(2, 4)], [span(0, 1), span(4, 6), span(8, 10)]],
    ['a neighbour that only touches', [span(10, 12), span(-3, 0)], [span(0, 10)]],
    ['an empty cut', [span(5, 5)], [span(0, 10)]],
  ])('%s', (_, cuts, left) => {
    expect(subtract(span(0, 10), cuts)).toEqual(left);
  });

  it('leaves nothing of an empty interval', () => {
    expect(subtract(span(5, 5), [])).toEqual([]);
  });

  it('keeps exactly the points in no cut', () => {
    const interval = fc.tuple(fc.integer({ min: -3, max: 20 }), fc.integer({ min: -3, max: 20 }));
    const holds = ({ start, end }: Interval, point: number): boolean => start <= point && point < end;
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 5 }), (pairs) => {
        const cuts = pairs.map(([start, end]) => span(start, end));
        const left = subtract(span(0, 15), cuts);
        for (let point = -3; point < 20; point += 1) {
          const kept = holds(span(0, 15), point) && !cuts.some((cut) => holds(cut, point));
          expect(left.filter((piece) => holds(piece, point)).length).toBe(kept ? 1 : 0);
        }
      }),
    );
  });
});
