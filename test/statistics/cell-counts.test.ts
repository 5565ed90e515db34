import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellCounts } from '../../src/statistics/cell-counts.ts';

const ticket = fc.record({ owner: fc.nat(3), cell: fc.nat(100), good: fc.constantFrom(0 as const, 1 as const) });

describe('CellCounts', () => {
  it('counts as one would by hand, however many cells there are', () => {
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 400 }), (tickets) => {
        const counts = new CellCounts();
        for (const { owner, cell, good } of tickets) counts.add(owner, cell, good);
        for (let owner = 0; owner <= 4; owner++) {
          for (let cell = 0; cell <= 101; cell++) {
            const own = tickets.filter((one) => one.owner === owner && one.cell === cell);
            expect([counts.n(owner, cell), counts.good(owner, cell)]).toEqual([
              own.length,
              own.filter(({ good }) => good === 1).length,
            ]);
          }
        }
      }),
    );
  });
});
