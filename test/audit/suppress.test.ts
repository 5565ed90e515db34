import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppress } from '../../src/audit/suppress.ts';

const of = (people: number, tickets = 100) => ({ people, tickets });

describe('suppress', () => {
  it('shows groups of five people and twenty tickets', () => {
    expect(suppress([of(5, 20), of(30)])).toEqual([null, null]);
  });

  it('hides smaller ones, and the next smallest with a single one', () => {
    expect(suppress([of(4), of(9), of(7)])).toEqual(['small', null, 'beside-small']);
    expect(suppress([of(9), of(9, 19), of(30)])).toEqual(['beside-small', 'small', null]);
  });

  it('hides no third where two hidden ones are together no small group', () => {
    expect(suppress([of(4), of(4), of(7), of(9)])).toEqual(['small', 'small', null, null]);
    expect(suppress([of(2), of(2), of(7), of(9)])).toEqual(['small', 'small', 'beside-small', null]);
  });

  it('an empty group gives nobody away', () => {
    expect(suppress([of(0, 0), of(9), of(7)])).toEqual(['small', null, null]);
  });

  it('of six people in three shifts shows nothing', () => {
    expect(suppress([of(3, 60), of(2, 60), of(1, 60)]).includes(null)).toBe(false);
  });

  it('never leaves a small one that subtraction could find', () => {
    const size = fc.record({ people: fc.nat(12), tickets: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 8 }), (sizes) => {
        const hidden = suppress(sizes);
        const kept = sizes.filter((_, i) => hidden[i] !== null && sizes[i]!.people > 0);
        const shown = sizes.filter((_, i) => hidden[i] === null);
        for (const { people, tickets } of shown) expect(people >= 5 && tickets >= 20).toBe(true);
        if (kept.length === 0 || shown.length === 0) return;
        expect(kept.length).toBeGreaterThan(1);
        expect(kept.reduce((sum, { people }) => sum + people, 0)).toBeGreaterThanOrEqual(5);
        expect(kept.reduce((sum, { tickets }) => sum + tickets, 0)).toBeGreaterThanOrEqual(20);
      }),
    );
  });
});
