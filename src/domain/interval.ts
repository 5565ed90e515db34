/** A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (as `Date.now()`). */
export type Instant = number;

/** Half-open [start, end): `start` belongs to it, `end` does not. Empty when end <= start. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export const isWithin = (at: Instant, intervals: readonly Interval[]): boolean =>
  intervals.some(({ start, end }) => at >= start && at < end);

/** What two intervals share; null when they only touch or do not meet. */
export function intersect(a: Interval, b: Interval): Interval | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** What is left of `a` without the cuts, in order and never empty. Cuts may come in any order and overlap. */
export function subtract(a: Interval, cuts: readonly Interval[]): Interval[] {
  let left = a.start < a.end ? [a] : [];
  for (const cut of cuts) {
    if (intersect(a, cut) !== null) left = left.flatMap((piece) => without(piece, cut));
  }
  return left;
}

function without(piece: Interval, cut: Interval): Interval[] {
  const before = { start: piece.start, end: Math.min(piece.end, cut.start) };
  const after = { start: Math.max(piece.start, cut.end), end: piece.end };
  return [before, after].filter((part) => part.start < part.end);
}
