import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellCounts } from '../../src/statistics/cell-counts.ts';

const ticket = fc.record({ cell: fc.nat(300), good: fc.constantFrom(0 as const, 1 as const) });

describe('CellCounts', () => {
  it('counts as one would by hand, however many cells there are', () => {
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 400 }), (tickets) => {
        const counts = new CellCounts();
        for (const { cell, good } of tickets) counts.add(cell, good);
        for (let cell = 0; cell <= 301; cell++) {
          const own = tickets.filter((one) => one.cell === cell);
          expect([counts.n(cell), counts.good(cell)]).toEqual([
            own.length,
            own.filter(({ good }) => good === 1).length,
          ]);
        }
      }),
    );
  });
});
