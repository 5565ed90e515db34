import { describe, expect, it } from 'vitest';
import { mixDrift } from '../../../src/metrics/notes/mix-drift.ts';
import { daysAgo } from '../rows.ts';
import { deskOf, EASY, HARD, notesOf } from './desk.ts';

/** `n` tickets of each of eight people in the last eight weeks, of which one in `easyEvery` is easy. */
const lately = (n: number, easyEvery: number) => {
  const told = (i: number) => ({ part: { at: daysAgo(1 + (i % 50)), cell: i % easyEvery === 0 ? EASY : HARD } });
  return deskOf(n, told, told);
};

describe('the mix of work', () => {
  it('is noted, of the desk and of nobody, where it has moved', () => {
    const notes = notesOf([mixDrift], lately(40, 20));
    expect(notes.map(({ subject, n }) => ({ subject, n }))).toEqual([{ subject: { kind: 'desk', id: '' }, n: 320 }]);
    expect(notes[0]?.sentence).toMatch(
      /now 5 % of it, and was 50 %\. Figures are set against another desk than this\.$/,
    );
  });

  it('is not where it is the same, or where so few tickets would often differ so by chance', () => {
    expect(notesOf([mixDrift], lately(40, 2))).toEqual([]);
    expect(notesOf([mixDrift], lately(2, 20))).toEqual([]);
  });

  it('is not before the desk has an expectation', () => {
    expect(notesOf([mixDrift], lately(40, 20), null)).toEqual([]);
  });
});
