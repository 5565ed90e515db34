import type { Instant, Interval } from './interval.ts';

/**
 * Sorted open segments of a range of time with their prefix sums; every question is one binary search.
 * Segments given must be sorted and must not overlap; they may touch.
 */
export class OpenSegments {
  /** Nothing is known outside of it. */
  readonly range: Interval;
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;
  /** Open milliseconds from the start of the range to the start of each segment. */
  readonly #openBefore: Float64Array;

  constructor(range: Interval, segments: readonly Interval[]) {
    this.range = range;
    this.#starts = Float64Array.from(segments, (segment) => segment.start);
    this.#ends = Float64Array.from(segments, (segment) => segment.end);
    let open = 0;
    this.#openBefore = Float64Array.from(segments, (segment) => {
      const before = open;
      open += segment.end - segment.start;
      return before;
    });
  }

  /** Open milliseconds from the start of the range until `at`, which must lie in the range. */
  openUntil(at: Instant): number {
    const i = countBelow(this.#starts, at) - 1;
    if (i < 0) return 0;
    return valueAt(this.#openBefore, i) + Math.min(at, valueAt(this.#ends, i)) - valueAt(this.#starts, i);
  }

  /** Earliest instant with that many open milliseconds (> 0) behind it; undefined when the range has fewer. */
  reach(open: number): Instant | undefined {
    const i = countBelow(this.#openBefore, open) - 1;
    if (i < 0) return undefined;
    const at = valueAt(this.#starts, i) + (open - valueAt(this.#openBefore, i));
    return at <= valueAt(this.#ends, i) ? at : undefined;
  }

  /** Latest instant with that many open milliseconds behind it, if more follow; undefined below 0: before the range. */
  reachBack(open: number): Instant | undefined {
    const i = countBelow(this.#openBefore, open);
    if (this.#openBefore[i] === open) return this.#starts[i];
    return i === 0 ? undefined : valueAt(this.#starts, i - 1) + (open - valueAt(this.#openBefore, i - 1));
  }

  /** `at` itself when open, else the next opening; undefined when the range has none. */
  nextOpen(at: Instant): Instant | undefined {
    const i = countBelow(this.#starts, at);
    return i > 0 && at < valueAt(this.#ends, i - 1) ? at : this.#starts[i];
  }
}

/** At an index that is there. */
function valueAt(values: Float64Array, i: number): number {
  return values[i] ?? Number.NaN;
}

/** How many of the ascending values are smaller than `limit`. */
function countBelow(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(ascending, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
