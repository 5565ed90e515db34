import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks } from '../../src/store/chunks.ts';

describe('chunks', () => {
  it('hold all rows in order, fit a statement, and come in few sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 30 }), (count, columns) => {
        const rows = Array.from({ length: count }, (_, i) =>
          Object.fromEntries(Array.from({ length: columns }, (__, c) => [c, i])),
        );
        const pieces = [...chunks(rows)];
        expect(pieces.flat()).toEqual(rows);
        for (const piece of pieces) {
          expect(piece.length * columns).toBeLessThanOrEqual(4_000);
          expect(Math.log2(piece.length) % 1).toBe(0);
        }
        expect(pieces.length).toBeLessThanOrEqual(count / (4_000 / columns / 2) + 12);
      }),
      { numRuns: 30 },
    );
  });

  it('are single rows where one alone has more values than fit', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [i, i]));
    expect([...chunks([wide, wide])]).toEqual([[wide], [wide]]);
  });
});
