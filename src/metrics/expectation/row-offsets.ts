import type { OffDays, OwnOutcome } from './off-days.ts';
import type { OutcomeBook } from './outcome-book.ts';

/** By how much days moved what is expected, by row of the book; only where they did. */
export function rowOffsets(
  book: OutcomeBook,
  logits: readonly number[],
  offDays: OffDays,
): ReadonlyMap<number, number> {
  const touched = new Map<string, { readonly row: number; readonly own: OwnOutcome }[]>();
  book.forEach((agent, { row, day, team, cell, good, shown }) => {
    if (!offDays.touches(day, team)) return;
    const own = { day, team, logit: logits[cell] ?? 0, good, shown };
    const theirs = touched.get(agent);
    if (theirs === undefined) touched.set(agent, [{ row, own }]);
    else theirs.push({ row, own });
  });
  const offsets = new Map<number, number>();
  for (const theirs of touched.values()) {
    const moved = offDays.offsets(theirs.map(({ own }) => own));
    for (const [i, { row }] of theirs.entries()) if (moved[i] !== 0) offsets.set(row, moved[i] ?? 0);
  }
  return offsets;
}
